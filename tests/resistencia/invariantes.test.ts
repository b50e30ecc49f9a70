import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rutaEnCentral } from '#central/imagenes/carpetas-imagenes.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { correrCiclo } from '#scripts/resistencia/ciclo.ts';
import { crearReserva } from '#scripts/resistencia/hijo.ts';
import { revisarTodo, type LoQueHay } from '#scripts/resistencia/invariantes.ts';
import type { Paso, Respuesta } from '#scripts/resistencia/libreta.ts';
import { paqueteSchema } from '#shared/domain/paquete.ts';

/** A room whose night went well; each test spoils a copy of what it left, and the checks must say so. */
let buena: string;
let carpeta: string;
beforeAll(async () => {
  buena = mkdtempSync(join(tmpdir(), 'acopio-invariantes-'));
  const procesos = { estaciones: crearReserva('./estacion-hijo.ts'), centrales: crearReserva('./central-hijo.ts') };
  try {
    const { faltas, pasos } = await correrCiclo({
      hacer: async ({ estacion, trabajarSiempre, vaciar }) => {
        await estacion.abrir();
        await trabajarSiempre();
        await vaciar();
      },
    }, { carpeta: buena, semilla: 'invariantes', procesos });
    expect([faltas, pasos > 8]).toEqual([[], true]);
  } finally {
    await procesos.estaciones.cerrar();
    await procesos.centrales.cerrar();
  }
}, 120_000);
afterAll(() => rmSync(buena, { recursive: true, force: true }));
beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-invariantes-'));
  cpSync(buena, carpeta, { recursive: true });
});
afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

const leerLibreta = (): LoQueHay['libreta'] => {
  const pasos = readFileSync(join(carpeta, 'libreta.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l) as Paso & { respuesta: Respuesta });
  const con = (vale: (r: Respuesta) => boolean): Paso[] => pasos.filter((p) => vale(p.respuesta)).map(({ clave, quien, valores }) => ({ clave, quien, valores }));
  return { confirmados: () => con((r) => r === 'confirmado'), posibles: () => con((r) => r !== 'negado') };
};
const revisar = (): Promise<string[]> => {
  const paquete = paqueteSchema.parse(JSON.parse((JSON.parse(readFileSync(join(carpeta, 'paquete.json'), 'utf8')) as { contenido: string }).contenido));
  return revisarTodo({
    carpeta, paquete, llaveOpl: readFileSync(join(carpeta, 'opl.pub'), 'utf8'), llaveCentral: paquete.central.llave, libreta: leerLibreta(), estaciones: [join(carpeta, 'C1-A')], central: join(carpeta, 'central'), centralPierde: false,
  }).catch((error: unknown) => [`no se puede revisar: ${String(error)}`]);
};
const en = <T>(base: string, hacer: (b: Database.Database) => T): T => {
  const abierta = new Database(base);
  try {
    return hacer(abierta);
  } finally {
    abierta.close();
  }
};
const central = (): string => join(carpeta, 'central', 'central.db');
const estacion = (): string => carpetaTrabajo(join(carpeta, 'C1-A')).base;
const unaImagen = (): string => en(estacion(), (b) => b.prepare<[], string>('select imagen from imagen limit 1').pluck().get()!);
const voltear = (ruta: string): void => writeFileSync(ruta, readFileSync(ruta).map((b, i) => (i === 0 ? b ^ 1 : b)));

test('of a night that went well they say nothing', async () => {
  expect(await revisar()).toEqual([]);
});

test.each<[string, () => void, RegExp]>([
  ['a lote that the central lost', () => en(central(), (b) => b.exec('delete from lote where rowid in (select max(rowid) from lote); delete from tramo')), /la central no tiene \d+ eventos|no lote holds/],
  ['a lote that was changed in the central', () => en(central(), (b) => {
    const { sha, cuerpo } = b.prepare<[], { sha: string; cuerpo: Buffer }>('select sha, cuerpo from lote order by desde limit 1').get()!;
    b.prepare('update lote set cuerpo = ? where sha = ?').run(gzipSync(gunzipSync(cuerpo).toString().replace('simulacro', 'simulacra')), sha);
  }), /base_central_danada/],
  ['a milestone that the central forgot', () => en(central(), (b) => b.exec('delete from hito where rowid in (select max(rowid) from hito)')), /los hitos de la central no son los de sus eventos/],
  ['a milestone that is not published', () => en(central(), (b) => b.exec('update hito set vigente = 0 where rowid in (select max(rowid) from hito)')), /se publica otro paso/],
  ['an image of the central that is gone', () => rmSync(rutaEnCentral(join(carpeta, 'central'), unaImagen())), /la central no tiene 1 imágenes/],
  ['an image of the central that changed', () => voltear(rutaEnCentral(join(carpeta, 'central'), unaImagen())), /imagen que la central tiene por entera y no lo está/],
  ['an image of the central that changed before it was published', () => {
    rmSync(join(carpeta, 'central', 'publicacion'), { recursive: true });
    voltear(rutaEnCentral(join(carpeta, 'central'), unaImagen()));
  }, /la central no tiene 1 imágenes/],
  ['an event of the journal that was changed', () => en(estacion(), (b) => b.exec("update bitacora set texto = replace(texto, '\"actor\":\"capturista\"', '\"actor\":\"capturistb\"')")), /bitacora_rota/],
  ['the last event of the journal that is gone', () => en(estacion(), (b) => b.exec("pragma foreign_keys = off; delete from bitacora where seq in (select seq from bitacora where tipo = 'acta.empaquetada' order by seq desc limit 1)")), /bitacora_rota|perdido/],
  ['a projection that says something else', () => en(estacion(), (b) => b.exec("update acta set caja = 'C1-0099' where rowid in (select max(rowid) from acta)")), /proyección distinta de su reconstrucción: acta/],
  ['an image of the station that changed', () => voltear(rutaDeImagen(carpetaTrabajo(join(carpeta, 'C1-A')).imagenes, unaImagen())), /imagen que ya no es la que era/],
  ['a step that somebody was told is done', () => writeFileSync(join(carpeta, 'libreta.jsonl'), `${readFileSync(join(carpeta, 'libreta.jsonl'), 'utf8')}${JSON.stringify({ clave: 'acopio 990010B0100A99', quien: 'acopiador', valores: '', respuesta: 'confirmado' })}\n`), /perdido: acopio 990010B0100A99/],
  ['a step that nobody asked for', () => writeFileSync(join(carpeta, 'libreta.jsonl'), readFileSync(join(carpeta, 'libreta.jsonl'), 'utf8').split('\n').filter((l) => !l.includes('"caja ')).join('\n')), /no confirmado a nadie: caja/],
])('%s is seen', async (_, estropear, falta) => {
  estropear();
  expect((await revisar()).join('\n')).toMatch(falta);
});
