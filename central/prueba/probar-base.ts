import { elegirHito } from '#central/consolidacion/elegir-hito.ts';
import type { Catalogo } from '#central/catalogo.ts';
import type { EsquemaCentral } from '#central/db/esquema.ts';
import type { TxPrueba } from '#central/db/prueba-repository.ts';
import type { HitoNuevo } from '#central/db/transaccion-consolidacion.ts';
import { porClave, type TramoDeEpoca } from '#central/db/transaccion-ingesta.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { unirTramos } from '#shared/sync/tramos.ts';
import { abrirGuardado, type LoteGuardado } from './abrir-guardado.ts';

export type DependenciasPrueba = { readonly cripto: Pick<Cripto, 'sha256'>; readonly catalogo: Catalogo; readonly paqueteSha: string };
/** Which tables that are made of the lotes say something else than they do, and the ranges that they make. */
export type HallazgoPrueba = { readonly distintas: readonly ('tramo' | 'hito' | 'imagen' | 'por_consolidar')[]; readonly tramos: readonly TramoDeEpoca[] };

type Fila<T extends keyof EsquemaCentral> = EsquemaCentral[T];
type Leido = { readonly fila: Fila<'lote'>; readonly lote: LoteGuardado };

const danada = (detalle: string): AppError => new AppError('base_central_danada', { detalle });
const iguales = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const tramosDe = (epoca: string, leidos: readonly Leido[]): TramoDeEpoca[] =>
  unirTramos(leidos.map((l) => l.fila)).map((t) => ({ epoca, ...t, cabeza: leidos.find((l) => l.fila.hasta === t.hasta)!.lote.cabeza }));

/** The row of an epoca is of one of the stations that sent lotes of it, and goes on from what its first event says. */
const exigirEpoca = (epoca: string, fila: Fila<'epoca'> | undefined, lotes: readonly LoteGuardado[]): void => {
  const hereda = lotes.find((l) => l.hereda !== undefined)?.hereda ?? null;
  const bien = fila !== undefined && lotes.some(({ certificado: c }) => c.estacion === fila.estacion && c.llave === fila.llave)
    && fila.hereda === (hereda?.epoca ?? null) && fila.hereda_hasta === (hereda?.hasta ?? null) && fila.hereda_cabeza === (hereda?.cabeza ?? null);
  if (!bien) throw danada(`época ${epoca}`);
};

const claveDe = (h: HitoNuevo): string => JSON.stringify([h.acta, h.epoca, h.seq, h.eleccion, h.clase, h.hora, h.imagen]);

const hitosIguales = async (tx: TxPrueba, deLotes: ReadonlySet<string>): Promise<boolean> => {
  const [filas, herencias] = [await tx.hitos(), await tx.herencias()];
  if (filas.length !== deLotes.size || !filas.every((h) => deLotes.has(claveDe(h)))) return false;
  return [...porClave(filas, (h) => h.acta, (h) => h).values()].every((suyos) => {
    const elegido = elegirHito(suyos, herencias);
    return suyos.every((h) => h.vigente === (h === elegido ? 1 : 0));
  });
};

/**
 * Holds what is stored against itself, before anything is served: each lote against its SHA-256, the rows of epocas and
 * stations against the certificates of their lotes. Throws AppError `base_central_danada` where they do not agree. What
 * is made of the lotes alone is only told: it can be made again. Milestones are not looked at while lotes of another
 * package, or that wait to be consolidated, are among the others.
 */
export const probarBase = async ({ cripto, catalogo, paqueteSha }: DependenciasPrueba, tx: TxPrueba): Promise<HallazgoPrueba> => {
  const filasEpoca = new Map((await tx.epocas()).map((e) => [e.epoca, e]));
  const epocas = await tx.epocasConLotes();
  if (epocas.length !== filasEpoca.size) throw danada('épocas sin lotes');
  const enEspera = await tx.enEspera();
  const [tramos, lugares, certificados] = [[] as TramoDeEpoca[], new Set<string>(), new Set<string>()];
  const [hitos, imagenes] = [new Set<string>(), new Set<string>()];
  let comparables = enEspera.length === 0;
  for (const epoca of epocas) {
    const leidos = (await tx.lotesDe(epoca)).map((fila) => {
      const lote = abrirGuardado({ cripto, catalogo }, fila);
      if (lote === null) throw danada(`lote ${fila.sha}`);
      return { fila, lote };
    });
    exigirEpoca(epoca, filasEpoca.get(epoca), leidos.map((l) => l.lote));
    tramos.push(...tramosDe(epoca, leidos));
    for (const { fila, lote } of leidos) {
      lugares.add(`${fila.epoca} ${fila.desde} ${fila.sha}`);
      certificados.add(`${lote.certificado.estacion} ${lote.certificado.catd}`);
      comparables &&= lote.paquete === paqueteSha;
      for (const h of lote.hitos) hitos.add(claveDe(h));
      for (const i of lote.imagenes) imagenes.add(i);
    }
  }
  for (const { estacion, catd } of await tx.estaciones()) if (!certificados.has(`${estacion} ${catd}`)) throw danada(`estación ${estacion}`);
  const conFila = await tx.imagenes();
  return {
    tramos,
    distintas: [
      ...(iguales(tramos, await tx.tramos()) ? [] : ['tramo' as const]),
      ...(enEspera.every((l) => lugares.has(`${l.epoca} ${l.desde} ${l.sha}`)) ? [] : ['por_consolidar' as const]),
      ...(!comparables || await hitosIguales(tx, hitos) ? [] : ['hito' as const]),
      ...(!comparables || [...imagenes].every((i) => conFila.has(i)) ? [] : ['imagen' as const]),
    ],
  };
};
