// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leerCodigo } from '#renderer/features/acopio/acopio-store.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const [GUB, DIP, AYUN] = ['990010B0100A02', '990010B0100A03', '990010B0100A04'] as const;
let e: EstacionDePrueba;
let v: Ventana;
/** How often the browser was asked to print. */
let impresas: number;
beforeEach(async () => {
  e = await crearEstacionDePrueba();
  v = await abrirVentana(e);
  impresas = 0;
  window.print = () => void (impresas += 1);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});
const etiqueta = (acta: string): string => escribirEtiqueta(e.paquete.id, acta);
const recibidas = async (): Promise<string[]> => (await valorDe((await e.entrar('acopiador'))['acopio.recientes']({}))).map((a) => a.acta).sort();

test('codes that a reader types one after another are all received, and what is missing goes down', async () => {
  await v.entrar('acopiador');
  expect(await screen.findByText('0 de 19')).toBeTruthy();
  // Faster than the answers: none is dropped.
  await Promise.all([GUB, DIP, AYUN].map((acta) => leerCodigo(etiqueta(acta))));
  expect(await recibidas()).toEqual([GUB, DIP, AYUN]);
  await waitFor(() => expect(screen.getByText('3 de 19')).toBeTruthy());
  expect(screen.getByText('Faltan 16')).toBeTruthy();
  expect(v.resultado()).toMatch(/^Recibida 20:00:00 → Digitalización/);
  await leerCodigo(etiqueta(GUB));
  await waitFor(() => expect(v.resultado()).toMatch(/^Esta acta ya se recibió a las 20:00:00/));
  await leerCodigo(escribirEtiqueta('otra-2027', GUB));
  await waitFor(() => expect(v.resultado()).toMatch(/otra elección/));
});

test('«Recibir todas» takes the paper of an acta whose image came first', async () => {
  await e.digitalizar(GUB);
  await v.entrar('acopiador');
  await v.teclado.type(await screen.findByRole('textbox', { name: 'Escanee el QR o escriba la sección' }), '10{Enter}');
  expect(await screen.findByText('Falta recibir el papel')).toBeTruthy();
  await v.teclado.keyboard('{F2}');
  await waitFor(() => expect(v.resultado()).toMatch(/^3 recibidas/));
  expect(await recibidas()).toEqual([GUB, DIP, AYUN]);
});

test('a section is opened from the list of what is missing, with arrows and Enter', async () => {
  await v.entrar('acopiador');
  await screen.findByText('0 de 19');
  await v.teclado.keyboard('{Alt>}f{/Alt}{ArrowDown}{Enter}');
  expect((await screen.findAllByText('Sección 0011 · Básica')).length).toBeGreaterThan(0);
});

test('an acta of another center is named by the name of its center', async () => {
  await v.entrar('acopiador');
  await leerCodigo(etiqueta('990021B0100A02'));
  await waitFor(() => expect(v.resultado()).toMatch(/Es del centro CATD DOS/));
  expect(screen.getByText('Es del centro CATD DOS: se recibe y se avisa.')).toBeTruthy();
  expect(screen.getByText(/Elección de prueba · CATD UNO/)).toBeTruthy();
});

test('labels, one per acta, with their QR, the stamp and SIMULACRO; printed with Enter', async () => {
  await v.entrar('acopiador');
  await leerCodigo(etiqueta(GUB));
  await leerCodigo(etiqueta(DIP));
  await v.teclado.keyboard('{Control>}p{/Control}');
  const dialogo = await screen.findByRole('dialog', { name: 'Etiquetas' });
  expect([...dialogo.querySelectorAll('svg[data-codigo]')].map((s) => s.getAttribute('data-codigo'))).toEqual([etiqueta(GUB), etiqueta(DIP)]);
  expect(within(dialogo).getAllByText('SIMULACRO')).toHaveLength(2);
  expect(within(dialogo).getAllByText('CATD UNO')).toHaveLength(2);
  expect(within(dialogo).getAllByText(/20:00:00$/)).toHaveLength(2);
  await v.teclado.keyboard('{Enter}');
  expect(impresas).toBe(1);
  // The copy for the paper is outside what the style sheet of paper hides.
  expect(document.querySelectorAll('body > .papel svg[data-codigo]')).toHaveLength(2);
  await v.teclado.keyboard('{Escape}');
  await waitFor(() => expect(document.querySelector('.papel')).toBeNull());
});

