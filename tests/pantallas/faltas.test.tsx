// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
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
const campos = (): HTMLInputElement[] => within(screen.getByRole('main')).getAllByRole('textbox');
const titulo = (): string => screen.getByRole('heading', { level: 1 }).parentElement?.textContent ?? '';

test('the PIN wrong six times: how many tries are left, then how long to wait; the right one opens after it', async () => {
  const usuario = screen.getByLabelText<HTMLInputElement>('Usuario');
  const pin = screen.getByLabelText<HTMLInputElement>('PIN');
  const probar = async (numero: string, dice: string): Promise<void> => {
    await v.teclado.type(pin, `${numero}{Enter}`);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe(dice));
    expect(pin.value).toBe('');
  };
  await v.teclado.type(usuario, 'capturista');
  for (const quedan of ['Quedan 4 intentos.', 'Quedan 3 intentos.', 'Quedan 2 intentos.', 'Queda 1 intento.']) await probar('0000', `El usuario o el PIN no coinciden. ${quedan}`);
  for (let i = 0; i < 2; i++) await probar('0000', 'Demasiados intentos. Espere 30 segundos y vuelva a intentar.');
  await probar(PIN_DE_PRUEBA, 'Demasiados intentos. Espere 30 segundos y vuelva a intentar.');
  e.reloj.adelantar(30_000);
  await v.teclado.type(pin, `${PIN_DE_PRUEBA}{Enter}`);
  await screen.findByRole('navigation');
});

test('an acta that is withdrawn while it is captured: the next key says so, and the next acta is on the screen, empty', async () => {
  await e.digitalizar(ACTA, OTRA);
  await v.entrar('capturista');
  await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
  const retirada = titulo();
  await v.teclado.keyboard('12{Enter}');
  const supervisor = await e.entrar('supervisor');
  await valorDe(supervisor['supervision.reasignar']({ acta: ACTA }));
  const digitalizador = await e.entrar('digitalizador');
  const [hoja] = (await valorDe(digitalizador['digitalizacion.bandeja']({}))).imagenes.filter((i) => i.acta === ACTA);
  await valorDe(digitalizador['digitalizacion.rechazar']({ imagen: hoja!.imagen, motivo: 'Borrosa' }));
  await v.teclado.keyboard('3');
  await waitFor(() => expect(v.resultado()).toMatch(/^Esta acta se retiró mientras la capturaba/));
  // Who types on without looking writes nothing in the next one.
  await v.teclado.keyboard('4{Enter}56{Enter}');
  await waitFor(() => expect(titulo()).not.toBe(retirada));
  expect(campos().map((c) => c.value).join('')).toBe('');
  // Nothing of it was stored.
  expect(e.estacion.bitacora.leer(1, 500).filter((a) => a.texto.includes('captura.registrada'))).toEqual([]);
});

test('two people with the same PIN are two people: each is greeted by name, and the second capture is of the second', async () => {
  await e.digitalizar(ACTA);
  for (const quien of ['capturista', 'capturista2']) {
    await v.entrar(quien);
    expect(document.querySelector('header')?.textContent).toContain(`Persona ${quien}`);
    await waitFor(() => expect(campos()[0]).toBe(document.activeElement));
    await v.teclado.keyboard('7{Enter}'.repeat(campos().length));
    await waitFor(() => expect(v.resultado()).toMatch(/^Guardada/));
    await v.salir();
  }
  const capturas = e.estacion.bitacora.leer(1, 500).map((a) => JSON.parse(a.texto) as { tipo: string; actor: string }).filter((x) => x.tipo === 'captura.registrada');
  expect(capturas.map((c) => c.actor)).toEqual(['capturista', 'capturista2']);
});
