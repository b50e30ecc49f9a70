// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const GUB = '990010B0100A02';
let e: EstacionDePrueba;
let v: Ventana;
beforeEach(async () => {
  e = await crearEstacionDePrueba();
  await valorDe((await e.entrar('acopiador'))['acopio.registrar']({ acta: GUB, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
  await e.digitalizar(GUB);
  for (const quien of ['capturista', 'capturista2']) {
    const captura = await e.entrar(quien);
    await valorDe(captura['captura.siguiente']({}));
    await valorDe(captura['captura.guardar']({ acta: GUB, ciclo: 1, valores: e.valores(GUB) }));
  }
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

test('a waived acta is packed; the box report and the receipt say so, with places to sign', async () => {
  await v.entrar('coordinador');
  await v.teclado.keyboard('{Alt>}3{/Alt}');
  await screen.findByText('Todavía no se cierra ninguna caja.');
  expect(screen.getByText('Todavía no cuadra.')).toBeTruthy();
  await v.teclado.keyboard('{F4}');
  const boton = await screen.findByRole('button', { name: 'Dispensar del cotejo: Sección 0010 · Básica' });
  boton.focus();
  await v.teclado.keyboard('{Enter}');
  await screen.findByRole('dialog');
  await v.teclado.keyboard('2');
  await waitFor(() => expect(v.resultado()).toMatch(/^Dispensada del cotejo/));
  await v.salir();
  await v.entrar('acopiador');
  await v.teclado.keyboard('{Alt>}3{/Alt}');
  await screen.findByText('1 acta lista para caja');
  await v.teclado.keyboard('{F3}{F2}');
  await screen.findByRole('dialog', { name: /^¿Cerrar la caja/ });
  // A box is never opened again: an Enter that comes by habit, or from a reader, does not close it.
  await v.teclado.keyboard('{Enter}');
  screen.getByRole('dialog', { name: /^¿Cerrar la caja/ });
  await v.teclado.keyboard('1');
  await waitFor(() => expect(v.resultado()).toMatch(/^Caja C1-0001 cerrada/));
  await v.teclado.keyboard('{F4}');
  (await screen.findByRole('button', { name: 'Reporte de la caja C1-0001' })).focus();
  await v.teclado.keyboard('{Enter}');
  const reporte = await screen.findByRole('dialog', { name: 'Reporte de la caja' });
  expect(within(reporte).getByText('El papel se dañó')).toBeTruthy();
  expect(within(reporte).getByText(/^SIMULACRO/)).toBeTruthy();
  expect(within(reporte).getAllByText('Nombre y firma')).toHaveLength(2);
  await v.teclado.keyboard('{Escape}{Control>}p{/Control}');
  const acuse = await screen.findByRole('dialog', { name: 'Acuse de entrega' });
  expect(within(acuse).getByText('Se entrega 1 caja con 1 acta en total.')).toBeTruthy();
  expect(within(acuse).getAllByText('Nombre y firma')).toHaveLength(3);
  expect(within(acuse).getByText(/^SIMULACRO/)).toBeTruthy();
});

test('cotejo asks for a new scan, by keyboard, and says where the paper goes', async () => {
  await v.entrar('cotejador');
  await screen.findByRole('button', { name: /Pedir otro escaneo/ });
  await v.teclado.keyboard('{F8}');
  await screen.findByRole('dialog', { name: '¿Por qué hay que escanear de nuevo?' });
  await v.teclado.keyboard('1');
  await waitFor(() => expect(v.resultado()).toMatch(/^Nuevo escaneo pedido → Digitalización/));
});