test('a paper that nobody can name gets a number and its label', async () => {
  await v.entrar('acopiador');
  await screen.findByText('0 de 19');
  await v.teclado.keyboard('{Alt>}i{/Alt}');
  await screen.findByRole('dialog', { name: '¿Qué trae el papel?' });
  await v.teclado.keyboard('1');
  const dialogo = await screen.findByRole('dialog', { name: 'Etiqueta del papel sin identificar' });
  expect(within(dialogo).getByText('C1-SI-001')).toBeTruthy();
  expect(within(dialogo).getByText('SIMULACRO')).toBeTruthy();
});

test('a report of a missing acta that was a mistake is taken back, by keyboard', async () => {
  await v.entrar('acopiador');
  await v.teclado.type(screen.getByRole('textbox'), '0010{Enter}');
  await screen.findByText('Actas de este paquete');
  await v.teclado.keyboard('{F8}');
  await screen.findByRole('dialog', { name: '¿Cuál acta falta?' });
  await v.teclado.keyboard('1');
  await screen.findByRole('dialog', { name: '¿Por qué falta el acta?' });
  await v.teclado.keyboard('2');
  const retirar = await screen.findByRole('button', { name: /^Retirar el reporte sin acta de Sección 0010/ });
  // Who reported it does not confirm it.
  expect(screen.queryByRole('button', { name: /^Confirmar/ })).toBeNull();
  retirar.focus();
  await v.teclado.keyboard('{Enter}');
  await waitFor(() => expect(v.resultado()).toBe('Reporte retirado: el acta se sigue esperando'));
  await waitFor(() => expect(screen.queryByText('Sin acta: por confirmar')).toBeNull());
});

test('the number of a paper without a name is closed with the acta that it turned out to be', async () => {
  await v.entrar('acopiador');
  await screen.findByText('0 de 19');
  await v.teclado.keyboard('{Alt>}i{/Alt}');
  await screen.findByRole('dialog', { name: '¿Qué trae el papel?' });
  await v.teclado.keyboard('2');
  await screen.findByRole('dialog', { name: 'Etiqueta del papel sin identificar' });
  await v.teclado.keyboard('{Escape}');
  await screen.findByText('1 papel sin identificar');
  await v.teclado.type(screen.getByRole('textbox'), '0010{Enter}');
  await screen.findByText('Actas de este paquete');
  await v.teclado.keyboard('{F3}');
  await waitFor(() => expect(v.resultado()).toMatch(/^Recibida/));
  await v.teclado.keyboard('{Alt>}n{/Alt}');
  const dialogo = await screen.findByRole('dialog', { name: '¿Qué número traía el papel?' });
  expect(within(dialogo).getByText('C1-SI-001, 20:00: Código que no se lee')).toBeTruthy();
  await v.teclado.keyboard('1');
  await waitFor(() => expect(v.resultado()).toBe('C1-SI-001 ya tiene acta'));
  await waitFor(() => expect(screen.queryByText('1 papel sin identificar')).toBeNull());
});

test('of many papers without a name every one can be chosen: nine by their key, the others with Tab', async () => {
  const acopiador = await e.entrar('acopiador');
  await valorDe(acopiador['acopio.registrar']({ acta: GUB, mecanismoTraslado: 'F', tipoDocumento: 'ACTA PREP' }));
  for (let i = 0; i < 11; i++) await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }));
  await v.entrar('acopiador');
  await leerCodigo(etiqueta(GUB));
  await waitFor(() => expect(screen.getByRole('button', { name: /Traía número/ })).toBeTruthy());
  await v.teclado.keyboard('{Alt>}n{/Alt}');
  const dialogo = await screen.findByRole('dialog');
  const respuestas = within(dialogo).getAllByRole('button').filter((b) => b.closest('li') !== null);
  expect(respuestas.map((b) => b.getAttribute('aria-keyshortcuts'))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', null, null]);
  respuestas[10]!.focus();
  await v.teclado.keyboard('{Enter}');
  await waitFor(async () => expect((await valorDe(acopiador['acopio.avance']({}))).papeles).toHaveLength(10));
});
