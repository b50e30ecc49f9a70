import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { verificarCarpeta } from '#electron/station/verificar-carpeta.ts';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { comandoRespaldo, respaldarCada } from './comando-respaldo.ts';

let e: EstacionDePrueba;
let raiz: string;
let destino: string;
let dicho: string;
beforeEach(async () => {
  e = await crearEstacionDePrueba();
  raiz = mkdtempSync(path.join(tmpdir(), 'acopio-respaldo-'));
  destino = path.join(raiz, 'respaldo');
  dicho = '';
  for (const salida of [process.stdout, process.stderr]) vi.spyOn(salida, 'write').mockImplementation((trozo) => {
    dicho += String(trozo);
    return true;
  });
  process.exitCode = undefined;
  await e.digitalizar(...e.paquete.actas.slice(0, 2).map((a) => a.clave));
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await e.cerrar();
  rmSync(raiz, { recursive: true, force: true });
});

const correr = async (...argumentos: string[]): Promise<unknown> => {
  await comandoRespaldo().parseAsync(argumentos, { from: 'user' });
  return process.exitCode;
};
const hacer = (): Promise<unknown> => correr('hacer', '--carpeta', e.carpeta, '--destino', destino);
const imagenes = (): string[] => readdirSync(carpetaTrabajo(destino).imagenes, { recursive: true, encoding: 'utf8' }).map((f) => path.basename(f)).filter((f) => /^[0-9a-f]{64}$/.test(f));

test('a backup whose images were spoiled on its medium is put right by the next one, and its rehearsal tells', async () => {
  expect(await hacer()).toBeUndefined();
  expect(dicho).toContain('está en el mismo disco que la estación');
  const [una, otra] = imagenes().map((i) => rutaDeImagen(carpetaTrabajo(destino).imagenes, i)) as [string, string];
  writeFileSync(una, Buffer.from(readFileSync(una)).fill(0, 0, 1));
  rmSync(otra);
  expect(await correr('probar', destino)).toBe(1);
  process.exitCode = undefined;
  expect(await hacer()).toBeUndefined();
  expect(dicho).toContain('se repusieron 2 imágenes');
  expect(await verificarCarpeta(destino)).toMatchObject({ imagenes: 2, imagenesMalas: [] });
  expect(await correr('probar', destino)).toBeUndefined();
});

test('a round that fails is said, and the next ones go on: the medium is changed in the middle of the night', async () => {
  await hacer();
  const alto = new AbortController();
  const [guardada, otra] = [path.join(raiz, 'guardada'), path.join(raiz, 'otra')];
  const fin = respaldarCada({ carpeta: e.carpeta, destino, minutos: 0.001, alto: alto.signal });
  const hasta = async (que: () => boolean): Promise<void> => {
    while (!que()) await new Promise((listo) => { setTimeout(listo, 10); });
  };
  renameSync(destino, guardada);
  writeFileSync(destino, 'the medium is gone');
  await hasta(() => dicho.includes('Se intentará otra vez'));
  renameSync(destino, otra);
  await e.digitalizar(e.paquete.actas[2]!.clave);
  await hasta(() => existsSync(carpetaTrabajo(destino).base) && dicho.includes('3 de 3 imágenes'));
  alto.abort();
  await fin;
  expect(await verificarCarpeta(destino)).toMatchObject({ imagenes: 3, imagenesMalas: [] });
});
