import { AppError } from '#shared/errors/app-error.ts';
import type { RepositorioImagenes } from '#central/db/imagenes-repository.ts';
import type { AlmacenCentral } from './almacen-central.ts';

/** Another import of the same image may be ahead: its bytes are as good, and we go on after them. */
const INTENTOS = 4;
/** A medium, beside the stations; with a blank, which no station of ours has in its name. */
const QUIEN = 'una USB';

const flujoDe = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
};

/** Takes an image that came whole, by USB. False when no accepted lote names it. Throws AppError `imagen_hash`, `imagen_muy_grande`. */
export const crearRecepcionImagen = (o: { almacen: AlmacenCentral; repositorio: RepositorioImagenes; hora: () => string }) =>
  async (imagen: string, bytes: Uint8Array): Promise<boolean> => {
    const fila = await o.repositorio.buscar(imagen);
    if (fila === null) return false;
    for (let intento = 1; ; intento++) {
      const { bytes: desde, completa } = o.almacen.avance({ imagen, quien: QUIEN });
      try {
        const avance = completa ? { bytes: desde, completa } : await o.almacen.escribir({ imagen, quien: QUIEN, desde, ultima: true, sha256: null }, flujoDe(bytes.subarray(desde)));
        if (!fila.completa) await o.repositorio.marcarCompleta(imagen, avance.bytes, o.hora());
        return true;
      } catch (error) {
        if (!(error instanceof AppError) || intento === INTENTOS || (error.codigo !== 'imagen_desplazada' && error.codigo !== 'imagen_hash')) throw error;
      }
    }
  };
