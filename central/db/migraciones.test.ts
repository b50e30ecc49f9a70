import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearHitosDePrueba } from '#tests/hitos-de-prueba.ts';
import { casillasDePrueba, paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import * as inicial from './001-inicial.ts';
import * as existencias from './002-existencias.ts';
import * as herencias from './003-herencias.ts';
import * as revocaciones from './004-revocaciones.ts';
import * as cuerpos from './005-cuerpos.ts';
import * as porConsolidar from './006-por-consolidar.ts';
import { dialectoSqlite } from './base-central.ts';
import { crearRepositorioExistencias } from './existencias-repository.ts';
import { crearRepositorioPublicacion } from './publicacion-repository.ts';

let carpeta: string;
let db: Kysely<unknown>;
beforeEach(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'acopio-migraciones-'));
  db = new Kysely({ dialect: dialectoSqlite(join(carpeta, 'central.db')) });
});
afterEach(async () => {
  await db.destroy();
  rmSync(carpeta, { recursive: true });
});

type Antes = {
  epoca: { epoca: string; estacion: string; llave: string; primera: string };
  lote: { epoca: string; sha: string; desde: number; hasta: number; cabecera: string; firma: string; recibido: string };
  evento: { epoca: string; seq: number; hash: string; previo: string; tipo: string; acta: string | null; hora: string; texto: string };
  tramo: { epoca: string; desde: number; hasta: number; cabeza: string };
  hito: { epoca: string; seq: number; acta: string; eleccion: string; clase: string; hora: string; imagen: string | null };
  acta: { acta: string; eleccion: string; epoca: string; seq: number; recibido: string };
  imagen: { imagen: string; bytes: number | null; completa: number; primera: string; recibida: string | null };
};

test('what was held event by event is held lote by lote: texts, what is published, images that are lacking', async () => {
  const paquete = paqueteDePrueba(casillasDePrueba(1));
  const b = crearBitacoraDePrueba({ opl: crearFirmante(nuevaLlave()), paqueteSha: 'a'.repeat(64) });
  const hitos = crearHitosDePrueba(paquete, b);
  const clave = paquete.actas[0]!.clave;
  const imagen = hitos.verificar(clave, hitos.valores(clave, 1));
  hitos.verificar(clave, hitos.valores(clave, 2), 2);
  const filas = b.asientos.map((a) => ({ ...a, ...(JSON.parse(a.texto) as { previo: string; tipo: string; hora: string; acta?: string }) }));

  for (const m of [inicial, existencias, herencias, revocaciones]) await m.up(db);
  const antes = db as Kysely<Antes>;
  const [epoca, recibido] = [b.epoca, '2027-06-06T20:30:00-06:00'];
  await antes.insertInto('epoca').values({ epoca, estacion: b.estacion, llave: b.firmante.llave, primera: recibido }).execute();
  await antes.insertInto('evento').values(filas.map(({ seq, hash, previo, tipo, acta, hora, texto }) => ({ epoca, seq, hash, previo, tipo, acta: acta ?? null, hora, texto }))).execute();
  for (const [desde, hasta] of [[1, 3], [4, 5]] as const) {
    const lineas = b.texto(desde, hasta).split('\n');
    await antes.insertInto('lote').values({ epoca, sha: String(desde), desde, hasta, cabecera: lineas[0]!, firma: lineas.at(-2)!, recibido }).execute();
  }
  await antes.insertInto('tramo').values({ epoca, desde: 1, hasta: 5, cabeza: b.asientos[4]!.hash }).execute();
  for (const seq of [3, 5]) await antes.insertInto('hito').values({ epoca, seq, acta: clave, eleccion: 'gubernatura', clase: 'verificada', hora: filas[seq - 1]!.hora, imagen }).execute();
  await antes.insertInto('acta').values({ acta: clave, eleccion: 'gubernatura', epoca, seq: 5, recibido }).execute();
  await antes.insertInto('imagen').values({ imagen, bytes: 9, completa: 0, primera: recibido, recibida: null }).execute();

  await cuerpos.up(db);
  await porConsolidar.up(db);
  const foto = await crearRepositorioPublicacion(db).instantanea();
  expect(foto.hitos).toMatchObject([{ acta: clave, seq: 5, recibido, hash: b.asientos[4]!.hash, texto: b.asientos[4]!.texto }]);
  expect(foto.cabezas).toEqual([{ epoca, estacion: b.estacion, seq: 5, hash: b.asientos[4]!.hash }]);
  const ahora = crearRepositorioExistencias(db);
  expect(await ahora.imagenesFaltantes(epoca, 10)).toEqual([imagen]);
  expect(await Promise.all([1, 2, 3, 4, 5].map((seq) => ahora.hashDe(epoca, seq)))).toEqual(b.asientos.map((a) => a.hash));
  expect(await ahora.porPublicar()).toEqual({ actas: 1, desde: recibido });
});
