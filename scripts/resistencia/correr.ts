import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { crearAzar } from '#electron/papel/azar.ts';
import type { Caso } from './caso.ts';
import { correrCiclo } from './ciclo.ts';
import { crearReserva } from './hijo.ts';

export type OpcionesResistencia = {
  readonly ciclos: number;
  readonly semilla: string;
  readonly casos: readonly Caso[];
  /** Where the folders of the cycles are made; those that failed stay. */
  readonly carpeta: string;
  /** Cycles at once. */
  readonly aLaVez: number;
  readonly alTerminarCiclo: (c: CicloTerminado) => void;
};
export type CicloTerminado = {
  readonly ciclo: number;
  readonly caso: string;
  readonly semilla: string;
  readonly ms: number;
  /** Steps that were confirmed to somebody. */
  readonly pasos: number;
  readonly hecho: readonly string[];
  readonly faltas: readonly string[];
  /** Folder, kept because something did not hold; null when it was deleted. */
  readonly carpeta: string | null;
};
export type Informe = {
  readonly semilla: string;
  readonly ciclos: readonly CicloTerminado[];
  readonly omitidos: readonly { readonly caso: string; readonly porque: string }[];
};

/** Which case each cycle is: by weight, the same for the same seed; each that can run comes at least once when there are cycles enough. */
export const repartir = (casos: readonly Caso[], ciclos: number, semilla: string): Caso[] => {
  const azar = crearAzar(`${semilla}:reparto`);
  const bolsa = casos.flatMap((c) => Array.from({ length: c.peso }, () => c));
  return Array.from({ length: ciclos }, (_, i) => casos[i] ?? azar.elegir(bolsa));
};

/** Runs the cycles, a few at once, and gives what each one did and what did not hold. */
export const correrResistencia = async (o: OpcionesResistencia): Promise<Informe> => {
  const omitidos = o.casos.flatMap((c) => {
    const porque = c.impedimento?.() ?? null;
    return porque === null ? [] : [{ caso: c.nombre, porque }];
  });
  const posibles = o.casos.filter((c) => !omitidos.some((x) => x.caso === c.nombre));
  const turnos = posibles.length === 0 ? [] : repartir(posibles, o.ciclos, o.semilla);
  const procesos = { estaciones: crearReserva('./estacion-hijo.ts'), centrales: crearReserva('./central-hijo.ts') };
  const terminados: CicloTerminado[] = [];
  let siguiente = 0;

  const uno = async (i: number, caso: Caso): Promise<void> => {
    const semilla = `${o.semilla}:${i}:${caso.nombre}`;
    const carpeta = join(o.carpeta, `${String(i + 1).padStart(4, '0')}-${caso.nombre}`);
    rmSync(carpeta, { recursive: true, force: true });
    const inicio = performance.now();
    const { faltas, hecho, pasos } = await correrCiclo(caso, { carpeta, semilla, procesos });
    if (faltas.length === 0) rmSync(carpeta, { recursive: true, force: true });
    const terminado = { ciclo: i + 1, caso: caso.nombre, semilla, ms: Math.round(performance.now() - inicio), pasos, hecho, faltas, carpeta: faltas.length === 0 ? null : carpeta };
    terminados.push(terminado);
    o.alTerminarCiclo(terminado);
  };
  const fila = async (): Promise<void> => {
    for (let i = siguiente++; i < turnos.length; i = siguiente++) await uno(i, turnos[i]!);
  };
  try {
    await Promise.all(Array.from({ length: o.aLaVez }, fila));
  } finally {
    await procesos.estaciones.cerrar();
    await procesos.centrales.cerrar();
  }
  return { semilla: o.semilla, ciclos: terminados.toSorted((a, b) => a.ciclo - b.ciclo), omitidos };
};
