import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { CARPETA_USB, type ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';

/** What a USB is read and written through. */
export type MedioImportar = {
  readonly leer: (archivo: string) => Promise<Uint8Array>;
  readonly escribir: (archivo: string, bytes: Uint8Array) => Promise<void>;
};
export type PartesImportar = {
  readonly medio: MedioImportar;
  readonly manifiesto: ManifiestoUsb;
  readonly cripto: Pick<Cripto, 'sha256'>;
  readonly lote: (bytes: Uint8Array) => Promise<DocumentoFirmado>;
  readonly imagen: (imagen: string, bytes: Uint8Array) => Promise<boolean>;
};
export type Importado = { readonly lotes: number; readonly imagenes: number; readonly problemas: readonly { readonly archivo: string; readonly motivo: string }[] };

/**
 * Takes what a USB brings: lotes, then the images that they name, then the lotes once more for the acuse that says that
 * the images are here too; the acuses are left on the USB for the station. What is bad is said and holds up nothing.
 * Throws AppError usb_* when the medium fails.
 */
export const importarUsb = async ({ medio, manifiesto, cripto, lote, imagen }: PartesImportar): Promise<Importado> => {
  const problemas: { archivo: string; motivo: string }[] = [];
  const intentar = async <T>(archivo: string, hacer: () => Promise<T>): Promise<T | null> => {
    try {
      return await hacer();
    } catch (error) {
      if (!(error instanceof AppError) || (error.codigo.startsWith('usb_') && error.codigo !== 'usb_no_coincide')) throw error;
      problemas.push({ archivo, motivo: mensaje(error.codigo, error.parametros) });
      return null;
    }
  };
  const leerIgual = async (archivo: string, sha256: string): Promise<Uint8Array> => {
    const bytes = await medio.leer(archivo);
    if (cripto.sha256(bytes) !== sha256) throw new AppError('usb_no_coincide', { archivo });
    return bytes;
  };
  const rutaLote = (archivo: string): string => `${CARPETA_USB.lotes}/${archivo}`;

  const tomados: ManifiestoUsb['lotes'] = [];
  for (const l of manifiesto.lotes) {
    if ((await intentar(rutaLote(l.archivo), async () => lote(await leerIgual(rutaLote(l.archivo), l.sha256)))) !== null) tomados.push(l);
  }
  let imagenes = 0;
  for (const i of manifiesto.imagenes) {
    const archivo = `${CARPETA_USB.imagenes}/${i.imagen}`;
    if ((await intentar(archivo, async () => imagen(i.imagen, await leerIgual(archivo, i.imagen)))) === true) imagenes += 1;
  }
  for (const l of tomados) {
    const acuse = await lote(await leerIgual(rutaLote(l.archivo), l.sha256));
    await medio.escribir(`${CARPETA_USB.acuses}/${l.sha256}.json`, Buffer.from(`${JSON.stringify(acuse)}\n`));
  }
  return { lotes: tomados.length, imagenes, problemas };
};
