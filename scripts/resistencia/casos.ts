import type { Caso } from './caso.ts';
import { muerteEstacion } from './casos/muerte-estacion.ts';

/** Every kind of fault, in the order in which they run. */
export const CASOS: readonly Caso[] = [muerteEstacion];
