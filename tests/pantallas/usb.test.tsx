// @vitest-environment jsdom
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let e: EstacionDePrueba;
let v: Ventana;
let usb: string;
beforeEach(async () => {
  usb = mkdtempSync(path.join(tmpdir(), 'acopio-usb-'));
  e = await crearEstacionDePrueba({ puertos: { medios: () => Promise.resolve([{ ruta: usb, nombre: 'USB AZUL' }]) } });
  await e.digitalizar(e.paquete.actas[0]!.clave);
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
  rmSync(usb, { recursive: true });
});

test('the coordinator takes what is pending out on the USB that is there, by keyboard, and is told what comes next', async () => {
  await v.entrar('coordinador');
  (await screen.findByRole('button', { name: /^USB/ })).focus();
  await v.teclado.keyboard('{Enter}');
  const unica = await screen.findByRole<HTMLInputElement>('radio', { name: /USB AZUL/ });
  expect(unica.checked).toBe(true);
  expect(screen.getByText(/1 imagen .*sin acuse del servidor central/)).toBeTruthy();
  await v.teclado.keyboard('{F2}');
  expect(await screen.findByRole('heading', { name: 'Listo: leído de vuelta y verificado' })).toBeTruthy();
  expect(screen.getByText(/Cuando regrese, conéctela y oprima «Recoger acuses»/)).toBeTruthy();
  expect(readdirSync(path.join(usb, 'acopio-C1-A', 'imagenes'))).toHaveLength(1);
  expect(await screen.findByText(/De esta estación \(C1-A\): 1 lote, sin acuses todavía/)).toBeTruthy();
  // Its own USB is not one to be received here.
  await v.teclado.keyboard('{F7}');
  expect((await screen.findByRole('alert')).textContent).toContain('Esta USB es de esta misma estación');
});

test('a folder that is not there is said, and so is a range that is none', async () => {
  await v.entrar('supervisor');
  (await screen.findByRole('button', { name: /^USB/ })).focus();
  await v.teclado.keyboard('{Enter}');
  await v.teclado.type(await screen.findByLabelText('Otra carpeta'), '/no/esta');
  await v.teclado.keyboard('{F2}');
  expect((await screen.findByRole('alert')).textContent).toContain('dejó de responder o se retiró');
  await v.teclado.click(screen.getByText('Solo una parte de la bitácora'));
  await v.teclado.type(screen.getByLabelText('Del registro'), '9');
  await v.teclado.type(screen.getByLabelText('Al registro'), '2');
  expect(screen.getByText(/Escriba dos números de menor a mayor/)).toBeTruthy();
  await v.teclado.keyboard('{F2}');
  expect(v.resultado()).toMatch(/Escriba dos números/);
});

test('the supervisor asks whether an acta arrived, and is told of its data and its image apart', async () => {
  await v.entrar('supervisor');
  (await screen.findByRole('button', { name: /^Bitácora/ })).focus();
  await v.teclado.keyboard('{Enter}');
  const campo = await screen.findByLabelText('¿Ya llegó un acta al servidor central?');
  // Keys as fast as these would be a hand reader's.
  await v.teclado.click(campo);
  await v.teclado.paste(e.paquete.actas[0]!.clave);
  await v.teclado.keyboard('{Enter}');
  expect(await screen.findByText('Datos: sin llegar al servidor central. Imagen: sin llegar al servidor central.')).toBeTruthy();
  expect(screen.getAllByText('Sin enviar').length).toBeGreaterThan(1);
});

test('who captures has no such section', async () => {
  await v.entrar('capturista');
  await screen.findByRole('navigation');
  expect(screen.queryByRole('button', { name: /^USB/ })).toBeNull();
});
