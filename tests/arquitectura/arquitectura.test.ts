import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importaciones } from './importaciones.ts';
import { infraccion } from './reglas.ts';

const RAIZ = fileURLToPath(new URL('../../', import.meta.url));
const FUENTES = ['shared', 'electron', 'central', 'renderer'].flatMap((carpeta) =>
  readdirSync(path.join(RAIZ, carpeta), { recursive: true, encoding: 'utf8' })
    .map((f) => path.posix.join(carpeta, f.replaceAll(path.sep, '/')))
    .filter((f) => /\.tsx?$/.test(f) && !/(\.test\.tsx?|\.d\.ts)$/.test(f)),
);
const leer = (archivo: string): string => readFileSync(path.join(RAIZ, archivo), 'utf8');

test('every import follows the arrows of the house', () => {
  const faltas = FUENTES.flatMap((archivo) =>
    importaciones(archivo, leer(archivo)).flatMap((i) => {
      const falta = infraccion(archivo, i);
      return falta === null ? [] : [`${archivo} → ${i.destino}: ${falta}`];
    }),
  );
  expect(faltas).toEqual([]);
  expect(FUENTES.length).toBeGreaterThan(30);
});

test('only the database folders hold SQL', () => {
  const sql = /`\s*(select|insert into|update|delete from|create table)\s|['"](select|insert into|delete from|create table)\s/i;
  expect(FUENTES.filter((f) => !/^(electron|central)\/db\//.test(f) && sql.test(leer(f)))).toEqual([]);
});

describe('the walker sees what it must refuse', () => {
  const faltas = (archivo: string, texto: string): (string | null)[] => importaciones(archivo, texto).map((i) => infraccion(archivo, i));

  test.each([
    ['shared/domain/x.ts', "import fs from 'node:fs';"],
    ['shared/domain/x.ts', "import { db } from '#electron/db/open.ts';"],
    ['renderer/app.tsx', "import { a } from '#electron/station/puertos.ts';"],
    ['renderer/app.tsx', "export { readFile } from 'node:fs/promises';"],
    ['central/app.ts', "import { a } from '#electron/db/open.ts';"],
    ['electron/services/captura/x.ts', "import { b } from '../acopio/y.ts';"],
    ['electron/services/captura/x.ts', "import { b } from '#electron/station/crear-estacion.ts';"],
    ['electron/services/captura/x.ts', "import { app } from 'electron';"],
    ['electron/services/captura/x.ts', "import Database from 'better-sqlite3';"],
    ['electron/db/open.ts', "import { b } from '#electron/services/captura/x.ts';"],
    ['electron/host/host.ts', "const s = await import('#electron/shell/ventana.ts');"],
    ['electron/preload.ts', "import { b } from '#electron/station/crear-estacion.ts';"],
    ['electron/otra/x.ts', "import { b } from '#shared/domain/acta.ts';"],
  ])('%s: %s', (archivo, texto) => {
    expect(faltas(archivo, texto)).toEqual([expect.any(String)]);
  });

  test.each([
    ['shared/domain/x.ts', "import { z } from 'zod'; import { y } from './y.ts';"],
    ['electron/services/captura/x.ts', "import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';"],
    ['electron/services/captura/x.ts', "import type { Reloj } from '#electron/station/puertos.ts'; import { repo } from '#electron/db/repositories/x.ts';"],
    ['electron/host/demo.ts', "import { crearCentral } from '#central/crear-central.ts';"],
    ['electron/shell/ventana.ts', "import { BrowserWindow } from 'electron';"],
  ])('%s may: %s', (archivo, texto) => {
    expect(faltas(archivo, texto).every((f) => f === null)).toBe(true);
  });
});
