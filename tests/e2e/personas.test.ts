import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { abrirAnfitrion, type Anfitrion } from './anfitrion.ts';
import { abrirNavegador, abrirVentana, entrar, faltasDeAccesibilidad, retratar, type Ventana } from './ventanas.ts';

/** Screens of the widths that the rooms have. */
const MEDIDAS = [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }] as const;

let anfitrion: Anfitrion;
let navegador: Browser;
let ventana: Ventana;
let pagina: Page;
beforeAll(async () => {
  [anfitrion, navegador] = await Promise.all([abrirAnfitrion(), abrirNavegador()]);
  ventana = await abrirVentana(navegador, anfitrion, 'personas');
  ({ pagina } = ventana);
});
afterAll(async () => {
  await navegador.close();
  expect(await anfitrion.cerrar()).toBe(0);
});

const mirar = async (nombre: string): Promise<void> => {
  for (const medida of MEDIDAS) {
    await pagina.setViewportSize(medida);
    for (const tema of ['claro', 'noche']) {
      await retratar(pagina, `30-${nombre}-${String(medida.width)}-${tema}`);
      // What is on the screen is the same at both: axe looks once at each theme.
      if (medida === MEDIDAS[0]) expect(await faltasDeAccesibilidad(pagina), `${nombre} ${tema}`).toEqual([]);
      await pagina.keyboard.press('Alt+t');
    }
  }
};

test('the guide of the role, the practice and the help can be used by everybody, at both sizes and in both themes', async () => {
  await entrar(pagina, 'captura1');
  await pagina.getByRole('complementary', { name: 'Guía de su trabajo' }).waitFor();
  await mirar('guia');
  await pagina.keyboard.press('F1');
  await pagina.getByRole('button', { name: 'Ver la guía otra vez' }).waitFor();
  await retratar(pagina, '30-ayuda');
  expect(await faltasDeAccesibilidad(pagina), 'help').toEqual([]);
  await pagina.keyboard.press('Escape');
  await pagina.keyboard.press('Alt+o');
  await pagina.getByRole('navigation').getByRole('button', { name: 'Práctica' }).press('Enter');
  await mirar('practica-inicio');
  await pagina.keyboard.press('F2');
  await pagina.getByText('No cuenta').waitFor();
  await pagina.locator('main img').first().waitFor();
  await mirar('practica-captura');
  const campos = await pagina.locator('main form input').count();
  for (let i = 0; i < campos; i++) await pagina.keyboard.type('7\n');
  await pagina.getByText('El papel dice').waitFor();
  await mirar('practica-acta');
  await pagina.keyboard.press('Escape');
  await pagina.getByText('Cifras que confundió').waitFor();
  await mirar('practica-resumen');
});

test('the focus goes through a screen in the order in which it is read, and is always seen', async () => {
  const vistos: number[] = [];
  for (let i = 0; i < 12; i++) {
    await pagina.keyboard.press('Tab');
    const foco = await pagina.evaluate(() => {
      const el = document.activeElement;
      if (!el || el === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(el);
      return { orden: Array.from(document.querySelectorAll('*')).indexOf(el), visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2, tabindex: (el as HTMLElement).tabIndex };
    });
    if (foco === null) break;
    expect(foco).toMatchObject({ visible: true, tabindex: 0 });
    vistos.push(foco.orden);
  }
  // From where it was to the end, then once more from the top: never back and forth.
  expect(vistos.filter((orden, i) => i > 0 && orden < (vistos[i - 1] ?? 0)).length).toBeLessThanOrEqual(1);
});

test('what a person chose outlives the window', async () => {
  const tema = await pagina.evaluate(() => document.documentElement.dataset['tema']);
  await pagina.keyboard.press('Alt+l');
  await pagina.keyboard.press('Alt+m');
  await pagina.getByText('Sonidos apagados').waitFor();
  await pagina.reload();
  await pagina.getByLabel('Usuario').waitFor();
  expect(await pagina.evaluate(() => Object.fromEntries(Object.entries(document.documentElement.dataset)))).toMatchObject({ tema, letra: 'grande' });
  await entrar(pagina, 'captura1');
  expect(await pagina.getByRole('complementary', { name: 'Guía de su trabajo' }).count()).toBe(0);
  expect(await pagina.getByRole('button', { name: 'Encender o apagar los sonidos' }).getAttribute('aria-pressed')).toBe('false');
});

test('the rail and the work fill the window with the guide and without it', async () => {
  const alto = (): Promise<number> => pagina.evaluate(() => document.querySelector('nav')?.parentElement?.getBoundingClientRect().height ?? 0);
  const trabajo = (): Promise<number> => pagina.evaluate(() => document.querySelector('main')?.getBoundingClientRect().height ?? 0);
  expect(await alto()).toBe(await trabajo());
  expect(await alto()).toBeGreaterThan(500);
});

test('who has most sections sees them all with the guide open, on the smallest screen', async () => {
  const otra = await abrirVentana(navegador, anfitrion, 'direccion', { viewport: MEDIDAS[0] });
  await entrar(otra.pagina, 'supervisa1');
  await otra.pagina.getByRole('complementary', { name: 'Guía de su trabajo' }).waitFor();
  const riel = await otra.pagina.evaluate(() => {
    const caja = document.querySelector('nav');
    return caja ? { contenido: caja.scrollHeight, alto: caja.clientHeight } : null;
  });
  expect(riel?.contenido).toBeLessThanOrEqual(riel?.alto ?? 0);
});

test('nothing broke the policy or was left uncaught on the way', () => {
  expect(ventana.quejas).toEqual([]);
});
