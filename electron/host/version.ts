import { readFileSync } from 'node:fs';
import { rutaDelProyecto } from './proyecto.ts';

/** Version of the program, from package.json. */
export const version = (): string => (JSON.parse(readFileSync(rutaDelProyecto('package.json'), 'utf8')) as { version: string }).version;
