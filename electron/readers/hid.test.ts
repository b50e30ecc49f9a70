import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LecturaCodigo } from '#shared/api/puente.ts';
import { crearLectoresHid, type LectoresHid } from './hid.ts';
import { crearHidVirtual } from './virtual.ts';

let hid: ReturnType<typeof crearHidVirtual>;
let lineas: string[];
let leidas: LecturaCodigo[];
let lectores: LectoresHid;
const abrir = (cargar = () => Promise.resolve(hid.modulo)): LectoresHid => {
  const anotar = (linea: string): void => void lineas.push(linea);
  const nuevos = crearLectoresHid({ reloj: { ahora: () => 0 }, registro: { info: anotar, error: anotar }, cargar, cadaMs: 3_600_000 });
  nuevos.alLeer((l) => void leidas.push(l));
  return nuevos;
};
beforeEach(() => {
  [hid, lineas, leidas] = [crearHidVirtual(), [], []];
  lectores = abrir();
});
afterEach(() => lectores.cerrar());

test('a reader that is plugged while the station works reads; a keyboard is left alone', async () => {
  await lectores.revisar();
  hid.conectar('/dev/hidraw3');
  hid.conectar('/dev/hidraw4', { usagePage: 1 });
  await lectores.revisar();
  expect(lectores.lista()).toEqual([{ id: '/dev/hidraw3', nombre: 'Lector virtual' }]);
  const largo = '21|01|GUB|0001|01|B|00|1'.repeat(4);
  hid.leer('/dev/hidraw3', largo);
  hid.leer('/dev/hidraw4', 'nada');
  expect(leidas).toEqual([{ codigo: largo, simbologia: 'QR', lector: 'Lector virtual' }]);
});

test('one that is pulled goes, and reads again when it comes back', async () => {
  hid.conectar('/dev/hidraw3');
  await lectores.revisar();
  hid.desconectar('/dev/hidraw3');
  await lectores.revisar();
  expect(lectores.lista()).toEqual([]);
  hid.conectar('/dev/hidraw3');
  await lectores.revisar();
  hid.leer('/dev/hidraw3', 'otra vez');
  expect(leidas.map((l) => l.codigo)).toEqual(['otra vez']);
});

test('one that cannot be opened is said once and stops nobody', async () => {
  hid.conectar('/dev/hidraw1', { niega: true });
  hid.conectar('/dev/hidraw2');
  await lectores.revisar();
  await lectores.revisar();
  expect(lectores.lista().map((l) => l.id)).toEqual(['/dev/hidraw2']);
  expect(lineas.filter((l) => l.includes('could not be opened'))).toHaveLength(1);
});

test('without the native module there are no readers, and nothing fails', async () => {
  const sin = abrir(() => Promise.reject(new Error('No native build was found')));
  await sin.revisar();
  await sin.revisar();
  expect(sin.lista()).toEqual([]);
  expect(lineas.filter((l) => l === 'no hand readers on this machine')).toHaveLength(1);
  await sin.cerrar();
});

test('the real module loads, or says that it cannot', async () => {
  const real = crearLectoresHid({ reloj: { ahora: () => 0 }, registro: { info: () => undefined, error: () => undefined }, cadaMs: 3_600_000 });
  await real.revisar();
  expect(Array.isArray(real.lista())).toBe(true);
  await real.cerrar();
});
