import { z } from 'zod';

/** What the main station of a room and its posts say to each other before there is a session (docs/adr: posts of the room). */

/** `GET` → RespuestaReto: a challenge for the app that wants to be paired. */
export const RUTA_RETO = '/red/reto';
/** `POST`, JSON PeticionEmparejar → RespuestaEmparejar, or a failed Result. */
export const RUTA_EMPAREJAR = '/red/emparejar';

const azar = z.string().regex(/^[\w-]{20,64}$/);

export const peticionEmparejarSchema = z.object({
  /** Name of the post, as IT calls it: «captura-3». */
  nombre: z.string().trim().min(1).max(40),
  modo: z.discriminatedUnion('tipo', [
    /** A browser: types the code, and is known afterwards by a cookie. It cannot see the certificate: its person has to. */
    z.object({ tipo: z.literal('navegador'), codigo: z.string().min(4).max(40) }),
    /** The app: proves that it knows the code and sees the right certificate. */
    z.object({ tipo: z.literal('app'), retoEstacion: azar, retoPuesto: azar, prueba: z.string().max(100) }),
  ]),
});
export type PeticionEmparejar = z.infer<typeof peticionEmparejarSchema>;

export const respuestaRetoSchema = z.object({ reto: azar });
export type RespuestaReto = z.infer<typeof respuestaRetoSchema>;

/** `token` and `prueba` are null for a browser, which got a cookie. */
export const respuestaEmparejarSchema = z.object({ ok: z.literal(true), puesto: z.string(), token: z.string().nullable(), prueba: z.string().nullable() });
export type RespuestaEmparejar = z.infer<typeof respuestaEmparejarSchema>;

/** The code as it is compared: what people type around it (spaces, a hyphen, O for 0, I for 1) does not matter. */
export const normalizarCodigo = (texto: string): string => texto.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
