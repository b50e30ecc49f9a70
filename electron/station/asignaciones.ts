import type { Asignaciones, Reloj, Tarea } from './puertos.ts';

/** A capture takes one to three minutes: after ten the person has left and the acta goes to somebody else. */
const DURACION_MS = 10 * 60_000;

type Asignacion = { readonly tarea: Tarea; readonly acta: string; readonly persona: string; desde: number };

/** Leases of actas to people, one per person and task. */
export const crearAsignaciones = (reloj: Reloj): Asignaciones => {
  const porActa = new Map<string, Asignacion>();

  const vigente = (a: Asignacion | undefined): Asignacion | null => {
    if (!a) return null;
    const ahora = reloj.ahora();
    // A clock set back must not hold an acta for an hour.
    if (ahora < a.desde) a.desde = ahora;
    if (ahora - a.desde <= DURACION_MS) return a;
    porActa.delete(a.acta);
    return null;
  };
  const soltar = (son: (a: Asignacion) => boolean): void => {
    for (const [acta, a] of porActa) if (son(a)) porActa.delete(acta);
  };

  return {
    foto: () => {
      const antes = [...porActa];
      return () => {
        porActa.clear();
        for (const [acta, a] of antes) porActa.set(acta, a);
      };
    },
    tomar: (tarea, acta, persona) => {
      soltar((a) => a.persona === persona && a.tarea === tarea);
      porActa.set(acta, { tarea, acta, persona, desde: reloj.ahora() });
    },
    de: (tarea, persona) => {
      for (const a of porActa.values()) {
        if (a.persona !== persona || a.tarea !== tarea || vigente(a) === null) continue;
        a.desde = reloj.ahora();
        return a.acta;
      }
      return null;
    },
    titular: (acta) => vigente(porActa.get(acta))?.persona ?? null,
    lista: () => [...porActa.values()].flatMap((a) => vigente(a) ?? []),
    soltarActa: (acta) => void porActa.delete(acta),
    soltarPersona: (persona) => { soltar((a) => a.persona === persona); },
  };
};
