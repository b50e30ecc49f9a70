import type { ClaseHito } from '#central/db/esquema.ts';

/** A milestone of one acta, as far as the choice needs it. */
export type HitoElegible = { readonly epoca: string; readonly seq: number; readonly clase: ClaseHito; readonly hora: string };

/** What an epoca goes on from: the place `hasta` of another one. Its own places follow that one's numbers. */
export type Herencias = ReadonlyMap<string, { readonly epoca: string; readonly hasta: number }>;
export const SIN_HERENCIAS: Herencias = new Map();

type Linea = { ultimo: HitoElegible; primeraHora: number };

const antes = (a: Linea, b: Linea): boolean => {
  const [aVerificada, bVerificada] = [a.ultimo.clase === 'verificada', b.ultimo.clase === 'verificada'];
  if (aVerificada !== bVerificada) return aVerificada;
  if (a.primeraHora !== b.primeraHora) return a.primeraHora < b.primeraHora;
  return a.ultimo.epoca < b.ultimo.epoca;
};

/** The epocas in whose journal this place is the past of what is written now: its own, or those that went on from it. */
const puntas = (epoca: string, seq: number, herencias: Herencias): readonly string[] => {
  const siguen = [...herencias].filter(([, h]) => h.epoca === epoca && h.hasta >= seq).map(([hija]) => hija);
  return siguen.length === 0 ? [epoca] : siguen.flatMap((hija) => puntas(hija, seq, herencias));
};

const porLinea = <T extends HitoElegible>(hitos: readonly T[], herencias: Herencias): Map<string, T[]> => {
  const lineas = new Map<string, T[]>();
  for (const h of hitos) {
    for (const punta of puntas(h.epoca, h.seq, herencias)) {
      const suyos = lineas.get(punta);
      if (suyos) suyos.push(h);
      else lineas.set(punta, [h]);
    }
  }
  return lineas;
};

/** How many journals, each with the ones that it goes on from, say something of the acta: more than one is a conflict. */
export const lineasDe = (hitos: readonly HitoElegible[], herencias: Herencias): number => (herencias.size === 0 ? new Set(hitos.map((h) => h.epoca)).size : porLinea(hitos, herencias).size);

/**
 * Which milestone of an acta is published (domain: 8(b), conflicts). Within a journal its order is the truth, also
 * through a relief: its last milestone stands for it, so a recapture replaces what came before. Among journals a verified
 * acta goes before a SIN ACTA, then the one that first reached that kind of milestone, then the lower epoca id. It does
 * not depend on the order in which lotes arrive. `hitos` are all those of one acta; null when there are none.
 */
export const elegirHito = (hitos: readonly HitoElegible[], herencias: Herencias): HitoElegible | null => {
  // Nearly every acta has one.
  if (hitos.length === 1) return hitos[0]!;
  let mejor: Linea | null = null;
  for (const suyos of porLinea(hitos, herencias).values()) {
    const ultimo = suyos.reduce((u, h) => (h.seq > u.seq ? h : u));
    const horas = suyos.filter((h) => h.clase === ultimo.clase).map((h) => Date.parse(h.hora));
    const candidata = { ultimo, primeraHora: Math.min(...horas) };
    if (mejor === null || antes(candidata, mejor)) mejor = candidata;
  }
  return mejor?.ultimo ?? null;
};
