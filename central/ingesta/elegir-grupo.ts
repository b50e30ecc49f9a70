import type { LotePreparado } from './preparar-lote.ts';

/** One transaction's worth: what keeps the others waiting stays under a tenth of a second. */
const MAXIMO_EVENTOS = 2_000;
const MAXIMO_LOTES = 64;

type Elegible = Pick<LotePreparado, 'epoca' | 'certificado' | 'hereda' | 'desde' | 'hasta'>;

/**
 * Which of the lotes that wait are stored together: one of each station at most, so that one that sends many takes turns
 * with the others, and one of each epoca, so that none hangs from another of the group. An epoca that goes on from
 * another one goes alone. `esperan`, in order of arrival, is not empty.
 */
export const elegirGrupo = <L extends Elegible>(esperan: readonly L[]): L[] => {
  const grupo: L[] = [];
  const tomadas = new Set<string>();
  let eventos = 0;
  for (const lote of esperan) {
    const claves = [`epoca ${lote.epoca}`, `estacion ${lote.certificado.estacion}`];
    if (claves.some((c) => tomadas.has(c))) continue;
    const cuantos = lote.hasta - lote.desde + 1;
    const alcanza = grupo.length === 0 || (lote.hereda === undefined && grupo[0]!.hereda === undefined && eventos + cuantos <= MAXIMO_EVENTOS);
    // The first that does not fit closes the group: those after it do not overtake it.
    if (!alcanza || grupo.length === MAXIMO_LOTES) break;
    grupo.push(lote);
    eventos += cuantos;
    for (const c of claves) tomadas.add(c);
  }
  return grupo;
};
