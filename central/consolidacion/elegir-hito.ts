import type { ClaseHito } from '#central/db/esquema.ts';

/** A milestone of one acta, as far as the choice needs it. */
export type HitoElegible = { readonly epoca: string; readonly seq: number; readonly clase: ClaseHito; readonly hora: string };

type DeEpoca = { ultimo: HitoElegible; primeraHora: number };

const antes = (a: DeEpoca, b: DeEpoca): boolean => {
  const [aVerificada, bVerificada] = [a.ultimo.clase === 'verificada', b.ultimo.clase === 'verificada'];
  if (aVerificada !== bVerificada) return aVerificada;
  if (a.primeraHora !== b.primeraHora) return a.primeraHora < b.primeraHora;
  return a.ultimo.epoca < b.ultimo.epoca;
};

/**
 * Which milestone of an acta is published (domain: 8(b), conflicts). Within an epoca the journal's order is the truth:
 * its last milestone stands for it, so a recapture replaces what came before. Among epocas a verified acta goes before
 * a SIN ACTA, then the epoca that first reached that kind of milestone, then the lower epoca id. It does not depend on
 * the order in which lotes arrive. `hitos` are all those of one acta; null when there are none.
 */
export const elegirHito = (hitos: readonly HitoElegible[]): HitoElegible | null => {
  const ultimos = new Map<string, HitoElegible>();
  for (const h of hitos) if (h.seq > (ultimos.get(h.epoca)?.seq ?? 0)) ultimos.set(h.epoca, h);
  let mejor: DeEpoca | null = null;
  for (const ultimo of ultimos.values()) {
    const horas = hitos.filter((h) => h.epoca === ultimo.epoca && h.clase === ultimo.clase).map((h) => Date.parse(h.hora));
    const candidato = { ultimo, primeraHora: Math.min(...horas) };
    if (mejor === null || antes(candidato, mejor)) mejor = candidato;
  }
  return mejor?.ultimo ?? null;
};
