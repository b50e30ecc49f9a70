import type { Asignaciones, Reloj, Tarea } from './puertos.ts';

/** Windows beat every ten seconds. Three missed beats and another window's beat later, the work is somebody else's: under a minute. */
const SIN_LATIDO_MS = 40_000;
/** A capture takes one to three minutes: after ten without a step the person has left, though their window lives. */
const SIN_PASOS_MS = 10 * 60_000;

type Asignacion = { readonly tarea: Tarea; readonly acta: string; readonly persona: string; readonly sesion: string | null; readonly desde: number; latido: number; paso: number };

/** Leases of actas to people, one per person and task. */
export const crearAsignaciones = (reloj: Reloj): Asignaciones => {
  const porActa = new Map<string, Asignacion>();
  /** Person → acta that is likely to be theirs next. A hint, which nothing depends on. */
  const apartadas = new Map<string, { readonly acta: string; readonly desde: number }>();

  /** Acta → from whom it was taken for somebody else. */
  const quitadas = new Map<string, { readonly persona: string; readonly desde: number }>();

  const vigente = (a: Asignacion | undefined): Asignacion | null => {
    if (!a) return null;
    const ahora = reloj.ahora();
    // A clock set back must not hold an acta for an hour.
    a.latido = Math.min(a.latido, ahora);
    a.paso = Math.min(a.paso, ahora);
    if (ahora - a.latido <= SIN_LATIDO_MS && ahora - a.paso <= SIN_PASOS_MS) return a;
    porActa.delete(a.acta);
    return null;
  };
  const soltar = (son: (a: Asignacion) => boolean): void => {
    for (const [acta, a] of porActa) if (son(a)) porActa.delete(acta);
  };

  const titular = (acta: string): string | null => vigente(porActa.get(acta))?.persona ?? null;

  return {
    foto: () => {
      const antes = [...porActa];
      return () => {
        porActa.clear();
        for (const [acta, a] of antes) porActa.set(acta, a);
      };
    },
    tomar: (tarea, acta, persona, sesion) => {
      const antes = vigente(porActa.get(acta));
      soltar((a) => a.persona === persona && a.tarea === tarea);
      const ahora = reloj.ahora();
      porActa.set(acta, { tarea, acta, persona, sesion, desde: antes?.persona === persona ? antes.desde : ahora, latido: ahora, paso: ahora });
      apartadas.delete(persona);
    },
    de: (tarea, persona) => {
      for (const a of porActa.values()) {
        if (a.persona !== persona || a.tarea !== tarea || vigente(a) === null) continue;
        a.latido = a.paso = reloj.ahora();
        return a.acta;
      }
      return null;
    },
    titular,
    libre: (acta, persona, otras) => {
      const quitada = quitadas.get(acta);
      return titular(acta) === null && (quitada?.persona !== persona || Math.abs(reloj.ahora() - quitada.desde) > SIN_PASOS_MS || !otras());
    },
    lista: () => [...porActa.values()].flatMap((a) => {
      const viva = vigente(a);
      return viva === null ? [] : [{ tarea: viva.tarea, acta: viva.acta, persona: viva.persona, desde: viva.desde }];
    }),
    esDe: (acta, sesion) => vigente(porActa.get(acta))?.sesion === sesion,
    latir: (sesion) => {
      const ahora = reloj.ahora();
      let vencio = false;
      for (const a of porActa.values()) {
        if (a.sesion === sesion) a.latido = ahora;
        if (vigente(a) === null) vencio = true;
      }
      return vencio;
    },
    apartar: (acta, persona) => void apartadas.set(persona, { acta, desde: reloj.ahora() }),
    apartada: (persona) => apartadas.get(persona)?.acta ?? null,
    apartadaPorOtro: (acta, persona) => {
      for (const [quien, a] of apartadas) if (a.acta === acta && quien !== persona && Math.abs(reloj.ahora() - a.desde) <= SIN_PASOS_MS) return true;
      return false;
    },
    soltarActa: (acta) => void porActa.delete(acta),
    quitar: (acta) => {
      const persona = titular(acta);
      if (persona !== null) quitadas.set(acta, { persona, desde: reloj.ahora() });
      porActa.delete(acta);
    },
    soltarPersona: (persona) => { soltar((a) => a.persona === persona); },
    soltarSesion: (sesion) => { soltar((a) => a.sesion === sesion); },
  };
};
