import type { Cripto } from '#shared/sync/cripto.ts';
import { z } from 'zod';
import { textoCanonico } from './canonico.ts';
import { crearComprobador } from './comprobador.ts';

/** Head of an empty journal. */
export const HASH_CERO = '0'.repeat(64);
const ETIQUETA = 'acopio/evento/v1\n';

const esObjeto = (valor: unknown): boolean => typeof valor === 'object' && valor !== null && !Array.isArray(valor);

export const eventoSchema = z.object({
  /** 1, 2, 3… without gaps within an epoca. */
  seq: z.number().int().positive(),
  /** UUIDv7. */
  id: z.uuid(),
  tipo: z.string(),
  version: z.number().int().positive(),
  /** CLAVE_ACTA, or the id of an acta that is not in the catalogue (`FC-…`). */
  acta: z.string().optional(),
  /** User id, or `sistema`. */
  actor: z.string(),
  /** The post (window, machine) where it was done. */
  puesto: z.string(),
  /** ISO 8601 with offset, stamped by the station, never running backwards within a journal. */
  hora: z.iso.datetime({ offset: true }),
  /** Its schema is its type's (eventos.ts). Only looked at: as a record it would be copied key by key. */
  datos: z.custom<Record<string, unknown>>(esObjeto),
  /** Hash of the event before, HASH_CERO for the first. */
  previo: z.string().regex(/^[0-9a-f]{64}$/),
});
/** An event without its hash, which is over its bytes and stands beside them. */
export type Evento = z.infer<typeof eventoSchema>;

const comprobar = crearComprobador(eventoSchema);
const CLAVES = Object.keys(eventoSchema.shape).length;

/** The event that a value read from JSON is, by its schema, without what is not of it; null when it is none. */
export const leerEvento = (valor: unknown): Evento | null => {
  if (comprobar(valor)) {
    const evento = valor as Evento;
    if (Object.keys(evento).length === (evento.acta === undefined ? CLAVES - 1 : CLAVES)) return evento;
  }
  const r = eventoSchema.safeParse(valor);
  return r.success ? r.data : null;
};

/** The one serialisation of an event (RFC 8785). These characters are stored, hashed, signed, sent and published; nobody writes them twice. */
export const textoEvento = (evento: Evento): string => textoCanonico(evento);

/** SHA-256(domain tag ‖ previo ‖ bytes). */
export const hashEvento = (cripto: Pick<Cripto, 'sha256'>, previo: string, texto: string): string =>
  cripto.sha256(`${ETIQUETA}${previo}${texto}`);
