import type { Cripto } from '#shared/sync/cripto.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import { leerAcuse } from '#shared/sync/acuse.ts';
import { leerLote } from '#shared/sync/lote.ts';
import { CARPETA_USB, manifiestoUsbSchema, type ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';
import { imagenesNombradas } from '#electron/services/transmision/imagenes-nombradas.ts';
import type { AjenosParaTraer, Llegada } from './almacen-ajenos.ts';
import { textoDeArchivoLote } from './archivo-lote.ts';
import type { AlmacenAjenos } from './puertos-usb.ts';

/** What a medium is read and written through (medio-usb.ts). */
type Medio = {
  readonly leer: (archivo: string) => Promise<Uint8Array>;
  readonly escribir: (archivo: string, bytes: Uint8Array) => Promise<void>;
  /** Whether something can be written: throws as `escribir` does. */
  readonly probar: () => Promise<void>;
};
export type PartesTraer = {
  readonly medio: Medio;
  /** How the medium is called before people. */
  readonly carpeta: string;
  readonly ajenos: AlmacenAjenos & AjenosParaTraer;
  readonly cripto: Cripto;
  readonly llaveOpl: string;
  readonly llaveCentral: string;
  readonly paqueteSha: string;
  /** Whether an epoca is of this station's own journal. */
  readonly esPropia: (epoca: string) => boolean;
  readonly hora: string;
  readonly avance: (hechos: number, total: number) => void;
  readonly alto?: AbortSignal;
};
export type Traido = {
  readonly estacion: string;
  readonly lotes: number;
  readonly imagenes: number;
  /** Lotes of this medium whose acuse is on it now. */
  readonly acuses: number;
  readonly problemas: readonly { readonly archivo: string; readonly motivo: string }[];
};

/** The manifest of an export. Throws AppError `usb_sin_manifiesto`. */
export const leerManifiesto = async (medio: Pick<Medio, 'leer'>, carpeta: string): Promise<{ readonly manifiesto: ManifiestoUsb; readonly bytes: Uint8Array }> => {
  const bytes = await medio.leer(CARPETA_USB.manifiesto).catch(() => null);
  try {
    if (bytes !== null) return { manifiesto: manifiestoUsbSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))), bytes };
  } catch {
    // Not JSON, or of another shape: it is said below.
  }
  throw new AppError('usb_sin_manifiesto', { carpeta });
};

/**
 * Takes what another station's USB brings into `ajenos`, apart from this station's journal, for the road to carry it to
 * the central as it is; and leaves on the USB the acuses that came meanwhile. Each lote is proved first; a bad file is
 * named and holds up no other, and a medium that cannot be written on gives what it brings all the same: only its acuses
 * do not go back. Taken again, it goes on where it was. Throws AppError: usb_sin_manifiesto, usb_otro_paquete, usb_propia,
 * usb_danada (no lote serves), usb_retirado (before all was taken), disco_lleno, disco_solo_lectura.
 */
export const traerUsb = async (p: PartesTraer): Promise<Traido> => {
  const { manifiesto, bytes: textoManifiesto } = await leerManifiesto(p.medio, p.carpeta);
  if (manifiesto.paquete !== p.paqueteSha) throw new AppError('usb_otro_paquete');
  if (manifiesto.lotes.some((l) => p.esPropia(l.epoca))) throw new AppError('usb_propia', { estacion: manifiesto.estacion });
  const problemas: { archivo: string; motivo: string }[] = [];
  const total = manifiesto.lotes.length + manifiesto.imagenes.length + 1;
  let hechos = 0;
  const intentar = async (archivo: string, hacer: () => Promise<void>): Promise<void> => {
    p.alto?.throwIfAborted();
    try {
      await hacer();
    } catch (error) {
      if (!(error instanceof AppError) || error.codigo === 'disco_lleno' || error.codigo === 'disco_solo_lectura' || error.codigo === 'usb_retirado') throw error;
      problemas.push({ archivo, motivo: mensaje(error.codigo, error.parametros) });
    }
    p.avance(++hechos, total);
  };
  const leerIgual = async (archivo: string, sha256: string): Promise<Uint8Array> => {
    const bytes = await p.medio.leer(archivo);
    if (p.cripto.sha256(bytes) !== sha256) throw new AppError('usb_no_coincide', { archivo });
    return bytes;
  };

  const lotes: Llegada['lotes'] = [];
  const nombradas = new Set<string>();
  for (const l of manifiesto.lotes) {
    const archivo = `${CARPETA_USB.lotes}/${l.archivo}`;
    await intentar(archivo, async () => {
      const bytes = await leerIgual(archivo, l.sha256);
      const texto = await textoDeArchivoLote(bytes);
      const { cabecera, eventos } = leerLote(p.cripto, texto, p.llaveOpl);
      if (cabecera.paquete !== p.paqueteSha) throw new AppError('lote_otro_paquete');
      if (p.esPropia(cabecera.epoca)) throw new AppError('usb_propia', { estacion: manifiesto.estacion });
      const imagenes = [...imagenesNombradas(eventos.map((e) => e.evento)).keys()];
      if (!(await p.ajenos.tieneLote(l.sha256))) await p.ajenos.guardarLote(l.sha256, bytes);
      for (const imagen of imagenes) nombradas.add(imagen);
      lotes.push({ sha256: l.sha256, lote: p.cripto.sha256(utf8(texto)), epoca: cabecera.epoca, desde: cabecera.desde, hasta: cabecera.hasta, cabeza: cabecera.cabeza, imagenes });
    });
  }
  if (lotes.length === 0) throw new AppError('usb_danada', { carpeta: p.carpeta });
  let imagenes = 0;
  for (const { imagen } of manifiesto.imagenes) {
    const archivo = `${CARPETA_USB.imagenes}/${imagen}`;
    await intentar(archivo, async () => {
      if (!nombradas.has(imagen)) throw new AppError('imagen_desconocida', { imagen });
      if (!(await p.ajenos.tieneImagen(imagen))) await p.ajenos.guardarImagen(imagen, await leerIgual(archivo, imagen));
      imagenes += 1;
    });
  }
  // A medium that is mended and comes again is another arrival: it has other lotes.
  await p.ajenos.anotarLlegada(p.cripto.sha256(Buffer.concat([textoManifiesto, utf8(lotes.map((l) => l.sha256).join())])), { estacion: manifiesto.estacion, hora: p.hora, lotes });
  const { acuses, motivo } = await dejarAcuses(p, lotes);
  if (motivo !== null) problemas.push({ archivo: CARPETA_USB.acuses, motivo });
  p.avance(total, total);
  return { estacion: manifiesto.estacion, lotes: lotes.length, imagenes, acuses, problemas };
};

/** Writes on the medium the acuses of these lotes that are here; when it takes no more, `motivo` says why. */
const dejarAcuses = async (p: PartesTraer, lotes: Llegada['lotes']): Promise<{ readonly acuses: number; readonly motivo: string | null }> => {
  let acuses = 0;
  try {
    // Said the first time that it comes, when there may be none to leave yet.
    await p.medio.probar();
    for (const { sha256 } of lotes) {
      const doc = p.ajenos.acuse(sha256);
      if (doc === null || leerAcuse(p.cripto, doc, p.llaveCentral) === null) continue;
      await p.medio.escribir(`${CARPETA_USB.acuses}/${sha256}.json`, Buffer.from(`${JSON.stringify(doc)}\n`));
      acuses += 1;
    }
    return { acuses, motivo: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { acuses, motivo: mensaje('usb_sin_dejar_acuses', { motivo: mensaje(error.codigo, error.parametros) }) };
  }
};
