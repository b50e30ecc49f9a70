import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import type { Tramo } from '#shared/sync/tramos.ts';

/** A lote that came by USB from another station; `sha256` is of its file, `lote` of its text. */
export type LoteAjeno = {
  readonly sha256: string;
  readonly lote: string;
  readonly estacion: string;
  /** When it was taken here. */
  readonly hora: string;
  readonly epoca: string;
  readonly desde: number;
  readonly hasta: number;
  readonly cabeza: string;
  readonly imagenes: readonly string[];
};
/** What other stations sent by USB, on its way to the central: never in this station's journal. */
export type AlmacenAjenos = {
  readonly lotes: () => readonly LoteAjeno[];
  /** The central's signed receipt of a lote; null while there is none. */
  readonly acuse: (sha256: string) => DocumentoFirmado | null;
  readonly leerLote: (sha256: string) => Promise<Uint8Array>;
  readonly leerImagen: (imagen: string) => Promise<Uint8Array>;
  /** Names of the images that are here. */
  readonly imagenes: () => Promise<ReadonlySet<string>>;
  readonly guardarAcuse: (sha256: string, doc: DocumentoFirmado) => Promise<void>;
};

/** What a medium holds, as a screen shows it. */
export type MedioVisto = Salida<ContratoEstacion, 'usb.medios'>['medios'][number];
export type AvanceUsb = { readonly va: (hechos: number, total: number) => void; readonly alto: AbortSignal };
/** USB media that are plugged into this machine. Everything throws AppError usb_*; what was written before serves. */
export type CarpetaUsb = {
  readonly medios: () => Promise<MedioVisto[]>;
  /** The medium at a path that somebody typed. */
  readonly mirar: (ruta: string) => Promise<MedioVisto>;
  /** Writes what no acuse covers, or a range, in this station's folder of the medium; each file is read back. */
  readonly exportar: (ruta: string, rango: Tramo | null, avance: AvanceUsb) => Promise<{ readonly carpeta: string; readonly desde: number; readonly hasta: number; readonly lotes: number; readonly imagenes: number; readonly sinBytes: number }>;
  /** Takes the acuses that came back into the journal. `malos`: files that are none; `tomados`: those that are of this journal. */
  readonly acusar: (ruta: string) => Promise<{ readonly acuses: number; readonly malos: number; readonly tomados: number }>;
  /** Takes what other stations sent, apart from the journal, and leaves their acuses on the medium. */
  readonly traer: (ruta: string, avance: AvanceUsb) => Promise<readonly { readonly estacion: string; readonly lotes: number; readonly imagenes: number; readonly acuses: number; readonly problemas: readonly { readonly archivo: string; readonly motivo: string }[] }[]>;
};
