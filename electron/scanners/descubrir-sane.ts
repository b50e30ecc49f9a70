import { nombreEstable, listarDispositivos, type DispositivoSane, type ProgramaSane } from './sane-dispositivos.ts';

/** Drivers of SANE whose devices are not offered: network scanners that we speak to ourselves, cameras, and its own tests. */
export const EXCLUIDOS: readonly string[] = ['airscan', 'escl', 'v4l', 'test', 'pnm'];
/** Between two looks, at least, and at least so many times what the last look took: some drivers search the network. */
const CADA_MS = 5_000;
const VECES = 10;
const MAXIMO_ESPERA_MS = 120_000;
const LARGO_ID = 34;

/** A device with an id that stays the same when it is connected again. */
export type SaneHallado = DispositivoSane & { readonly id: string };

const enId = (texto: string): string => texto.normalize('NFD').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase().replace(/^-+|-+$/g, '').slice(0, LARGO_ID).replace(/-+$/, '');

/**
 * Ids for devices: from their own name when it lasts (it has a serial number or an address of its own), otherwise from
 * maker and model, with a number when there are two alike.
 */
export const ponerIds = (dispositivos: readonly DispositivoSane[]): SaneHallado[] => {
  const usados = new Map<string, number>();
  return [...dispositivos].sort((a, b) => a.nombre.localeCompare(b.nombre)).map((d) => {
    const dura = nombreEstable(d.nombre) === d.nombre;
    const base = enId(dura ? d.nombre : `${d.fabricante} ${d.modelo}`) || 'sane';
    const veces = (usados.get(base) ?? 0) + 1;
    usados.set(base, veces);
    return { ...d, id: veces === 1 ? base : `${base}-${veces}` };
  });
};

export type DescubrimientoSane = {
  readonly lista: () => readonly SaneHallado[];
  readonly vigilar: (alCambiar: () => void) => () => void;
  readonly cerrar: () => void;
};

export type OpcionesDescubrirSane = ProgramaSane & {
  /** While any scanner works, nobody looks for others: opening a device that is scanning may stop it. */
  readonly enReposo: () => boolean;
  readonly excluidos?: readonly string[];
  readonly cadaMs?: number;
};

/** Looks for SANE's devices every few seconds until it is closed. Without scanimage nothing is found, and it is looked for again. */
export const descubrirSane = ({ enReposo, excluidos = EXCLUIDOS, cadaMs = CADA_MS, ...programa }: OpcionesDescubrirSane): DescubrimientoSane => {
  const oyentes = new Set<() => void>();
  const fin = new AbortController();
  let lista: readonly SaneHallado[] = [];
  let reloj: NodeJS.Timeout | undefined;

  const mirar = async (): Promise<number> => {
    if (!enReposo()) return cadaMs;
    const inicio = performance.now();
    const hallados = await listarDispositivos(programa, fin.signal).catch(() => null);
    if (hallados === null) return MAXIMO_ESPERA_MS;
    const nuevos = ponerIds(hallados.filter((d) => !excluidos.includes(d.nombre.split(':')[0] ?? '')));
    if (JSON.stringify(nuevos) !== JSON.stringify(lista)) {
      lista = nuevos;
      for (const avisar of oyentes) avisar();
    }
    return Math.min(Math.max(cadaMs, (performance.now() - inicio) * VECES), MAXIMO_ESPERA_MS);
  };
  const seguir = async (): Promise<void> => {
    const espera = await mirar();
    if (fin.signal.aborted) return;
    reloj = setTimeout(() => void seguir(), espera);
    reloj.unref();
  };
  void seguir();

  return {
    lista: () => lista,
    vigilar: (alCambiar) => {
      oyentes.add(alCambiar);
      return () => { oyentes.delete(alCambiar); };
    },
    cerrar: () => {
      fin.abort();
      clearTimeout(reloj);
      oyentes.clear();
    },
  };
};
