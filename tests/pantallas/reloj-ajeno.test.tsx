// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let e: EstacionDePrueba;
let v: Ventana;
beforeEach(async () => {
  // The machine of this window believes that it is another year; the station does not.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2019-01-01T03:17:00Z') });
  e = await crearEstacionDePrueba();
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
  vi.useRealTimers();
});

test('a post whose clock is of another year shows the hour of the station and stamps with it', async () => {
  expect(document.querySelector('header time')?.textContent).toBe('20:00');
  await v.entrar('acopiador');
  await v.teclado.type(screen.getByRole('textbox'), '0010{Enter}');
  await screen.findByText('Actas de este paquete');
  await v.teclado.keyboard('{F2}');
  await waitFor(() => expect(v.resultado()).toMatch(/recibidas 20:00/));
  await v.teclado.keyboard('{Control>}p{/Control}');
  const etiquetas = await screen.findByRole('dialog', { name: 'Etiquetas' });
  expect(etiquetas.textContent).toMatch(/6 de jun 20:00/);
  expect(document.body.textContent).not.toMatch(/2019|03:17|21:17/);
});
