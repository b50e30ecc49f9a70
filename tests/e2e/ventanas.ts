import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { es, type Seccion } from '#renderer/i18n/es.ts';
import { RAIZ } from './anfitrion.ts';

/** The browser that scripts/test.mjs found or installed. */
export const abrirNavegador = (): Promise<Browser> => {
  const executablePath = process.env['ACOPIO_NAVEGADOR'];
  if (!executablePath) throw new Error('ACOPIO_NAVEGADOR says where the browser is: run `npm test`');
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
};

/** What a screen does at most wait for. The station answers in milliseconds; a machine that others use too may not. */
const ESPERA_MS = 20_000;

/** What a page complained about: policy violations, errors that nobody caught, failed loads. */
export type Ventana = { readonly pagina: Page; readonly quejas: string[] };

/** What the posts of a room have: a common screen, without animations. */
export const PUESTO: BrowserContextOptions = { viewport: { width: 1360, height: 860 }, locale: 'es-MX', reducedMotion: 'reduce' };

const abrirPagina = async (navegador: Browser, opciones: BrowserContextOptions): Promise<Ventana> => {
  const contexto = await navegador.newContext({ ...PUESTO, ...opciones });
  contexto.setDefaultTimeout(ESPERA_MS);
  const pagina = await contexto.newPage();
  const quejas: string[] = [];
  pagina.on('console', (m) => {
    if (m.type() === 'error') quejas.push(m.text());
  });
  pagina.on('pageerror', (e) => quejas.push(e.message));
  return { pagina, quejas };
};

/** A new window on the station, with its own cookies. The key of the address is used up. */
export const abrirVentana = async (navegador: Browser, anfitrion: { readonly entrada: () => string }, puesto: string, opciones: BrowserContextOptions = {}): Promise<Ventana> => {
  const ventana = await abrirPagina(navegador, opciones);
  await ventana.pagina.goto(`${anfitrion.entrada()}&puesto=${puesto}`);
  await ventana.pagina.getByRole('heading', { level: 1 }).waitFor();
  return ventana;
};

/** A browser of the room on the server that the posts reach, not paired yet. Its person accepted the certificate. */
export const abrirNavegadorDeSala = async (navegador: Browser, sala: string, opciones: BrowserContextOptions = {}): Promise<Ventana> => {
  const ventana = await abrirPagina(navegador, { ignoreHTTPSErrors: true, ...opciones });
  await ventana.pagina.goto(sala);
  await ventana.pagina.getByRole('heading', { level: 1 }).waitFor();
  return ventana;
};

/** Twelve keys closer than this come from a hand reader, not from a person (renderer/teclado/rafaga.ts). */
const DE_PERSONA_MS = 35;

/** Types the code at a browser that is of no room yet: it becomes a post. */
export const emparejar = async (pagina: Page, codigo: string, nombre: string): Promise<void> => {
  await pagina.getByLabel(es.puestos.emparejar.codigo).focus();
  await pagina.keyboard.type(codigo);
  await pagina.keyboard.press('Tab');
  await pagina.keyboard.type(nombre, { delay: DE_PERSONA_MS });
  await pagina.keyboard.press('Enter');
  await pagina.getByLabel(es.entrar.usuario).waitFor();
};

/** Goes to a section with its key. */
export const irA = async (pagina: Page, seccion: Seccion): Promise<void> => {
  const boton = pagina.getByRole('navigation', { name: es.app.secciones }).getByRole('button', { name: es.secciones[seccion] });
  await pagina.keyboard.press((await boton.getAttribute('aria-keyshortcuts')) ?? '');
  await boton.and(pagina.locator('[aria-current=page]')).waitFor();
};

export const salir = async (pagina: Page): Promise<void> => {
  await pagina.keyboard.press('Alt+s');
  await pagina.getByLabel('Usuario').waitFor();
};

/** Signs in with the keyboard alone; the PIN of demo people is on the screen. Whoever was in goes out first. */
export const entrar = async (pagina: Page, usuario: string): Promise<void> => {
  if (await pagina.getByRole('navigation', { name: 'Secciones' }).isVisible()) await salir(pagina);
  const persona = await pagina.getByRole('button', { name: new RegExp(`· ${usuario} · PIN`) }).textContent();
  const pin = /PIN (\d+)/.exec(persona ?? '')?.[1] ?? '';
  await pagina.getByLabel('Usuario').focus();
  await pagina.keyboard.type(usuario);
  await pagina.keyboard.press('Tab');
  await pagina.keyboard.type(pin);
  await pagina.keyboard.press('Enter');
  await pagina.getByRole('navigation', { name: 'Secciones' }).waitFor();
};

/** What axe finds against WCAG 2.2 A and AA, as lines that say what and where. */
export const faltasDeAccesibilidad = async (pagina: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page: pagina }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
};

/** Keeps a picture of the screen in out/pruebas/pantallas, for people to look at. */
export const retratar = async (pagina: Page, nombre: string): Promise<void> => {
  const carpeta = path.join(RAIZ, 'out', 'pruebas', 'pantallas');
  mkdirSync(carpeta, { recursive: true });
  await pagina.screenshot({ path: path.join(carpeta, `${nombre}.png`) });
};

const TEMAS = { claro: 'light', noche: 'dark' } as const;
type Tema = keyof typeof TEMAS;

/** The screen as it is, by day and by night: nothing that axe finds wrong, and a picture of each. */
export const mirar = async (pagina: Page, nombre: string, temas: readonly Tema[] = ['claro', 'noche']): Promise<void> => {
  for (const tema of temas) {
    await pagina.emulateMedia({ colorScheme: TEMAS[tema], reducedMotion: 'reduce' });
    await retratar(pagina, tema === 'claro' ? nombre : `${nombre}-noche`);
    expect(await faltasDeAccesibilidad(pagina), `${nombre}, ${tema}`).toEqual([]);
  }
  await pagina.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
};

/** No screen of a room at work has more stops of Tab. */
const MAXIMO_PARADAS = 150;

/** Goes to a control as a person without a mouse does: Tab until it has the focus. */
export const tabularHasta = async (pagina: Page, control: Locator): Promise<void> => {
  await control.waitFor();
  for (let i = 0; i < MAXIMO_PARADAS; i++) {
    if (await control.evaluate((el) => el === document.activeElement)) return;
    await pagina.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(control)}`);
};
