import type { AlmacenImagenes, LecturaBitacora } from '#electron/station/puertos.ts';
import { eventoSchema } from '#shared/domain/evento.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { MAXIMO_EVENTOS_LOTE } from '#shared/sync/lote.ts';
import { CARPETA_USB, type ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';
import type { Tramo } from '#shared/sync/tramos.ts';
import { cortarLote } from './cortar-lote.ts';
import { imagenesNombradas } from './imagenes-nombradas.ts';

/** What an export is written through: a file has its name only once it was read back (station/medio-usb.ts). */
export type MedioUsb = {
  readonly escribir: (archivo: string, bytes: Uint8Array) => Promise<void>;
  /** Whether the file is there, whole. */
  readonly tiene: (archivo: string, sha256: string) => Promise<boolean>;
};

export type PartesExportar = {
  readonly bitacora: LecturaBitacora;
  readonly imagenes: Pick<AlmacenImagenes, 'leer'>;
  readonly firmante: Firmante;
  readonly certificado: DocumentoFirmado;
  readonly paqueteSha: string;
  readonly estacion: string;
  readonly hora: string;
  readonly cripto: Pick<Cripto, 'sha256'>;
  readonly comprimir: (texto: string) => Promise<Uint8Array>;
  readonly medio: MedioUsb;
  /** Told after each file: how many of how many are on the medium. */
  readonly avance: (hechos: number, total: number) => void;
  /** Whether the central lacks the image, as far as it is known here. */
  readonly falta: (imagen: string) => boolean;
  /** Leaves the export where it is, to be gone on with. */
  readonly alto?: AbortSignal | undefined;
};

type Cortado = { readonly archivo: string; readonly epoca: string; readonly desde: number; readonly hasta: number; readonly texto: string };

const cortar = async (p: PartesExportar, tramos: readonly Tramo[]): Promise<Cortado[]> => {
  const lotes: Cortado[] = [];
  for (const tramo of tramos) {
    for (let desde = tramo.desde; desde <= tramo.hasta;) {
      const { epoca, hasta, texto } = await cortarLote(p.bitacora, { desde, cuantos: Math.min(MAXIMO_EVENTOS_LOTE, tramo.hasta - desde + 1) }, p);
      lotes.push({ archivo: `${epoca}-${String(desde).padStart(8, '0')}-${String(hasta).padStart(8, '0')}.lote.gz`, epoca, desde, hasta, texto });
      desde = hasta + 1;
    }
  }
  return lotes;
};

const imagenesDe = (lotes: readonly Cortado[]): Map<string, number> => imagenesNombradas(lotes.flatMap((l) => l.texto.split('\n').slice(1, -2)).map((linea) => eventoSchema.parse(JSON.parse(linea))));

/**
 * Writes these ranges of the journal, and the images that they name, on a USB: the same bytes that go by network. What is
 * there already, whole, is left; each file is read back; the manifest comes last. Throws AppError usb_*, usb_sin_pendientes.
 */
export const exportarUsb = async (p: PartesExportar, tramos: readonly Tramo[]): Promise<ManifiestoUsb> => {
  const lotes = await cortar(p, tramos);
  if (lotes.length === 0) throw new AppError('usb_sin_pendientes');
  const imagenes = [...imagenesDe(lotes).keys()].filter(p.falta);
  const total = lotes.length + imagenes.length + 1;
  let hechos = 0;
  const contar = (): void => {
    p.avance(++hechos, total);
    p.alto?.throwIfAborted();
  };

  const escritos: ManifiestoUsb['lotes'] = [];
  for (const { archivo, epoca, desde, hasta, texto } of lotes) {
    const bytes = await p.comprimir(texto);
    const sha256 = p.cripto.sha256(bytes);
    const ruta = `${CARPETA_USB.lotes}/${archivo}`;
    if (!(await p.medio.tiene(ruta, sha256))) await p.medio.escribir(ruta, bytes);
    escritos.push({ archivo, sha256, epoca, desde, hasta });
    contar();
  }
  const [conBytes, sinBytes]: [ManifiestoUsb['imagenes'], string[]] = [[], []];
  for (const imagen of imagenes) {
    const ruta = `${CARPETA_USB.imagenes}/${imagen}`;
    const bytes = await p.imagenes.leer(imagen).catch(() => null);
    if (bytes === null || p.cripto.sha256(bytes) !== imagen) sinBytes.push(imagen);
    else {
      if (!(await p.medio.tiene(ruta, imagen))) await p.medio.escribir(ruta, bytes);
      conBytes.push({ imagen, bytes: bytes.length });
    }
    contar();
  }
  const manifiesto: ManifiestoUsb = { formato: 'acopio-usb', version: 1, paquete: p.paqueteSha, estacion: p.estacion, hora: p.hora, lotes: escritos, imagenes: conBytes, sinBytes };
  await p.medio.escribir(CARPETA_USB.manifiesto, Buffer.from(`${JSON.stringify(manifiesto, null, 1)}\n`));
  p.avance(total, total);
  return manifiesto;
};
