import path from 'node:path';
import { expect, test } from 'vitest';
import { carpetaDeDatos } from './carpeta-datos.ts';

test.each([
  [['--datos', '/x/y'], { ACOPIO_DATOS: '/z' }, 'linux', '/x/y'],
  [['a', '--datos=/x/y'], {}, 'linux', '/x/y'],
  [[], { ACOPIO_DATOS: '/z' }, 'linux', '/z'],
  [[], {}, 'linux', '/casa/.local/share/acopio'],
  [[], { XDG_DATA_HOME: '/d' }, 'linux', '/d/acopio'],
  [[], {}, 'darwin', '/casa/Library/Application Support/Acopio'],
  [[], { LOCALAPPDATA: '/local' }, 'win32', '/local/Acopio'],
] as const)('%j %j on %s → %s', (argumentos, entorno, plataforma, esperada) => {
  expect(carpetaDeDatos(argumentos, entorno, plataforma, '/casa')).toBe(path.normalize(esperada));
});
