// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearLectoresHid, type LectoresHid } from '#electron/readers/hid.ts';
import { crearHidVirtual } from '#electron/readers/virtual.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let hid: ReturnType<typeof crearHidVirtual>;
let lectores: LectoresHid;
let e: EstacionDePrueba;
let v: Ventana;
beforeEach(async () => {
  hid = crearHidVirtual();
  hid.conectar('/dev/hidraw0');
  lectores = crearLectoresHid({ reloj: { ahora: () => 0 }, registro: { info: () => undefined, error: () => undefined }, cargar: () => Promise.resolve(hid.modulo) });
  await lectores.revisar();
  e = await crearEstacionDePrueba({ puertos: { lectores } });
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
  await lectores.cerrar();
});

const etiqueta = (n = 0): { acta: string; texto: string } => {
  const acta = e.paquete.actas[n]?.clave ?? '';
  return { acta, texto: escribirEtiqueta(e.paquete.id, acta) };
};
let hora = 1_000_000;
/** A reader that types where the focus is: `cada` ms between its characters, and time enough since whoever typed before. */
const teclear = (texto: string, fin: string | null = 'Enter', cada = 4): void => {
  hora += 500;
  for (const key of [...Array.from(texto), ...(fin === null ? [] : [fin])]) {
    const blanco = document.activeElement ?? document.body;
    const evento = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(evento, 'timeStamp', { value: (hora += cada) });
    const pasa = blanco.dispatchEvent(evento);
    if (pasa && key.length === 1 && blanco instanceof HTMLInputElement && blanco.dataset['atajos'] === undefined) fireEvent.input(blanco, { target: { value: blanco.value + key } });
  }
};
/** Everything that a person wrote on the form. */
const escrito = (): string[] => Array.from(document.querySelectorAll<HTMLInputElement>('form input'), (i) => i.value);

test('a reader of the station identifies the package in acopio', async () => {
  await v.entrar('acopiador');
  hid.leer('/dev/hidraw0', etiqueta().texto);
  await waitFor(() => expect(v.resultado()).toMatch(/^Recibida/));
});

test('one that types does too, wherever the focus is, and leaves nothing in the field', async () => {
  await v.entrar('acopiador');
  const campo = screen.getByRole<HTMLInputElement>('textbox');
  await v.teclado.type(campo, '00');
  act(() => teclear('ACP1', null));
  expect(campo.value).toBe('00ACP1');
  await v.teclado.clear(campo);
  await v.teclado.type(campo, '00');
  act(() => teclear(etiqueta().texto));
  await waitFor(() => expect(v.resultado()).toMatch(/^Recibida/));
  (document.activeElement as HTMLElement).blur();
  act(() => teclear(etiqueta(1).texto, 'Tab'));
  await waitFor(async () => {
    const recientes = await valorDe((await e.entrar('acopiador', 'otro'))['acopio.recientes']({}));
    expect(recientes.map((r) => r.acta)).toEqual(expect.arrayContaining([etiqueta().acta, etiqueta(1).acta]));
  });
});

test('in capture neither kind fills a figure nor stores anything', async () => {
  await e.digitalizar(etiqueta().acta);
  await v.entrar('capturista');
  await screen.findByRole('button', { name: 'Guardar' });
  await v.teclado.keyboard('12{Enter}');
  const antes = escrito();
  expect(antes[0]).toBe('12');
  for (const codigo of [etiqueta().texto, '21|01|GUB|0001|01|B|00|1', '9'.repeat(30), '123456789']) {
    act(() => teclear(codigo));
    expect(escrito()).toEqual(antes);
  }
  expect(v.resultado()).toContain('El lector no terminó el código');
  hid.leer('/dev/hidraw0', etiqueta().texto);
  await waitFor(() => expect(v.resultado()).toContain('esta pantalla no lo usa'));
  expect(escrito()).toEqual(antes);
  // The same digits, as a person types them.
  act(() => teclear('345', 'Enter', 60));
  expect(escrito().slice(0, 3)).toEqual(['12', '345', '']);
});

test('a code that is read over a question answers nothing', async () => {
  const { casilla } = e.paquete.actas[0] ?? { casilla: '' };
  await v.entrar('acopiador');
  await v.teclado.type(screen.getByRole('textbox'), `${e.paquete.casillas.find((c) => c.clave === casilla)?.seccion ?? ''}{Enter}`);
  await screen.findByText('Actas de este paquete');
  await v.teclado.keyboard('{F8}1');
  const pregunta = { name: '¿Por qué falta el acta?' };
  await screen.findByRole('dialog', pregunta);
  for (const codigo of ['21|01|GUB|0001|01|B|00|1', '121048B0100A02']) {
    act(() => teclear(codigo));
    await new Promise((listo) => setTimeout(listo, 150));
    screen.getByRole('dialog', pregunta);
  }
  const supervisor = await e.entrar('supervisor');
  expect(await valorDe(supervisor['acopio.sinActaPendientes']({}))).toEqual([]);
  // The same digit, as a person presses it.
  act(() => teclear('2', null));
  await waitFor(async () => expect(await valorDe(supervisor['acopio.sinActaPendientes']({}))).toMatchObject([{ motivo: 'paquete_no_entregado' }]));
});

test('a reader that was read over a password does not try to sign in', async () => {
  const pin = screen.getByLabelText<HTMLInputElement>('PIN');
  await v.teclado.type(screen.getByLabelText('Usuario'), 'capturista');
  pin.focus();
  act(() => teclear(etiqueta().texto));
  expect(pin.value).toBe('');
  await v.entrar('capturista');
});
