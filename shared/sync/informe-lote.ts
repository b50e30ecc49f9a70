import { HASH_CERO } from '#shared/domain/evento.ts';
import type { LoteLeido } from './lote.ts';
import { faltanDe, unirTramos, type Tramo } from './tramos.ts';

/** What one proved lote holds, for a person or a machine that asks. */
export type InformeLote = {
  readonly estacion: string;
  readonly catd: string;
  readonly epoca: string;
  readonly paquete: string;
  readonly desde: number;
  readonly hasta: number;
  readonly previo: string;
  readonly cabeza: string;
  readonly primera: string;
  readonly ultima: string;
  /** How many events of each type, by name. */
  readonly eventos: Readonly<Record<string, number>>;
  /** Actas that its events are about, in order of key. */
  readonly actas: readonly string[];
};

export const informarLote = ({ cabecera, certificado, eventos }: LoteLeido): InformeLote => {
  const cuenta = new Map<string, number>();
  for (const { evento } of eventos) cuenta.set(evento.tipo, (cuenta.get(evento.tipo) ?? 0) + 1);
  const { epoca, paquete, desde, hasta, previo, cabeza } = cabecera;
  return {
    estacion: certificado.estacion, catd: certificado.catd, epoca, paquete, desde, hasta, previo, cabeza,
    primera: eventos[0]!.evento.hora, ultima: eventos.at(-1)!.evento.hora,
    eventos: Object.fromEntries([...cuenta].sort(([a], [b]) => (a < b ? -1 : 1))),
    actas: [...new Set(eventos.flatMap(({ evento }) => evento.acta ?? []))].sort(),
  };
};

/** What several lotes of one epoca say together. */
export type InformeEpoca = {
  readonly epoca: string;
  readonly estacion: string;
  /** CATDs of the stations that signed its lotes: one, since only those of its CATD may send for it. */
  readonly catds: readonly string[];
  readonly tramos: readonly Tramo[];
  /** Places that must exist, since later ones do, and that no lote holds. */
  readonly huecos: readonly Tramo[];
  /** Places where two lotes say different things: the journal was forked or touched. */
  readonly bifurcaciones: readonly number[];
};

/** Puts proved lotes side by side, epoca by epoca: gaps and forks show only so. */
export const informarEpocas = (lotes: readonly LoteLeido[]): InformeEpoca[] => {
  const porEpoca = new Map<string, LoteLeido[]>();
  for (const l of lotes) {
    const suyos = porEpoca.get(l.cabecera.epoca);
    if (suyos) suyos.push(l);
    else porEpoca.set(l.cabecera.epoca, [l]);
  }
  return [...porEpoca].map(([epoca, suyos]) => {
    const tramos = unirTramos(suyos.map((l) => l.cabecera));
    const hashes = new Map<number, string>([[0, HASH_CERO]]);
    const bifurcaciones = new Set<number>();
    const decir = (seq: number, hash: string): void => {
      if ((hashes.get(seq) ?? hash) !== hash) bifurcaciones.add(seq);
      hashes.set(seq, hash);
    };
    for (const { cabecera, eventos } of suyos) {
      decir(cabecera.desde - 1, cabecera.previo);
      for (const { evento, hash } of eventos) decir(evento.seq, hash);
    }
    return {
      epoca, estacion: suyos[0]!.certificado.estacion, catds: [...new Set(suyos.map((l) => l.certificado.catd))].sort(), tramos, huecos: faltanDe({ desde: 1, hasta: tramos.at(-1)!.hasta }, tramos),
      bifurcaciones: [...bifurcaciones].sort((a, b) => a - b),
    };
  });
};
