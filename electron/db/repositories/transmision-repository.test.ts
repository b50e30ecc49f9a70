import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrar } from '../migrate.ts';
import { MIGRACIONES } from '../migrations/index.ts';
import { abrirBase, cerrarBase, type Base } from '../open-database.ts';
import { crearRepositorioAcuses } from './acuses-repository.ts';
import { crearRepositorioTransmision, type RepositorioTransmision } from './transmision-repository.ts';

const HORA = '2027-06-06T20:00:00.000-06:00';
let carpeta: string;
let base: Base;
let r: RepositorioTransmision;
beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-envio-'));
  base = abrirBase(join(carpeta, 'a.db'));
  migrar(base, MIGRACIONES, carpeta);
  r = crearRepositorioTransmision(base);
});
afterEach(() => {
  cerrarBase(base);
  rmSync(carpeta, { recursive: true });
});

const acusar = (desde: number, hasta: number): void => r.guardarAcuse({ desde, hasta, loteSha: 'a', acuse: '{}', hora: HORA, imagenesFaltantes: [] });
const esperan = (): [number, number, string][] => r.rechazados().map((x) => [x.desde, x.hasta, x.codigo]);

test('what waits and is longer than a lote is sent piece by piece, and none is dropped', () => {
  const acuses = crearRepositorioAcuses(base);
  acusar(1, 2500);
  acuses.marcarPerdido(1);
  expect(esperan()).toEqual([[1, 2500, 'central_sin_datos']]);
  acusar(1, 1000);
  expect(esperan()).toEqual([[1001, 2500, 'sin_enviar']]);
  acusar(1001, 2000);
  expect(esperan()).toEqual([[2001, 2500, 'sin_enviar']]);
  acusar(2001, 2500);
  expect(esperan()).toEqual([]);
  expect(acuses.sinAcuse(2500)).toEqual([]);
});

test('a refusal of the first piece leaves the rest waiting on its own', () => {
  const acuses = crearRepositorioAcuses(base);
  acusar(1, 2500);
  acuses.marcarPerdido(1);
  r.guardarRechazo({ desde: 1, hasta: 1000, loteSha: 'b', codigo: 'lote_firma', hora: HORA });
  expect(esperan()).toEqual([[1, 1000, 'lote_firma'], [1001, 2500, 'sin_enviar']]);
});
