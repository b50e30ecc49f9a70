// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alineacion } from '#shared/domain/examen.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const [ACTA, OTRA] = ['990010B0100A02', '990010B0100A03'];
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

/** A page that fills its image. */
const alineacion = (): Alineacion => {
  const { ancho, alto } = MARCAS_DE.estandar;
  return { plantilla: 'estandar', homografia: [1 / ancho, 0, 0, 0, 1 / alto, 0, 0, 0, 1], marcas: 4, errorMm: 0.2 };
};
const llega = (examen = {}): Promise<void> => e.escanear(hojaDePrueba(escribirEtiqueta(e.paquete.id, ACTA), '', examen));
const cuadro = (): string => document.querySelector('main svg polygon')?.getAttribute('points') ?? '';

test('capture shows the field that is typed, and goes with the caret', async () => {
  await llega({ alineacion: alineacion() });
  await v.entrar('capturista');
  await screen.findByLabelText('En el papel: Boletas sobrantes');
  const primero = cuadro();
  expect(primero.split(' ')).toHaveLength(4);
  await v.teclado.keyboard('12{Enter}');
  await screen.findByLabelText('En el papel: Personas que votaron');
  expect(cuadro()).not.toBe(primero);
  await v.teclado.keyboard('{ArrowUp}');
  await screen.findByLabelText('En el papel: Boletas sobrantes');
  expect(cuadro()).toBe(primero);
});

test('the picture is still moved by hand, and Z stops it from following', async () => {
  await llega({ alineacion: alineacion() });
  await v.entrar('capturista');
  const seguir = await screen.findByRole('button', { name: 'Acercar el campo que se captura' });
  expect(seguir.getAttribute('aria-pressed')).toBe('true');
  await v.teclado.keyboard('z');
  expect(seguir.getAttribute('aria-pressed')).toBe('false');
  await v.teclado.keyboard('g');
  expect(document.querySelector<HTMLElement>('main svg')?.parentElement?.style.transform).toContain('rotate(90deg)');
  await v.teclado.keyboard('z');
  expect(within(screen.getByRole('main')).getAllByRole('textbox')[0]).toHaveProperty('value', '');
});

test('each acta begins with its picture as it is, at its first field, however the one before was left', async () => {
  await llega({ alineacion: alineacion() });
  await e.escanear(hojaDePrueba(escribirEtiqueta(e.paquete.id, OTRA), 'otra', { alineacion: alineacion() }));
  await v.entrar('capturista');
  await screen.findByLabelText('En el papel: Boletas sobrantes');
  const hoja = (): string => document.querySelector<HTMLElement>('main svg')?.parentElement?.style.transform ?? '';
  const campos = (): HTMLInputElement[] => within(screen.getByRole('main')).getAllByRole('textbox');
  const primera = document.querySelector('main img');
  await v.teclado.keyboard('g');
  expect(hoja()).toContain('rotate(90deg)');
  await v.teclado.keyboard('1{Enter}'.repeat(campos().length));
  await waitFor(() => expect(campos().every((c) => c.value === '')).toBe(true));
  await screen.findByLabelText('En el papel: Boletas sobrantes');
  expect(hoja()).toContain('rotate(0deg)');
  expect(document.querySelector('main img')).not.toBe(primera);
  expect(campos()[0]).toBe(document.activeElement);
});

test('an acta whose fields were not found shows the whole picture and captures as ever', async () => {
  await llega();
  await v.entrar('capturista');
  await screen.findByAltText(/^Imagen del acta/);
  expect(screen.queryByLabelText(/^En el papel/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Acercar el campo que se captura' })).toBeNull();
  await waitFor(() => expect(within(screen.getByRole('main')).getAllByRole('textbox')[0]).toBe(document.activeElement));
});

test('verification shows each field that differs from the paper', async () => {
  await llega({ alineacion: alineacion() });
  for (const [quien, nulos] of [['capturista', 8], ['capturista2', 18]] as const) {
    const c = await e.entrar(quien);
    await valorDe(c['captura.siguiente']({}));
    await valorDe(c['captura.guardar']({ acta: ACTA, ciclo: 1, valores: e.valores(ACTA, { NULOS: nulos, TOTAL_BOLETAS_SOBRANTES: nulos }) }));
  }
  await v.entrar('verificador');
  // One in its row and one, of the row that is being decided, over the picture.
  await waitFor(() => expect(screen.getAllByLabelText('En el papel: Boletas sobrantes')).toHaveLength(2));
  expect(screen.getAllByLabelText(/^En el papel: .*nulos/i)).toHaveLength(1);
  await v.teclado.keyboard('1');
  await waitFor(() => expect(screen.getAllByLabelText(/^En el papel: .*nulos/i)).toHaveLength(2));
});
