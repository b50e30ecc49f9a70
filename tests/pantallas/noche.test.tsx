// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const ACTA = '990010B0100A02';
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

const campos = (): HTMLElement[] => within(screen.getByRole('main')).getAllByRole('textbox');
/** Types the same in every field but those given, and the last Enter saves. */
const capturar = async (igual: string, cambios: Readonly<Record<number, string>> = {}): Promise<void> => {
  await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
  const n = campos().length;
  for (let i = 0; i < n; i++) await v.teclado.keyboard(`${cambios[i] ?? igual}{Enter}`);
};

describe('sign-in', () => {
  test('a wrong PIN says so and empties the PIN', async () => {
    await v.teclado.type(screen.getByLabelText('Usuario'), 'capturista');
    await v.teclado.type(screen.getByLabelText('PIN'), '0000{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/PIN no coinciden/);
    expect(screen.getByLabelText<HTMLInputElement>('PIN').value).toBe('');
  });
  test('in a simulacro one key fills in a demo person, and the banner says that it is a drill', async () => {
    expect(screen.getByText('SIMULACRO')).toBeTruthy();
    await v.teclado.keyboard('{F2}');
    expect(screen.getByLabelText<HTMLInputElement>('Usuario').value).toBe('acopiador');
    await v.teclado.keyboard('{Enter}');
    expect(await screen.findByText('Persona acopiador')).toBeTruthy();
  });
});

test('each role sees its sections and lands on its task', async () => {
  await v.entrar('capturista');
  const secciones = () => within(screen.getByRole('navigation')).getAllByRole('button').map((b) => b.getAttribute('title')?.replace(/ \(.*/, ''));
  expect(secciones()).toEqual(['Captura', 'Práctica']);
  expect(await screen.findByText('No hay actas por capturar')).toBeTruthy();
  await v.salir();
  await v.entrar('supervisor');
  expect(secciones()).toEqual(['Tablero', 'Acopio', 'Digitalizar', 'Empaque', 'Sala', 'Bitácora', 'Puestos', 'USB']);
  expect(await screen.findByRole('heading', { level: 1, name: 'Avance del centro' })).toBeTruthy();
});

test('acopio: a section, Enter and F2 receive the whole package', async () => {
  await v.entrar('acopiador');
  await v.teclado.keyboard('0010{Enter}');
  await screen.findByRole('heading', { name: /Sección 0010 · Básica/ });
  await v.teclado.keyboard('{F2}');
  await waitFor(() => expect(v.resultado()).toMatch(/^3 recibidas \d\d:\d\d:\d\d → Digitalización$/));
  const acopiador = await e.entrar('acopiador');
  const recientes = await valorDe(acopiador['acopio.recientes']({}));
  expect(recientes.map((a) => a.estado)).toEqual(['acopiada', 'acopiada', 'acopiada']);
});

describe('capture', () => {
  test('two people, keyboard alone, equal readings: verified, and the second sees nothing of the first', async () => {
    await e.digitalizar(ACTA);
    await v.entrar('capturista');
    await capturar('4179');
    await waitFor(() => expect(v.resultado()).toMatch(/^Guardada/));
    expect(await screen.findByText('Lo que falta le toca a otra persona')).toBeTruthy();
    await v.salir();
    await v.entrar('capturista2');
    await waitFor(() => expect(campos().length).toBeGreaterThan(8));
    expect(campos().map((c) => (c as HTMLInputElement).value)).toEqual(campos().map(() => ''));
    expect(document.body.textContent).not.toContain('4179');
    await capturar('4179');
    const supervisor = await e.entrar('supervisor');
    await waitFor(async () => expect((await valorDe(supervisor['tablero.resumen']({}))).porEstado.verificada).toBe(1));
  });

  test('an empty field is not passed, letters and pasted text write nothing', async () => {
    await e.digitalizar(ACTA);
    await v.entrar('capturista');
    await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
    await v.teclado.keyboard('{Enter}');
    expect(document.activeElement).toBe(campos()[0]);
    expect(screen.getByRole('alert').textContent).toMatch(/Falta este campo/);
    // Two letters: a fourth key of a burst with letters in it would be a reader's, and a fast machine types a burst.
    await v.teclado.keyboard('ab');
    await v.teclado.paste('123');
    expect(campos()[0]).toHaveProperty('value', '');
    await v.teclado.keyboard('/');
    expect(campos()[0]).toHaveProperty('value', 'Ilegible');
  });

  test('Escape asks, and leaving gives the acta to another person', async () => {
    await e.digitalizar(ACTA);
    await v.entrar('capturista');
    await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
    await v.teclado.keyboard('5{Escape}');
    expect(screen.getByRole('dialog', { name: '¿Dejar esta acta?' })).toBeTruthy();
    await v.teclado.keyboard('1');
    await waitFor(() => expect(document.activeElement).toBe(campos()[0]));
    expect(campos()[0]).toHaveProperty('value', '5');
    await v.teclado.keyboard('{Escape}2');
    await waitFor(() => expect(v.resultado()).toMatch(/^Acta devuelta/));
  });
});

test('a discrepancy: the third person chooses a reading, gives another value with its reason, and it is verified', async () => {
  await e.digitalizar(ACTA);
  for (const [quien, primera, segunda] of [['capturista', 7, 8], ['capturista2', 17, 18]] as const) {
    const c = await e.entrar(quien);
    const { trabajo } = await valorDe(c['captura.siguiente']({}));
    expect(trabajo?.acta).toBe(ACTA);
    await valorDe(c['captura.guardar']({ acta: ACTA, ciclo: 1, valores: e.valores(ACTA, { TOTAL_BOLETAS_SOBRANTES: primera, NULOS: segunda }) }));
  }
  await v.entrar('verificador');
  await screen.findByText('2 distintos');
  await v.teclado.keyboard('1');
  await v.teclado.keyboard('312{Enter}{Enter}');
  await waitFor(() => expect(screen.getByLabelText('Motivo del valor distinto')).toBe(document.activeElement));
  await v.teclado.keyboard('se lee doce{Enter}');
  await waitFor(() => expect(v.resultado()).toMatch(/^Verificada/));
  const cotejador = await e.entrar('cotejador');
  const { trabajo } = await valorDe(cotejador['cotejo.siguiente']({}));
  expect(trabajo?.valores['NULOS']).toBe(12);
  expect([7, 17]).toContain(trabajo?.valores['TOTAL_BOLETAS_SOBRANTES']);
});

test('help lists the keys of the screen, from the registry', async () => {
  await v.entrar('supervisor');
  await v.teclado.keyboard('{F1}');
  const ayuda = screen.getByRole('dialog', { name: 'Teclas de esta pantalla' });
  expect(within(ayuda).getByText('Enviar ahora')).toBeTruthy();
  await v.teclado.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a session that the station forgot goes back to the door, with the reason', async () => {
  await v.entrar('supervisor');
  await e.reabrir();
  await v.teclado.keyboard('{F9}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/La sesión terminó/);
  expect(screen.getByLabelText('Usuario')).toBeTruthy();
});
