// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Vision } from '#electron/station/puertos.ts';
import type { Alineacion } from '#shared/domain/examen.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, visionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const ACTA = '990010B0100A02';
/** What nobody captures. */
const LEIDO = 613;
let e: EstacionDePrueba;
let v: Ventana;

/** A reader that sees in every box what will be captured, but in one field. */
const vision: Vision = {
  ...visionDePrueba,
  leerDigitos: (_, { campos }) =>
    Promise.resolve({ lector: 'de prueba', campos: Object.fromEntries(campos.map((c) => [c.clave, c.clave === 'NULOS' ? { valor: LEIDO, confianza: 0.995 } : { valor: 7, confianza: 0.99 }])) }),
};
const alineacion = (): Alineacion => {
  const { ancho, alto } = MARCAS_DE.estandar;
  return { plantilla: 'estandar', homografia: [1 / ancho, 0, 0, 0, 1 / alto, 0, 0, 0, 1], marcas: 4, errorMm: 0.2 };
};

beforeEach(async () => {
  e = await crearEstacionDePrueba({ puertos: { vision } });
  await e.escanear(hojaDePrueba(escribirEtiqueta(e.paquete.id, ACTA), '', { alineacion: alineacion() }));
  for (const quien of ['capturista', 'capturista2']) {
    const c = await e.entrar(quien);
    await valorDe(c['captura.siguiente']({}));
    await valorDe(c['captura.guardar']({ acta: ACTA, ciclo: 1, valores: e.valores(ACTA) }));
  }
  const supervisor = await e.entrar('supervisor');
  await expect.poll(async () => (await valorDe(supervisor['supervision.lecturas']({}))).length).toBe(1);
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

test('the supervisor sees where the reader disagrees with both captures, and who can ask for another capture', async () => {
  await v.entrar('supervisor');
  const panel = await screen.findByRole('region', { name: '1 acta donde la lectura automática no coincide' });
  expect(within(panel).getByRole('button', { name: /Sección 0010/ }).getAttribute('aria-current')).toBe('true');
  expect(within(panel).getAllByRole('definition').map((d) => d.textContent)).toEqual(['7', `${LEIDO}casi segura`]);
  expect(await within(panel).findByLabelText(/^En el papel: .*nulos/i)).toBeTruthy();
  expect(within(panel).getByText(/pida a quien coteja o verifica/)).toBeTruthy();
  expect(within(panel).queryByRole('button', { name: /Pedir recaptura/ })).toBeNull();
  await v.teclado.keyboard('r');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('nobody else is shown what the reader read', async () => {
  await v.entrar('cotejador');
  await v.teclado.keyboard('{Alt>}1{/Alt}');
  await waitFor(() => screen.getByRole('heading', { name: 'Avance del centro' }));
  await screen.findByRole('heading', { name: 'Dónde están las actas' });
  expect(screen.queryByText(/lectura automática/)).toBeNull();
  expect(document.body.textContent).not.toContain(String(LEIDO));
});
