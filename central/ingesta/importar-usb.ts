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
  /** Told after each file: how many of how many are taken. */
  readonly avance?: (hechos: number, total: number) => void;
};
/** `sinAcuses`: why the acuses are not all on the USB; null when they are. */
export type Importado = { readonly lotes: number; readonly imagenes: number; readonly sinAcuses: string | null; readonly problemas: readonly { readonly archivo: string; readonly motivo: string }[] };

/**
 * Takes what a USB brings: lotes, then the images that they name, then the lotes once more for the acuse that says that
 * the images are here too; the acuses are left on the USB for the station. What is bad is said and holds up nothing,
 * a USB that cannot be written on neither. Each file is taken whole or not at all, and once: what was cut goes on when the
 * USB comes again. Throws AppError `usb_retirado` when the USB goes before all was taken.
 */
export const importarUsb = async ({ medio, manifiesto, cripto, lote, imagen, avance = () => undefined }: PartesImportar): Promise<Importado> => {
  const problemas: { archivo: string; motivo: string }[] = [];
  const total = manifiesto.lotes.length + manifiesto.imagenes.length;
  let hechos = 0;
  const intentar = async <T>(archivo: string, hacer: () => Promise<T>): Promise<T | null> => {
    let hecho: T | null = null;
    try {
      hecho = await hacer();
    } catch (error) {
      if (!(error instanceof AppError) || error.codigo === 'usb_retirado') throw error;
      problemas.push({ archivo, motivo: mensaje(error.codigo, error.parametros) });
    }
    avance(++hechos, total);
    return hecho;
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
  const dejarAcuses = async (): Promise<string | null> => {
    try {
      for (const l of tomados) {
        const acuse = await lote(await leerIgual(rutaLote(l.archivo), l.sha256));
        await medio.escribir(`${CARPETA_USB.acuses}/${l.sha256}.json`, Buffer.from(`${JSON.stringify(acuse)}\n`));
      }
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return mensaje('usb_sin_dejar_acuses', { motivo: mensaje(error.codigo, error.parametros) });
    }
  };
  return { lotes: tomados.length, imagenes, sinAcuses: await dejarAcuses(), problemas };
};
