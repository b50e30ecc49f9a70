import { AppError } from '#shared/errors/app-error.ts';
import type { Acuse } from '#shared/sync/acuse.ts';
import type { TramoConCabeza } from '#shared/sync/existencias.ts';
import type { Guardado, TxIngesta } from '#central/db/transaccion-ingesta.ts';
import type { LotePreparado } from './preparar-lote.ts';

/** A proved lote with the bytes that it came in. */
export type LoteProbado = LotePreparado & { readonly cuerpo: Uint8Array };

/** What is to be written of one lote, and what is said to its station once it is on disk. */
type Plan = {
  readonly lote: LoteProbado;
  /** Places of it that were held already, with the same hash. */
  readonly repetidos: ReadonlySet<number>;
  readonly esEpocaNueva: boolean;
  readonly tramos: { readonly tiene: readonly TramoConCabeza[]; readonly unido: TramoConCabeza; readonly absorbidos: readonly TramoConCabeza[] };
  /** When the very same lote came before. */
  readonly anterior: string | null;
};
/** What an acuse says besides naming its lote. */
export type LoteGuardado = Pick<Acuse, 'estado' | 'recibido' | 'imagenesFaltantes' | 'tiene'>;

/** Its own station with its own key, or another one of the same CATD, which holds a copy: the chain ties what it sends to what is held. */
const puedeEnviar = async (tx: TxIngesta, epoca: { estacion: string; llave: string }, { estacion, llave, catd }: LotePreparado['certificado']): Promise<boolean> =>
  epoca.estacion === estacion ? epoca.llave === llave : (await tx.catdDe(epoca.estacion)) === catd;

/** Throws `lote_bifurcado` when the lote and what is held say different things of one place, neighbours included. Gives the places that are held. */
const compararConLoGuardado = async (tx: TxIngesta, guardado: Guardado, lote: LotePreparado): Promise<ReadonlySet<number>> => {
  const { epoca, desde, hasta, previo, cabeza, certificado: { catd } } = lote;
  const tocan = (guardado.tramos.get(epoca) ?? []).filter((t) => t.desde <= hasta + 1 && t.hasta >= desde - 1);
  // A lote that goes on where a range ends is the usual one, and the range says that hash.
  const lugares = tocan.every((t) => t.hasta === desde - 1) ? tocan.map((t) => ({ seq: t.hasta, hash: t.cabeza, previo: '' })) : await tx.lugares(epoca, desde - 1, hasta + 1);
  for (const g of lugares) {
    const { seq, nuestro, suyo } = g.seq === hasta + 1 ? { seq: g.seq - 1, nuestro: g.previo, suyo: cabeza }
      : { seq: g.seq, nuestro: g.hash, suyo: g.seq === desde - 1 ? previo : lote.hashes[g.seq - desde]! };
    if (suyo !== nuestro) throw new AppError('lote_bifurcado', { seq, epoca });
  }
  for (const { seq, hash } of guardado.heredados.get(epoca) ?? []) {
    const suyo = lote.hashes[seq - desde];
    // What a station of another CATD says of this journal binds nobody.
    if (suyo !== undefined && suyo !== hash && (await tx.catdsQueHeredan(epoca, { seq, hash })).includes(catd)) throw new AppError('lote_bifurcado', { seq, epoca });
  }
  return new Set(lugares.map((g) => g.seq).filter((seq) => seq >= desde && seq <= hasta));
};

/** Joins a range that is now held with those that it touches. */
const unir = (tramos: readonly TramoConCabeza[], { desde, hasta, cabeza }: TramoConCabeza): Plan['tramos'] => {
  const tocan = (t: TramoConCabeza): boolean => t.desde <= hasta + 1 && t.hasta >= desde - 1;
  const tocados = tramos.filter(tocan);
  const ultimo = tocados.reduce((u, t) => (t.hasta > u.hasta ? t : u), { desde, hasta, cabeza });
  const unido = { desde: Math.min(desde, ...tocados.map((t) => t.desde)), hasta: ultimo.hasta, cabeza: ultimo.cabeza };
  return { unido, absorbidos: tocados.filter((t) => t.desde !== unido.desde), tiene: [...tramos.filter((t) => !tocan(t)), unido].sort((a, b) => a.desde - b.desde) };
};

