// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let e: EstacionDePrueba;
let v: Ventana;
beforeEach(async () => {
  e = await crearEstacionDePrueba();
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

test('the supervisor sees what waits, since when, and what is missing', async () => {
  const acta = e.paquete.actas.find((a) => e.paquete.casillas.find((c) => c.clave === a.casilla)?.catd === 'C1')?.clave ?? '';
  await e.digitalizar(acta);
  e.reloj.adelantar(15 * 60_000);
  await v.entrar('supervisor');
  await v.teclado.keyboard('{Alt>}5{/Alt}');
  expect(await screen.findByText('Nada pide atención.')).toBeTruthy();
  e.reloj.adelantar(10 * 60_000);
  // Any change of the room brings it up to date.
  await e.entrar('capturista');
  expect(await screen.findByText(/Un acta lleva 25 minutos sin moverse/, undefined, { timeout: 4000 })).toBeTruthy();
  expect(screen.getByText(/La más antigua, desde 20:00/)).toBeTruthy();
  const filas = within(screen.getByRole('table', { name: 'Actas por hora' })).getAllByRole('row');
  expect(filas[1]?.textContent).toBe('20:000100');
});

test('a code pairs a post, which appears in the list and can be sent away', async () => {
  await v.entrar('supervisor');
  await v.teclado.keyboard('{Alt>}7{/Alt}');
  expect(await screen.findByText('No hay otros puestos')).toBeTruthy();
  await v.teclado.keyboard('{F2}');
  const codigo = (await screen.findByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)).textContent;
  expect(screen.getByText(/no está abierta a la red/)).toBeTruthy();
  e.estacion.puestos.emparejar('captura-3', (abierto) => abierto === codigo.replace('-', ''));
  const fila = await screen.findByRole('row', { name: /captura-3/ });
  // Its code is spent.
  await waitFor(() => expect(screen.queryByText(codigo)).toBeNull());
  within(fila).getByRole('button').focus();
  await v.teclado.keyboard('{Enter}');
  await screen.findByRole('heading', { name: '¿Retirar el puesto captura-3?' });
  await v.teclado.keyboard('{Enter}');
  await waitFor(() => expect(v.resultado()).toMatch(/^Puesto captura-3 retirado/));
  expect(await screen.findByText('Retirado')).toBeTruthy();
});
