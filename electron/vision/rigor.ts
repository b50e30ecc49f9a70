import type { FormatoImagen } from './formatos.ts';
import { cuadraJpeg, RELLENO_MAXIMO } from './jpeg-cuenta.ts';
import { comprobarDeflate, sinAdornos } from './tiff.ts';

/** What a decoder does at what it does not like: `warning` gives up, `truncated` makes up what is missing unless the end is. */
export type Rigor = 'warning' | 'truncated';
type Leer<T> = (bytes: Uint8Array, failOn: Rigor) => Promise<T>;

/** Nothing else may be said of the file: libjpeg tells the first thing only, and of what comes after it nothing. */
const RELLENO_AL_FINAL = /^(?:VipsJpeg: )?Corrupt JPEG data: (\d+) extraneous bytes before marker 0xd9$/;

const esRelleno = (error: unknown): boolean => {
  const relleno = RELLENO_AL_FINAL.exec(error instanceof Error ? error.message.trim() : '');
  return relleno !== null && Number(relleno[1]) <= RELLENO_MAXIMO;
};

/**
 * Has an image read strictly: whatever its decoder warns of makes it reject, for what is decoded all the same is made up.
 * Let pass is only that on which no pixel depends: a few bytes of padding at the end of a JPEG, and the fields of a TIFF
 * that tell of it, which are taken out before it is read again as strictly. `pagina` of a TIFF is from 0.
 */
export const conRigor = async <T>(bytes: Uint8Array, formato: FormatoImagen, pagina: number, leer: Leer<T>): Promise<T> => {
  if (formato === 'tiff') await comprobarDeflate(bytes, pagina);
  const leida = leer(bytes, 'warning');
  // Counted here while another thread decodes.
  if (formato === 'jpeg' && cuadraJpeg(bytes) === false) {
    await leida.catch(() => undefined);
    throw new Error('the coded data of the JPEG is not what its head says');
  }
  try {
    return await leida;
  } catch (error) {
    if (formato === 'jpeg' && esRelleno(error)) return leer(bytes, 'truncated');
    const desnuda = formato === 'tiff' ? sinAdornos(bytes) : null;
    if (desnuda === null) throw error;
    return leer(desnuda, 'warning');
  }
};