/** Holds a lote against what is held, without writing. Throws AppError with the reason of a refusal. */
const planear = async (tx: TxIngesta, guardado: Guardado, lote: LoteProbado): Promise<Plan> => {
  const { epoca, desde, hasta, cabeza, hereda, certificado } = lote;
  const conocida = guardado.epocas.get(epoca);
  if (conocida && !(await puedeEnviar(tx, conocida, certificado))) throw new AppError('epoca_ajena', { epoca, estacion: certificado.estacion });
  const repetidos = await compararConLoGuardado(tx, guardado, lote);
  if (hereda !== undefined && !repetidos.has(desde)) {
    const suCatd = await tx.catdDeEpoca(hereda.epoca);
    if (suCatd !== null && suCatd !== certificado.catd) throw new AppError('epoca_ajena', { epoca: hereda.epoca, estacion: certificado.estacion });
    // The other epoca may be held or not yet; inheriting what it did not write is a fork.
    const [suyo] = await tx.lugares(hereda.epoca, hereda.hasta, hereda.hasta);
    if (suyo !== undefined && suyo.hash !== hereda.cabeza) throw new AppError('lote_bifurcado', { seq: hereda.hasta, epoca: hereda.epoca });
  }
  return {
    lote, repetidos, esEpocaNueva: !conocida, tramos: unir(guardado.tramos.get(epoca) ?? [], { desde, hasta, cabeza }),
    anterior: repetidos.size === lote.hashes.length ? await tx.recibidoAntes(lote) : null,
  };
};

/** An epoca that goes on from another one. */
const heredar = async (tx: TxIngesta, { lote: { epoca, desde, hereda, certificado }, repetidos }: Plan, hora: string): Promise<void> => {
  if (hereda === undefined || repetidos.has(desde)) return;
  await tx.alarmar([{ clave: `relevo:${epoca}`, tipo: 'relevo', detalle: `${certificado.estacion} releva a ${hereda.estacion} desde el evento ${String(hereda.hasta + 1)}`, hora }]);
  await tx.heredar(epoca, hereda);
};

/** All of it was held already, by this lote or by others. */
const esRepetido = (p: Plan): boolean => p.repetidos.size === p.lote.hashes.length;

const escribir = async (tx: TxIngesta, planes: readonly Plan[], hora: string): Promise<LoteGuardado[]> => {
  await tx.nuevasEpocas(planes.filter((p) => p.esEpocaNueva).map(({ lote: { epoca, certificado: { estacion, llave, catd } } }) =>
    ({ epoca: { epoca, estacion, llave, primera: hora, hereda: null, hereda_hasta: null, hereda_cabeza: null }, catd })));
  for (const p of planes) await heredar(tx, p, hora);
  await tx.guardarLotes(planes.filter((p) => p.anterior === null).map(({ lote: { epoca, desde, hasta, sha, imagenes, cuerpo } }) => ({ epoca, desde, hasta, sha, recibido: hora, imagenes: imagenes.map((i) => i.imagen).join(' '), cuerpo })));
  await tx.porConsolidar(planes.filter((p) => !esRepetido(p)).map(({ lote: { epoca, desde, sha, hitos } }) => ({ sha, epoca, desde, recibido: hora, actas: hitos.length })));
  await tx.guardarTramos(planes.map((p) => ({ epoca: p.lote.epoca, ...p.tramos.unido })), planes.flatMap((p) => p.tramos.absorbidos.map(({ desde }) => ({ epoca: p.lote.epoca, desde }))));
  const completas = await tx.imagenesCompletas(planes.flatMap((p) => p.lote.imagenes.map((i) => i.imagen)));
  return planes.map((p) => ({
    estado: esRepetido(p) ? 'repetido' : 'aceptado', recibido: p.anterior ?? hora,
    imagenesFaltantes: p.lote.imagenes.map((i) => i.imagen).filter((i) => !completas.has(i)), tiene: [...p.tramos.tiene],
  }));
};

/**
 * Stores some proved lotes, each of another epoca and none that goes on from one of the others, in the transaction that
 * it is given. A lote that disagrees with what is held gives its AppError and leaves nothing, since all of them are held
 * against it before anything is written; the others are stored all the same. The same lote again, or a range that is
 * held with the same hashes, changes nothing. What a lote says of actas and images is worked out afterwards (`consolidador.ts`).
 */
export const guardarLotes = async (tx: TxIngesta, lotes: readonly LoteProbado[], hora: string): Promise<(LoteGuardado | AppError)[]> => {
  const guardado = await tx.guardado(lotes.map((l) => l.epoca));
  const planes: (Plan | AppError)[] = [];
  for (const lote of lotes) {
    try {
      planes.push(await planear(tx, guardado, lote));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      planes.push(error);
    }
  }
  const escritos = await escribir(tx, planes.filter((p): p is Plan => !(p instanceof AppError)), hora);
  return planes.map((p) => (p instanceof AppError ? p : escritos.shift()!));
};
