import type { Ciclo, OpcionesCiclo } from './ciclo.ts';
import type { Puesta } from './puesta.ts';

/** One kind of fault. */
export type Caso = {
  readonly nombre: string;
  /** What it does, for the table and the documentation. */
  readonly que: string;
  /** Share of the cycles that it gets when all run. */
  readonly peso: number;
  readonly opciones?: OpcionesCiclo;
  /** Why it cannot run on this machine; null when it can. Left out: it always can. */
  readonly impedimento?: () => string | null;
  /** Does its harm, and ends with everything sent: what must hold is looked at afterwards. */
  readonly hacer: (c: Ciclo) => Promise<void>;
  /** Workspaces to be checked, when they are not the station's alone. */
  readonly estaciones?: (p: Puesta) => readonly string[];
  /** Folder of the central in the end, when it is not where it began. */
  readonly central?: (p: Puesta) => string;
  /** The case takes from the central what it had acknowledged. */
  readonly centralPierde?: boolean;
};
