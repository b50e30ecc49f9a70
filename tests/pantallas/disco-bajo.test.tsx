// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let e: EstacionDePrueba;
let v: Ventana;
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

const abrirTablero = async (libres: number): Promise<void> => {
  e = await crearEstacionDePrueba({ puertos: { discoLibre: () => libres } });
  v = await abrirVentana(e);
  await v.entrar('supervisor');
  await screen.findByRole('heading', { name: 'Dónde están las actas' });
};

test('the board warns of a disk that has little room left', async () => {
  await abrirTablero(1_400_000_000);
  expect(screen.getByText('Queda poco espacio en el disco (1.4 GB). Avise al técnico.')).toBeTruthy();
});

test('with room enough it says nothing', async () => {
  await abrirTablero(50_000_000_000);
  expect(screen.queryByText(/espacio en el disco/)).toBeNull();
});
