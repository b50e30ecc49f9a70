import type { Migracion } from '../migrate.ts';
import { inicial } from './001-inicial.ts';
import { puestos } from './002-puestos.ts';
import { tandas } from './003-tandas.ts';
import { lecturas } from './004-lecturas.ts';
import { sala } from './005-sala.ts';
import { borradores } from './006-borradores.ts';
import { pasosLigeros } from './007-pasos-ligeros.ts';
import { papeles } from './008-papeles.ts';
import { cuentas } from './009-cuentas.ts';

/** Every migration, in order. A released one is never edited. */
export const MIGRACIONES: readonly Migracion[] = [inicial, puestos, tandas, lecturas, sala, borradores, pasosLigeros, papeles, cuentas];
