import { z } from 'zod';
import { actaEsperadaSchema } from './acta.ts';
import { limitesParcialesSchema } from './calidad.ts';
import { ambitoRefSchema, casillaSchema } from './casilla.ts';
import { candidaturaSchema, eleccionSchema } from './eleccion.ts';
import { rolSchema } from './permisos.ts';
import { PLANTILLAS } from './plantilla-familias.ts';

/** Named layouts of the PREP file (shared/prep-csv): 2019 Quintana Roo, 2021 Sonora, 2024 national template. */
export const FORMATOS_CSV = ['2019', '2021', '2024'] as const;
export type FormatoCsv = (typeof FORMATOS_CSV)[number];

export const usuarioPaqueteSchema = z.object({
  id: z.string().regex(/^[a-z0-9._-]{2,32}$/),
  nombre: z.string().min(1),
  roles: z.array(rolSchema).min(1),
  /** Argon2id, PHC string. */
  pinHash: z.string().startsWith('$argon2id$'),
  /** In the clear only in a simulacro, where the sign-in screen shows it. */
  pinDemo: z.string().optional(),
});
export type UsuarioPaquete = z.infer<typeof usuarioPaqueteSchema>;

/** Rules that an OPL changes without touching code (domain: section 10). */
export const reglasSchema = z.object({
  /** EXCEDE together with some illegible: `sola` publishes EXCEDE alone (SON21), `combinada` both texts (federal 2024). */
  excedeCombinada: z.enum(['sola', 'combinada']),
  /** Cotejo before empaquetado: a coordinator can waive it with a reason. */
  cotejoAntesDeEmpaquetar: z.boolean(),
  /** The second capture of an acta is made at another post than the first, while people are at work at others. Left out: yes. */
  segundaEnOtroPuesto: z.boolean().optional(),
  /** Limits of image quality that differ from the usual ones (calidad.ts). */
  calidad: limitesParcialesSchema.optional(),
});

export type Reglas = z.infer<typeof reglasSchema>;

export const paqueteSchema = z.object({
  formato: z.literal('acopio-paquete'),
  version: z.literal(1),
  /** Short id of the process, used in folder names: `demo-2027`. */
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  nombre: z.string(),
  /** A simulacro says so on every screen, report and file, and never shares a workspace with the jornada. */
  modo: z.enum(['jornada', 'simulacro']),
  entidad: ambitoRefSchema.extend({ id: z.string().regex(/^\d{2}$/), abreviatura: z.string().min(2) }),
  anio: z.number().int().min(2000).max(2100),
  /** Official local zone of the election, minutes from UTC: -360 for UTC-6. */
  zonaMinutos: z.number().int().min(-720).max(720),
  /** Operating window, ISO 8601 with offset. Publication starts at `inicio`. */
  ventana: z.object({ inicio: z.iso.datetime({ offset: true }), fin: z.iso.datetime({ offset: true }) }),
  formatoCsv: z.enum(FORMATOS_CSV),
  elecciones: z.array(eleccionSchema).min(1),
  casillas: z.array(casillaSchema).min(1),
  actas: z.array(actaEsperadaSchema).min(1),
  candidaturas: z.array(candidaturaSchema),
  catds: z.array(z.object({ id: z.string(), nombre: z.string() })).min(1),
  usuarios: z.array(usuarioPaqueteSchema),
  reglas: reglasSchema,
  /** Acta template per TIPO_ACTA; `*` for all the others. A name that this version cannot draw is refused. */
  plantillas: z.record(z.string(), z.enum(PLANTILLAS)),
  central: z.object({
    url: z.string(),
    llave: z.string(),
    /** SHA-256 of the public keys (SPKI, DER, hexadecimal) that the central may show over HTTPS: the one in use and the next. */
    huellas: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(8).optional(),
  }),
});
/** The signed election package, once its signature has been checked: everything that a station knows of the election. */
export type Paquete = z.infer<typeof paqueteSchema>;
