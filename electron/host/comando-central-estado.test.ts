import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { comandoEstado } from './comando-central-estado.ts';

let c: CentralDePrueba;
/** One station with its first event, relieved by another one right away. */
beforeEach(async () => {
  c = await crearCentralDePrueba();
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  const relevo = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-B', hereda: { epoca: b.epoca, asientos: b.asientos } });
  await c.central.entrega.lote(b.lote());
  await c.central.entrega.lote(relevo.lote(2, 2));
  await c.central.cerrar();
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await c.cerrar();
});

const enBase = (sql: string): void => {
  const base = new Database(join(c.carpeta, 'central.db'));
  base.exec(sql);
  base.close();
};
const correr = async (): Promise<{ readonly dicho: string; readonly codigo: number }> => {
  const dicho: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((texto) => dicho.push(String(texto)) > 0);
  await comandoEstado().parseAsync(['--carpeta', c.carpeta], { from: 'user' });
  return { dicho: dicho.join(''), codigo: Number(process.exitCode ?? 0) };
};

test('a relief is told and asks for nothing', async () => {
  const { dicho, codigo } = await correr();
  expect(codigo).toBe(0);
  expect(dicho).toMatch(/^AVISO .* relevo: C1-B releva a C1-A desde el evento 2$/m);
  expect(dicho).toMatch(/^C1-A, época .*: 1 evento; último lote/m);
});

test('an alarm that somebody must look at is said so, also to machines', async () => {
  enBase("insert into alarma values ('x', 'base_rehecha', 'el disco había cambiado hito', '2027-06-06T21:00:00.000-06:00')");
  const { dicho, codigo } = await correr();
  expect(codigo).toBe(1);
  expect(dicho).toContain('ALARMA 2027-06-06T21:00:00.000-06:00 base_rehecha: el disco había cambiado hito');
});

test('a clock that is right goes by 0.0 s, and one event is one', async () => {
  enBase("insert into saludo select epoca, estacion, 1, -30, '2027-06-06T21:00:00.000-06:00' from epoca where hereda is null");
  expect((await correr()).dicho).toContain('con 1 evento; su reloj va 0.0 s respecto al del servidor');
});
