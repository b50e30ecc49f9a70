// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { atajoPara, registrar, useTeclado, type Atajo } from './registro.ts';
import { nombreTecla, rotuloTecla } from './tecla.ts';

const evento = (key: string, mas: Partial<KeyboardEvent> = {}) => ({ key, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false, target: null, ...mas });
const atajo = (tecla: string, mas: Partial<Atajo> = {}): Atajo => ({ teclas: [tecla], grupo: 'seccion', texto: tecla, accion: () => undefined, ...mas });
const para = (key: string, mas?: Partial<KeyboardEvent>) => atajoPara(useTeclado.getState().capas, evento(key, mas))?.texto ?? null;
const elemento = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
};

afterEach(() => useTeclado.setState({ capas: [] }));

test('names of keys', () => {
  expect(nombreTecla(evento('g'))).toBe('G');
  expect(nombreTecla(evento('?', { shiftKey: true }))).toBe('?');
  expect(nombreTecla(evento('¡', { altKey: true, code: 'Digit1' }))).toBe('Alt+1');
  expect(nombreTecla(evento('ArrowUp', { shiftKey: true }))).toBe('Shift+ArrowUp');
  expect([rotuloTecla('+'), rotuloTecla('Alt+1'), rotuloTecla('ArrowUp')]).toEqual(['+', 'Alt + 1', '↑']);
});

test('the last one registered wins, and taking it away gives the other back', () => {
  registrar([atajo('F2', { texto: 'de abajo' })]);
  const quitar = registrar([atajo('F2', { texto: 'de arriba' })]);
  expect(para('F2')).toBe('de arriba');
  quitar();
  expect(para('F2')).toBe('de abajo');
});

test('a dialog hides what is under it', () => {
  registrar([atajo('F2'), atajo('G')]);
  registrar([atajo('1')], true);
  expect([para('F2'), para('G'), para('1')]).toEqual([null, null, '1']);
});

test('while a text is written only function keys, Alt and those that say so work', () => {
  registrar([atajo('G'), atajo('F2'), atajo('Alt+1'), atajo('Escape', { enCampos: true })]);
  const target = elemento('<input />');
  expect([para('g', { target }), para('F2', { target }), para('1', { target, altKey: true, code: 'Digit1' }), para('Escape', { target })]).toEqual([null, 'F2', 'Alt+1', 'Escape']);
  // The field of a number is no text: its letters are free for the picture.
  expect(para('g', { target: elemento('<input data-atajos="todos" />') })).toBe('G');
  expect(para('g', { target: elemento('<input type="checkbox" />') })).toBe('G');
});

test('Enter on a button is that button, not the shortcut', () => {
  registrar([atajo('Enter')]);
  expect(para('Enter', { target: elemento('<button></button>') })).toBeNull();
  expect(para('Enter')).toBe('Enter');
});

test('a key held down does nothing again unless it may', () => {
  registrar([atajo('Enter'), atajo('W', { repite: true })]);
  expect([para('Enter', { repeat: true }), para('w', { repeat: true })]).toEqual([null, 'W']);
});
