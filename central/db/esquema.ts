import type { TipoEleccion } from '#shared/domain/eleccion.ts';

/** Kinds of milestone: what the publication is made of. */
export type ClaseHito = 'verificada' | 'sin_acta' | 'fuera';

/**
 * Tables of the central. Keys come from the clients (epoca, seq) or are hashes; nothing here that PostgreSQL or a
 * distributed one would not take: no sequences, no triggers. Booleans are 0 or 1. Times are ISO 8601 with offset.
 */
export type EsquemaCentral = {
  estacion: { estacion: string; catd: string; llave: string; primera: string };
  /** One installation of one station, bound to its CATD at the first lote; after a relief, the place of another epoca that it goes on from. */
  epoca: { epoca: string; estacion: string; llave: string; primera: string; hereda: string | null; hereda_hasta: number | null; hereda_cabeza: string | null };
  /** Ranges of an epoca that are held without gaps; they grow and join as lotes come. */
  tramo: { epoca: string; desde: number; hasta: number; cabeza: string };
  /** What a station last said of one of its journals. */
  saludo: { epoca: string; estacion: string; hasta: number; desfase_ms: number; hora: string };
  /** A lote as it came, compressed and signed (`cuerpo-lote.ts` opens it), and the images that it names, between spaces. */
  lote: { epoca: string; desde: number; hasta: number; sha: string; recibido: string; imagenes: string; cuerpo: Uint8Array };
  /** A lote whose milestones and images have no rows yet, and how many milestones it brings; `consolidador.ts` works it out. */
  por_consolidar: { sha: string; epoca: string; desde: number; recibido: string; actas: number };
  /** One of those of an acta is the one that is published (`vigente`), since `recibido`. */
  hito: { acta: string; epoca: string; seq: number; eleccion: TipoEleccion; clase: ClaseHito; hora: string; imagen: string | null; vigente: number; recibido: string };
  imagen: { imagen: string; bytes: number | null; completa: number; primera: string; recibida: string | null };
  /** What was refused, kept for the record. */
  rechazo: { sha: string; codigo: string; parametros: string; ruta: string | null; bytes: number; primera: string; ultima: string; veces: number };
  /** The OPL's lists of stations that it no longer trusts: `texto` as it signed them, and what they say, `revocadas` in JSON. */
  lista_revocadas: { sha: string; hora: string; revocadas: string; texto: string; tomada: string };
  alarma: { clave: string; tipo: string; detalle: string; hora: string };
  corte: { numero: number; hora: string; ultimo: number; resumen: string };
};
