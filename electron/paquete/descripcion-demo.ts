import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { recurso } from '#electron/papel/recurso.ts';
import { ambitoRefSchema } from '#shared/domain/casilla.ts';
import { AMBITOS, CLASES_COLUMNA, TIPOS_ELECCION } from '#shared/domain/eleccion.ts';
import { usuarioPaqueteSchema, type UsuarioPaquete } from '#shared/domain/paquete.ts';

const contendienteSchema = z.object({
  clase: z.enum(CLASES_COLUMNA),
  /** The party, the parties of the coalition or candidatura común, or the key of the independent. */
  de: z.array(z.string()).min(1),
  propietaria: z.string(),
  suplente: z.string().nullable(),
});
export type Contendiente = z.infer<typeof contendienteSchema>;

const eleccionDemoSchema = z.object({
  id: z.enum(TIPOS_ELECCION), titulo: z.string(), ambito: z.enum(AMBITOS), maximoBoletasEspecial: z.number(),
  /** TIPO_CASILLA → TIPO_ACTA of each of its actas; `*` for the types not named. */
  tiposActa: z.record(z.string(), z.array(z.string())),
  /** Ámbito ('' for the entity) → who competes there: its ballot and its candidacies at once. */
  contiendas: z.record(z.string(), z.array(contendienteSchema)),
});
export type EleccionDemo = z.infer<typeof eleccionDemoSchema>;

const descripcionSchema = z.object({
  id: z.string(), nombre: z.string(), entidad: z.object({ id: z.string(), nombre: z.string(), abreviatura: z.string() }),
  anio: z.number(), zonaMinutos: z.number(), ventana: z.object({ inicio: z.string(), fin: z.string() }),
  partidos: z.array(z.object({ clave: z.string(), nombre: z.string() })),
  distritos: z.array(ambitoRefSchema), municipios: z.array(ambitoRefSchema),
  catds: z.array(z.object({ id: z.string(), nombre: z.string() })),
  elecciones: z.array(eleccionDemoSchema),
});
export type DescripcionDemo = z.infer<typeof descripcionSchema>;

const seccionDemoSchema = z.object({
  seccion: z.string(), municipio: z.string().nullable(), distrito: z.string().nullable(), ubicacion: z.enum(['1', '2', '3']), catd: z.string(),
  /** `B:634 C1:634 E1:340 E1.1:339 S1:0`: type, number, extension and lista nominal of each. */
  casillas: z.string(),
});
export type SeccionDemo = z.infer<typeof seccionDemoSchema>;

const leer = <S extends z.ZodType>(nombre: string, schema: S): z.output<S> => schema.parse(JSON.parse(readFileSync(recurso(`demo/${nombre}`), 'utf8')));

/** The demo election as it ships in resources/demo: a state, parties and people that do not exist. */
export const leerDescripcionDemo = (): { descripcion: DescripcionDemo; secciones: SeccionDemo[] } => ({
  descripcion: leer('eleccion.json', descripcionSchema),
  secciones: leer('casillas.json', z.array(seccionDemoSchema)),
});

/**
 * People of every role, for the demo election and for packages of drills. Their PINs are public, so their Argon2id
 * hashes are cheap on purpose (4 MiB, 2 passes): a drill signs in twenty people in a blink.
 */
export const personasDemo = (): UsuarioPaquete[] => leer('personas.json', z.array(usuarioPaqueteSchema));
