// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useGuia } from '#renderer/features/guia/guia-store.ts';
import { PAGINAS } from '#renderer/features/practica/paginas/paginas.ts';
import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { anunciar } from '#renderer/features/resultado/resultado-store.ts';
import { sonarResultados } from '#renderer/features/sonidos/sonidos.ts';
import { atajosActivos, useTeclado } from '#renderer/teclado/registro.ts';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

let e: EstacionDePrueba;
let v: Ventana;
beforeEach(async () => {
  localStorage.clear();
  e = await crearEstacionDePrueba();
  v = await abrirVentana(e);
});
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

const irA = async (nombre: string): Promise<void> => {
  const boton = within(screen.getByRole('navigation')).getByRole('button', { name: new RegExp(`^${nombre}`) });
  await v.teclado.click(boton);
};
/** Types what the first page says, but for one field. */
const capturarPagina = async (cambio: Readonly<Record<string, string>> = {}): Promise<void> => {
  const teclas = (PAGINAS[0]?.campos ?? []).map(({ clave, dice }) => cambio[clave] ?? (dice === 'ilegible' ? '/' : dice === 'sin_dato' ? '*' : String(dice)));
  await v.teclado.keyboard(teclas.map((t) => `${t === '/' ? '/' : t}{Enter}`).join(''));
};

test('the practice says what was wrong, how fast and which figures; nothing of it reaches the station', async () => {
  await v.entrar('capturista');
  await irA('Práctica');
  const antes = e.estacion.bitacora.cabeza();
  const despachar = vi.spyOn(e.estacion, 'despachar');
  await v.teclado.keyboard('{F2}');
  expect(await screen.findByText('No cuenta')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^PRÁCTICA/);
  const primero = PAGINAS[0]?.campos[0];
  await capturarPagina({ [primero?.clave ?? '']: '999' });
  expect(await screen.findByRole('heading', { name: '1 campo distinto al papel' })).toBeTruthy();
  expect(screen.getByRole('row', { name: new RegExp(`${primero?.nombre ?? ''} ${String(primero?.dice)} 999`) })).toBeTruthy();
  await v.teclado.keyboard('{Enter}');
  await screen.findByText('No cuenta');
  await v.teclado.keyboard('{Escape}');
  expect(await screen.findByText('Cómo le fue')).toBeTruthy();
  expect(screen.getByText(`${primero?.nombre ?? ''}: 1 vez`)).toBeTruthy();
  // No call at all, no event, no acta, and out of the memory with the person.
  expect(despachar.mock.calls.map(([l]) => l.metodo).filter((m) => m !== 'sesion.activa' && m !== 'sesion.latido')).toEqual([]);
  expect(e.estacion.bitacora.cabeza()).toEqual(antes);
  despachar.mockRestore();
  await v.salir();
  await v.entrar('capturista');
  await irA('Práctica');
  expect(screen.getByText('Comenzar')).toBeTruthy();
});

test('the practice is not offered to who does not capture, and the pages belong to no acta of the package', async () => {
  await v.entrar('acopiador');
  expect(within(screen.getByRole('navigation')).queryByText('Práctica')).toBeNull();
  expect(PAGINAS.every((p) => !('acta' in p))).toBe(true);
});

test('the guide of a role: by key, once for each person, and again from the help', async () => {
  await v.entrar('capturista');
  const guia = screen.getByRole('complementary', { name: 'Guía de su trabajo' });
  const pasos = useGuia.getState().pasos.length;
  expect(guia.textContent).toContain(`1 de ${String(pasos)}.`);
  await v.teclado.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(guia.textContent).toContain('Copie cada número');
  await v.teclado.keyboard('{Alt>}o{/Alt}');
  expect(screen.queryByRole('complementary', { name: 'Guía de su trabajo' })).toBeNull();
  await v.salir();
  await v.entrar('capturista');
  expect(screen.queryByRole('complementary', { name: 'Guía de su trabajo' })).toBeNull();
  await v.teclado.keyboard('{F1}');
  await screen.findByRole('dialog');
  await v.teclado.keyboard('{F2}');
  expect(await screen.findByRole('complementary', { name: 'Guía de su trabajo' })).toBeTruthy();
  await v.salir();
  await v.entrar('acopiador');
  expect(screen.getByRole('complementary', { name: 'Guía de su trabajo' })).toBeTruthy();
});

test('every key that a screen shows is in the registry, from which the help is made', async () => {
  for (const usuario of ['acopiador', 'capturista', 'supervisor']) {
    await v.entrar(usuario);
    for (const boton of within(screen.getByRole('navigation')).getAllByRole('button')) {
      await v.teclado.click(boton);
      await waitFor(() => expect(boton.getAttribute('aria-current')).toBe('page'));
      const conocidas = atajosActivos(useTeclado.getState().capas).flatMap((a) => [...a.teclas]);
      const dichas = Array.from(document.querySelectorAll('[aria-keyshortcuts]'), (n) => n.getAttribute('aria-keyshortcuts') ?? '');
      expect(dichas.filter((t) => !conocidas.includes(t)), `${usuario}: ${boton.textContent}`).toEqual([]);
    }
    await v.salir();
  }
});

test('steps are heard as received, attention or error, until somebody silences them', async () => {
  const notas: number[] = [];
  const parametro = () => ({ value: 0, setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined });
  // The browser's own sound is not in jsdom.
  vi.stubGlobal('AudioContext', class {
    readonly currentTime = 0;
    readonly destination = {};
    createGain(): unknown { return { gain: parametro(), connect: () => undefined }; }
    createOscillator(): unknown {
      const frequency = parametro();
      return { frequency, connect: (otro: unknown) => otro, start: () => void notas.push(frequency.value), stop: () => undefined };
    }
  });
  usePreferencias.setState({ sonido: true });
  const dejar = sonarResultados();
  for (const tipo of ['bien', 'aviso', 'mal', 'dato'] as const) anunciar(tipo, tipo);
  expect(notas).toEqual([880, 660, 494, 220, 196]);
  await v.entrar('capturista');
  await v.teclado.keyboard('{Alt>}m{/Alt}');
  expect(v.resultado()).toBe('Sonidos apagados');
  anunciar('mal', 'mal');
  expect(notas).toHaveLength(5);
  dejar();
  vi.unstubAllGlobals();
});
