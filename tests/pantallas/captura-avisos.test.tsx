// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Camino } from '#renderer/api/caminos.ts';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const [ACTA, OTRA] = ['990010B0100A02', '990010B0100A03'];
let e: EstacionDePrueba;
let v: Ventana;
let soltar = (): void => undefined;
let pedidas = 0;

/** The room changes while the first acta is on its way, and the answer to what the window then asks waits for `soltar`. */
const conAvisoAMedias = (camino: Camino): Camino => {
  const oyentes = new Set<Parameters<Camino['alCambiar']>[0]>();
  return {
    ...camino,
    alCambiar: (fn) => {
      oyentes.add(fn);
      return camino.alCambiar(fn);
    },
    llamar: async (llamada) => {
      const r = await camino.llamar(llamada);
      if (llamada.metodo !== 'captura.siguiente') return r;
      pedidas += 1;
      if (pedidas === 1) {
        oyentes.forEach((avisar) => { avisar(['captura']); });
        await new Promise(setImmediate);
      }
      if (pedidas === 2) await new Promise<void>((listo) => { soltar = listo; });
      return r;
    },
  };
};

beforeEach(async () => {
  pedidas = 0;
  e = await crearEstacionDePrueba();
  await e.digitalizar(ACTA);
  await e.digitalizar(OTRA);
  v = await abrirVentana(e, conAvisoAMedias);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

test('a notice while the acta comes neither holds the keys back nor takes away what was written', async () => {
  const campos = (): HTMLInputElement[] => within(screen.getByRole('main')).getAllByRole('textbox');
  await v.entrar('capturista');
  await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
  await waitFor(() => expect(pedidas).toBe(2));
  await v.teclado.keyboard('12{Enter}3{Enter}45');
  const escrito = (): string[] => campos().slice(0, 3).map((c) => c.value);
  expect(escrito()).toEqual(['12', '3', '45']);
  soltar();
  // The answer that waited is worked off before anything asked after it.
  await e.anonimo['estacion.estado']({});
  await new Promise(requestAnimationFrame);
  expect(escrito()).toEqual(['12', '3', '45']);
  await v.teclado.keyboard('6');
  expect(escrito()).toEqual(['12', '3', '456']);
});

test('an answer that was asked for before a save does not bring the saved acta back', async () => {
  const campos = (): HTMLInputElement[] => within(screen.getByRole('main')).getAllByRole('textbox');
  const acta = (): string => screen.getByRole('heading', { level: 1 }).parentElement?.textContent ?? '';
  await v.entrar('capturista');
  await waitFor(() => expect(pedidas).toBe(2));
  const primera = acta();
  await v.teclado.keyboard('1{Enter}'.repeat(campos().length));
  await waitFor(() => expect(acta()).not.toBe(primera));
  const segunda = acta();
  await v.teclado.keyboard('7');
  soltar();
  await e.anonimo['estacion.estado']({});
  await new Promise(requestAnimationFrame);
  expect(acta()).toBe(segunda);
  expect(campos()[0]?.value).toBe('7');
});
