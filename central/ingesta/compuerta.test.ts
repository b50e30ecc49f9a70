import { expect, test } from 'vitest';
import { crearCompuerta } from './compuerta.ts';

type Prueba = { readonly bien: (n: number) => void; readonly mal: () => void };

/** Proofs that end when they are told to, and which of them went on, in order. */
const abrir = (cuantas: number): { readonly pruebas: readonly Prueba[]; readonly siguieron: string[]; readonly todas: Promise<unknown> } => {
  const compuerta = crearCompuerta();
  const pruebas: Prueba[] = [];
  const siguieron: string[] = [];
  const todas = Promise.all(Array.from({ length: cuantas }, (_, i) =>
    compuerta(() => new Promise<number>((bien, mal) => pruebas.push({ bien, mal: () => mal(new Error('refused')) }))).then((n) => siguieron.push(`${i} ${n}`), () => siguieron.push(`${i} no`))));
  return { pruebas, siguieron, todas };
};
const vuelta = (): Promise<unknown> => new Promise(setImmediate);

test('one alone goes on at once', async () => {
  const { pruebas, siguieron, todas } = abrir(1);
  pruebas[0]!.bien(7);
  await todas;
  expect(siguieron).toEqual(['0 7']);
});

test('the first half goes on together, while the others are proved', async () => {
  const { pruebas, siguieron, todas } = abrir(4);
  pruebas[0]!.bien(0);
  await vuelta();
  expect(siguieron).toEqual([]);
  pruebas[1]!.bien(1);
  await vuelta();
  expect(siguieron).toEqual(['0 0', '1 1']);
  pruebas[2]!.bien(2);
  pruebas[3]!.bien(3);
  await todas;
});

test('one that is refused holds up nobody', async () => {
  const { pruebas, siguieron, todas } = abrir(3);
  pruebas[0]!.bien(0);
  await vuelta();
  expect(siguieron).toEqual([]);
  pruebas[1]!.mal();
  await vuelta();
  expect(siguieron).toEqual(['0 0', '1 no']);
  pruebas[2]!.bien(2);
  await todas;
  expect(siguieron).toEqual(['0 0', '1 no', '2 2']);
});
