import type { Migracion } from '../migrate.ts';
import { inicial } from './001-inicial.ts';

/** Every migration, in order. A released one is never edited. */
export const MIGRACIONES: readonly Migracion[] = [inicial];
