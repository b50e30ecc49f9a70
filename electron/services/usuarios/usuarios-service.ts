import { verify } from '@node-rs/argon2';
import type { Asignaciones, Atiende, Avisos, Contexto, Diario, Registro, Reloj } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioUsuarios } from '#electron/db/repositories/usuario-repository.ts';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import type { Paquete, UsuarioPaquete } from '#shared/domain/paquete.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearSesiones, type Sesion, type Sesiones } from './sesiones.ts';

/** Tries before each one has to wait. */
const INTENTOS_LIBRES = 5;
/** Wait after the fifth failure; it doubles with each one more: ten thousand PINs would take a year. */
const ESPERA_INICIAL_MS = 30_000;
const ESPERA_MAXIMA_MS = 15 * 60_000;
/** A name that is nobody's: what was typed there may be somebody's PIN, and is not kept. */
const DESCONOCIDO = 'desconocido';

type Partes = {
  readonly diario: Diario;
  readonly usuarios: RepositorioUsuarios;
  readonly paquete: Paquete;
  /** Roles that were given during the night; null: those of the package. */
  readonly rolesDe: (persona: string) => Rol[] | null;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  readonly reloj: Reloj;
  readonly registro: Registro;
};
type Metodos = 'sesion.entrar' | 'sesion.actual' | 'sesion.activa' | 'sesion.latido' | 'sesion.salir';
export type ServicioUsuarios = { readonly metodos: Atiende<Metodos>; readonly sesiones: Sesiones };

type Cuenta = { readonly llave: string; readonly usuario: string; readonly fallas: () => number };

const esperaDe = (fallas: number): number => (fallas < INTENTOS_LIBRES ? 0 : Math.min(ESPERA_MAXIMA_MS, ESPERA_INICIAL_MS * 2 ** (fallas - INTENTOS_LIBRES)));

/** Sign-in with user and PIN against the package (Argon2id, offline), with lock-out and growing delay. */
export const crearServicioUsuarios = (p: Partes): ServicioUsuarios => {
  const porId = new Map(p.paquete.usuarios.map((u) => [u.id, u]));
  /** When the wait of a user began, on the machine's clock. After a restart it begins again: never shorter. */
  const ultimaFalla = new Map<string, number>();
  /**
   * Failures with names that are nobody's, by post, until somebody signs in there. Counted for the whole room they would
   * grow all night, and who mistypes their name would be told to wait when they need only write it well.
   */
  const deNadie = new Map<string, number>();
  /** One check at a time per user: many at once would all pass the lock before any of them failed. */
  const enCurso = new Set<string>();

  const alVencer = ({ token, persona, puesto }: Sesion): void => {
    p.asignaciones.soltarSesion(token);
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'sesion.cerrada', actor: persona.id, puesto, datos: { motivo: 'inactividad' } }));
    p.avisos.cambio('sesion', 'captura');
  };
  const sesiones = crearSesiones(p.reloj, alVencer);

  /** Whose failures these are: a person's, wherever they try, or those of a post where nobody's name was typed. */
  const cuentaDe = (usuario: UsuarioPaquete | undefined, puesto: string): Cuenta =>
    (usuario ? { llave: usuario.id, usuario: usuario.id, fallas: () => p.usuarios.intentos(usuario.id)?.fallas ?? 0 } : { llave: `${DESCONOCIDO} ${puesto}`, usuario: DESCONOCIDO, fallas: () => deNadie.get(puesto) ?? 0 });

  const exigirSinBloqueo = ({ llave, fallas }: Cuenta): void => {
    const espera = esperaDe(fallas());
    if (espera === 0) return;
    const ahora = p.reloj.ahora();
    const desde = Math.min(ultimaFalla.get(llave) ?? ahora, ahora);
    ultimaFalla.set(llave, desde);
    const resta = desde + espera - ahora;
    if (resta > 0) throw new AppError('usuario_bloqueado', { segundos: Math.ceil(resta / 1000) });
  };

  const fallar = ({ llave, usuario, fallas: previas }: Cuenta, puesto: string): never => {
    const fallas = previas() + 1;
    ultimaFalla.set(llave, p.reloj.ahora());
    if (usuario === DESCONOCIDO) deNadie.set(puesto, fallas);
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'sesion.fallida', actor: 'sistema', puesto, datos: { usuario, fallas } }));
    const espera = esperaDe(fallas);
    if (espera > 0) throw new AppError('usuario_bloqueado', { segundos: espera / 1000 });
    throw new AppError('pin_incorrecto', { intentos: INTENTOS_LIBRES - fallas });
  };

  /** The same work for a name that is nobody's: the time of the answer must not tell who exists. */
  const coincide = async (usuario: UsuarioPaquete | undefined, pin: string): Promise<boolean> => {
    const contra = usuario ?? p.paquete.usuarios[0];
    if (!contra) return false;
    const igual = await verify(contra.pinHash, pin).catch((error: unknown) => {
      p.registro.error('a PIN hash of the package cannot be read', { usuario: contra.id, error: String(error) });
      return false;
    });
    return igual && usuario !== undefined;
  };

  const entrar = async ({ usuario: id, pin }: { usuario: string; pin: string }, ctx: Contexto): Promise<{ sesion: string; persona: Persona }> => {
    const usuario = porId.get(id.trim().toLowerCase());
    const cuenta = cuentaDe(usuario, ctx.puesto);
    exigirSinBloqueo(cuenta);
    if (enCurso.has(cuenta.llave)) throw new AppError('usuario_bloqueado', { segundos: 1 });
    enCurso.add(cuenta.llave);
    const correcto = await coincide(usuario, pin).finally(() => enCurso.delete(cuenta.llave));
    if (!correcto || !usuario) return fallar(cuenta, ctx.puesto);
    const persona: Persona = { id: usuario.id, nombre: usuario.nombre, roles: p.rolesDe(usuario.id) ?? [...usuario.roles] };
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'sesion.iniciada', actor: persona.id, puesto: ctx.puesto, datos: { roles: persona.roles } }));
    ultimaFalla.delete(cuenta.llave);
    deNadie.delete(ctx.puesto);
    p.avisos.cambio('sesion');
    return { sesion: sesiones.abrir(persona, ctx.puesto), persona };
  };

  const salir = (ctx: Contexto): Record<string, never> => {
    const persona = exigirPersona(ctx);
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'sesion.cerrada', actor: persona.id, puesto: ctx.puesto, datos: { motivo: 'salida' } }));
    if (ctx.sesion !== null) {
      sesiones.cerrar(ctx.sesion);
      p.asignaciones.soltarSesion(ctx.sesion);
    }
    p.avisos.cambio('sesion', 'captura', 'verificacion', 'cotejo');
    return {};
  };

  return {
    sesiones,
    metodos: { 'sesion.entrar': entrar, 'sesion.actual': (_, ctx) => ({ persona: ctx.persona }), 'sesion.salir': (_, ctx) => salir(ctx),
      // The dispatcher renewed the session when it let the call through.
      'sesion.activa': () => ({}),
      // The windows that wait beat too: one of them hears of the one that fell silent.
      'sesion.latido': (_, ctx) => {
        if (ctx.sesion !== null && p.asignaciones.latir(ctx.sesion)) p.avisos.cambio('captura', 'verificacion', 'cotejo');
        return {};
      } },
  };
};
