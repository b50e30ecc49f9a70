import { randomBytes } from 'node:crypto';
import type { Reloj } from '#electron/station/puertos.ts';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import type { Rol } from '#shared/domain/permisos.ts';

/** Without a command for this long the session ends: an open window in an empty room is anybody's. */
const INACTIVIDAD_MS = 20 * 60_000;

/** A window that is not heard of for this long is closed, or its post is gone; it beats every ten seconds. */
const SIN_NOTICIAS_MS = 60_000;

export type Sesion = { readonly token: string; persona: Persona; readonly puesto: string; ultima: number; vista: number };

/** Open sessions. In memory only: a restart asks everybody to sign in again. */
export const crearSesiones = (reloj: Reloj, alVencer: (sesion: Sesion) => void) => {
  const abiertas = new Map<string, Sesion>();

  const vencer = (): void => {
    const ahora = reloj.ahora();
    for (const s of abiertas.values()) {
      // A clock set back must not keep a session open for an hour.
      if (ahora < s.ultima) s.ultima = ahora;
      if (ahora - s.ultima <= INACTIVIDAD_MS) continue;
      abiertas.delete(s.token);
      alVencer(s);
    }
  };

  return {
    foto: (): (() => void) => {
      const antes = [...abiertas];
      return () => {
        abiertas.clear();
        for (const [token, s] of antes) abiertas.set(token, s);
      };
    },
    abrir: (persona: Persona, puesto: string): string => {
      const token = randomBytes(32).toString('base64url');
      abiertas.set(token, { token, persona, puesto, ultima: reloj.ahora(), vista: reloj.ahora() });
      return token;
    },
    /**
     * Who holds the token, at the post that it was given to: taken to another one it is nobody's. `actividad` renews it:
     * screens that only refresh themselves do not count.
     */
    persona: (token: string | null, puesto: string, actividad: boolean): Persona | null => {
      vencer();
      const sesion = token === null ? undefined : abiertas.get(token);
      if (sesion?.puesto !== puesto) return null;
      sesion.vista = reloj.ahora();
      if (actividad) sesion.ultima = sesion.vista;
      return sesion.persona;
    },
    cerrar: (token: string): void => void abiertas.delete(token),
    /** Ends the sessions of a post that is of the room no more; gives them back. */
    cerrarDe: (puesto: string): string[] => {
      const suyas = [...abiertas.values()].filter((s) => s.puesto === puesto);
      for (const s of suyas) abiertas.delete(s.token);
      return suyas.map((s) => s.token);
    },
    /** What the person may do changed while they are signed in. */
    ponerRoles: (persona: string, roles: readonly Rol[]): void => {
      for (const s of abiertas.values()) if (s.persona.id === persona) s.persona = { ...s.persona, roles: [...roles] };
    },
    /** Who is signed in at which post. */
    abiertas: (): { readonly persona: Persona; readonly puesto: string }[] => [...abiertas.values()],
    /** Those whose window lives: it was heard of within a minute. */
    presentes: (): { readonly persona: Persona; readonly puesto: string }[] => [...abiertas.values()].filter((s) => Math.abs(reloj.ahora() - s.vista) <= SIN_NOTICIAS_MS),
  };
};
export type Sesiones = ReturnType<typeof crearSesiones>;
