import type { RepositorioConsolidacion } from '#central/db/consolidacion-repository.ts';
import type { EsquemaCentral } from '#central/db/esquema.ts';
import type { EnEspera, TxConsolidacion } from '#central/db/transaccion-consolidacion.ts';
import type { Registro } from '#central/puertos.ts';
import type { LotePreparado } from './preparar-lote.ts';

/** What of a stored lote is worked out afterwards. */
export type PorConsolidar = Pick<LotePreparado, 'sha' | 'epoca' | 'hereda' | 'hitos' | 'alarmas' | 'imagenes'>;

/** Lotes worked out together. The index of images hangs from hashes: the more at once, the fewer pages of it are written for each. */
const MAXIMO_LOTES = 512;
/** The oldest of them waits no longer. */
const ESPERA_MS = 1_000;
/** Of one transaction, during which no lote is stored: some hundredths of a second. */
const LOTES_POR_TRANSACCION = 64;
const IMAGENES_POR_TRANSACCION = 2_048;

/** One that could not be worked out is tried again after this: a disk that was full may have room by then. */
const REINTENTO_MS = 60_000;

type Leido = PorConsolidar & { readonly recibido: string };

const enGrupos = <T>(lista: readonly T[], de: number): T[][] => Array.from({ length: Math.ceil(lista.length / de) }, (_, i) => lista.slice(i * de, (i + 1) * de));

/** Images that some lotes name, in the order of the index. */
const imagenesDe = (lotes: readonly Leido[]): EsquemaCentral['imagen'][] =>
  lotes.flatMap((l) => l.imagenes.map(({ imagen, bytes }) => ({ imagen, bytes, completa: 0, primera: l.recibido, recibida: null }))).sort((x, y) => (x.imagen < y.imagen ? -1 : 1));

/** Rows of what some lotes say of actas, whose images have theirs; they wait no more. */
const escribirActas = async (tx: TxConsolidacion, lotes: readonly Leido[]): Promise<void> => {
  const ultima = lotes.reduce((u, l) => (l.recibido > u ? l.recibido : u), '');
  await tx.alarmar(lotes.flatMap((l) => l.alarmas.map(({ clave, tipo, detalle }) => ({ clave, tipo, detalle, hora: l.recibido }))));
  const otras: string[] = [];
  for (const l of lotes) if (l.hereda !== undefined) otras.push(...await tx.actasDe(l.epoca));
  const enDos = await tx.guardarHitos(lotes.flatMap((l) => l.hitos.map((h) => ({ ...h, recibido: l.recibido }))), otras, ultima);
  await tx.alarmar(enDos.map((acta) => ({ clave: `acta:${acta}`, tipo: 'acta_en_dos_epocas', detalle: acta, hora: ultima })));
  await tx.consolidados(lotes.map((l) => l.sha));
};

/**
 * Turns what lotes say into the rows that publication and images need, many lotes at once and while no station waits for
 * it. Which lotes wait is in the database, written with each of them: what a crash left is found at opening. `preparar`
 * proves again a lote of which nothing is at hand, and throws when it cannot.
 */
export const crearConsolidador = (deps: { readonly repositorio: RepositorioConsolidacion; readonly preparar: (cuerpo: Uint8Array) => PorConsolidar; readonly registro: Registro; readonly cronometro?: () => number }) => {
  const { repositorio, preparar, registro, cronometro = () => performance.now() } = deps;
  const aMano = new Map<string, PorConsolidar>();
  /** Images that lotes which wait name: their bytes are taken already. */
  const nombradas = new Map<string, string>();
  /** Those that could not be worked out, since when; they wait, and hold nobody up. */
  const apartados = new Map<string, number>();
  let enCurso: Promise<void> | null = null;
  let reloj: NodeJS.Timeout | undefined;

  const leer = async (enEspera: readonly EnEspera[]): Promise<Leido[]> => {
    // What was stored in this same turn of the event loop is noted by then.
    await new Promise(setImmediate);
    const leidos: Leido[] = [];
    for (const l of enEspera) leidos.push({ ...(aMano.get(l.sha) ?? preparar(await repositorio.cuerpoDe(l))), ...l });
    return leidos;
  };
  const consolidar = async (enEspera: readonly EnEspera[]): Promise<void> => {
    const leidos = await leer(enEspera);
    for (const imagenes of enGrupos(imagenesDe(leidos), IMAGENES_POR_TRANSACCION)) {
      await repositorio.transaccion((tx) => tx.nombrarImagenes(imagenes));
      await new Promise(setImmediate);
    }
    for (const lotes of enGrupos(leidos, LOTES_POR_TRANSACCION)) {
      await repositorio.transaccion((tx) => escribirActas(tx, lotes));
      for (const { sha, imagenes } of lotes) {
        for (const { imagen } of imagenes) nombradas.delete(imagen);
        aMano.delete(sha);
      }
      await new Promise(setImmediate);
    }
  };
  /** Nobody waits for another one's fault: each by itself when they fail together. */
  const unoPorUno = async (lotes: readonly EnEspera[]): Promise<void> => {
    for (const l of lotes) {
      try {
        await consolidar([l]);
      } catch (error) {
        apartados.set(l.sha, cronometro());
        registro.error('lote not consolidated', { epoca: l.epoca, desde: l.desde, error: String(error) });
      }
    }
  };
  const trabajar = async (): Promise<void> => {
    clearTimeout(reloj);
    reloj = undefined;
    for (const [sha, desde] of apartados) if (cronometro() - desde >= REINTENTO_MS) apartados.delete(sha);
    for (let hayMas = true; hayMas;) {
      const lotes = await repositorio.enEspera(MAXIMO_LOTES, new Set(apartados.keys()));
      hayMas = lotes.length === MAXIMO_LOTES;
      try {
        await consolidar(lotes);
      } catch (error) {
        registro.error('lotes not consolidated together', { lotes: lotes.length, error: String(error) });
        await unoPorUno(lotes);
      }
    }
  };
  const alDia = (): Promise<void> => {
    const suyo = (enCurso ?? Promise.resolve()).catch(() => undefined).then(trabajar).finally(() => { if (enCurso === suyo) enCurso = null; });
    enCurso = suyo;
    return suyo;
  };

  const aSolas = (): void => void alDia().catch((error: unknown) => registro.error('lotes not consolidated', { error: String(error) }));

  return {
    /** A lote was stored: its turn comes. */
    anotar: (lote: PorConsolidar, recibido: string): void => {
      const { sha, epoca, hereda, hitos, alarmas, imagenes } = lote;
      aMano.set(sha, { sha, epoca, hereda, hitos, alarmas, imagenes });
      for (const { imagen } of imagenes) nombradas.set(imagen, recibido);
      if (aMano.size >= MAXIMO_LOTES && enCurso === null) aSolas();
      else reloj ??= setTimeout(aSolas, ESPERA_MS).unref();
    },
    /** Since when an image is named by a lote that waits; undefined when none of them names it. */
    nombrada: (imagen: string): string | undefined => nombradas.get(imagen),
    /** Resolves when nothing that was stored before the call waits, but what could not be worked out, which the record says and which is tried again later. */
    alDia,
  };
};
export type Consolidador = ReturnType<typeof crearConsolidador>;
