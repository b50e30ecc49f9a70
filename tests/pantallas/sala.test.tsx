// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
  const relojes = vi.spyOn(globalThis, 'setInterval');
  const pasar = (ms: number): void => relojes.mock.calls.filter(([, cada]) => cada === ms).forEach(([hacer]) => { hacer(); });
  await v.teclado.keyboard('{Alt>}5{/Alt}');
  expect(await screen.findByText('Nada pide atención.')).toBeTruthy();
  e.reloj.adelantar(10 * 60_000);
  // Nothing happens meanwhile: that is what there is to tell.
  pasar(15_000);
  expect(await screen.findByText(/Un acta lleva 25 minutos sin moverse/)).toBeTruthy();
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
  // The same Enter, held down too long, answers nothing.
  await v.teclado.keyboard('{Enter}');
  screen.getByRole('heading', { name: '¿Retirar el puesto captura-3?' });
  await v.teclado.keyboard('1');
  await waitFor(() => expect(v.resultado()).toMatch(/^Puesto captura-3 retirado/));
  expect(await screen.findByText('Retirado')).toBeTruthy();
});

test('who directs the room pauses a person, gives their acta to another and changes a role, by keyboard', async () => {
  await e.digitalizar('990010B0100A02');
  const capturista = await e.entrar('capturista', 'puesto-3');
  await capturista['captura.siguiente']({});
  await v.entrar('coordinador');
  await v.teclado.keyboard('{Alt>}4{/Alt}');
  const oprimir = async (nombre: RegExp | string): Promise<void> => {
    (await screen.findByRole('button', { name: nombre })).focus();
    await v.teclado.keyboard('{Enter}');
  };
  await oprimir('Pausar a Persona capturista');
  await screen.findByRole('dialog', { name: '¿Por qué se pausa a Persona capturista?' });
  await v.teclado.keyboard('1');
  expect(await screen.findByText('En pausa desde 20:00: Descanso')).toBeTruthy();
  await oprimir(/^Quitar Sección 0010 · Básica, GUBERNATURA a Persona capturista/);
  await screen.findByRole('dialog');
  await v.teclado.keyboard('1');
  expect(await screen.findByText('Nadie tiene un acta abierta.')).toBeTruthy();
  await oprimir('Cambiar la función de Persona capturista');
  await screen.findByRole('dialog', { name: '¿Qué función tendrá Persona capturista?' });
  await v.teclado.keyboard('5');
  await screen.findByRole('dialog', { name: '¿Por qué Persona capturista pasa a Cotejo?' });
  await v.teclado.keyboard('1');
  await waitFor(() => expect(v.resultado()).toMatch(/^Persona capturista pasa a Cotejo/));
  await oprimir('Pausar el puesto puesto-3');
  await screen.findByRole('dialog', { name: '¿Por qué se pausa el puesto puesto-3?' });
  await v.teclado.keyboard('2');
  expect(await screen.findByText('En pausa desde 20:00: Falla de la red')).toBeTruthy();
  // Nobody pauses themselves, nor is offered to.
  expect(screen.queryByRole('button', { name: 'Pausar a Persona coordinador' })).toBeNull();
});

test('a person whose role was changed goes on in the new one without signing in again', async () => {
  await v.entrar('capturista');
  await screen.findByText('No hay actas por capturar');
  const coordinador = await e.entrar('coordinador');
  await coordinador['supervision.cambiarFuncion']({ persona: 'capturista', roles: ['cotejador'], motivo: 'Falta gente en cotejo' });
  expect(await screen.findByText('No hay actas por cotejar')).toBeTruthy();
  expect(v.resultado()).toMatch(/^Su función cambió: Cotejo/);
});
