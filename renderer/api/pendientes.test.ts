import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crearAlmacen } from './almacen.ts';
import { sinPendientes } from './pendientes.ts';

const usePrueba = crearAlmacen(() => ({ ocupado: false }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  usePrueba.setState({ ocupado: false });
  vi.useRealTimers();
});

/** Whether who leaves has left. */
const salida = (): (() => boolean) => {
  let salio = false;
  void sinPendientes().then(() => { salio = true; });
  return () => salio;
};

test('who leaves while a screen is at work waits for it', async () => {
  usePrueba.setState({ ocupado: true });
  const salio = salida();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(salio()).toBe(false);
  usePrueba.setState({ ocupado: false });
  await vi.advanceTimersByTimeAsync(20);
  expect(salio()).toBe(true);
});

test('with nothing on its way nobody waits', async () => {
  const salio = salida();
  await vi.advanceTimersByTimeAsync(0);
  expect(salio()).toBe(true);
});

test('a station that never answers keeps nobody', async () => {
  usePrueba.setState({ ocupado: true });
  const salio = salida();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(salio()).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(salio()).toBe(true);
});
