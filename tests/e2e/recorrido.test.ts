import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { abrirAnfitrion, type Anfitrion } from './anfitrion.ts';
import { enBlanco } from './sala/capturista.ts';
import { abrirNavegador, abrirVentana, entrar, mirar, salir, type Ventana } from './ventanas.ts';

/** Person of the demo → sections that their role opens, as they are named on the screen. */
const PANTALLAS: readonly (readonly [string, readonly string[]])[] = [
  ['acopio1', ['Acopio', 'Empaque', 'Tablero']],
  ['digital1', ['Digitalizar']],
  ['captura1', ['Captura']],
  ['verifica1', ['Verificar', 'Digitalizar']],
  ['coteja1', ['Cotejo']],
  ['supervisa1', ['Tablero', 'Bitácora', 'Acopio']],
];
/** The others are looked at by night while they are worked in. */
const DE_NOCHE: ReadonlySet<string> = new Set(['Empaque', 'Tablero', 'Bitácora']);
const HOJAS_PARA_SEGUIR = 4;
/** Cards and reels come in; axe must see them as they stay. */
const ASENTAR_MS = 400;

describe('an acta through the screens, with the keyboard', () => {
  let anfitrion: Anfitrion;
  let navegador: Browser;
  let ventana: Ventana;
  let pagina: Page;
  beforeAll(async () => {
    [anfitrion, navegador] = await Promise.all([abrirAnfitrion(), abrirNavegador()]);
    ventana = await abrirVentana(navegador, anfitrion, 'recorrido');
    ({ pagina } = ventana);
  });
  afterAll(async () => {
    await navegador.close();
    expect(await anfitrion.cerrar()).toBe(0);
  });

  const irA = async (seccion: string): Promise<void> => {
    const boton = pagina.getByRole('navigation', { name: 'Secciones' }).getByRole('button', { name: seccion });
    const tecla = await boton.getAttribute('aria-keyshortcuts');
    await pagina.keyboard.press(tecla ?? '');
    await expect.poll(() => boton.getAttribute('aria-current')).toBe('page');
  };
  /** Types the same figure in every field; the last Enter saves. Gives the acta's name. */
  const capturar = async (cifra: string): Promise<string> => {
    const mesa = pagina.locator('form');
    // The acta before stays on the screen until the next one is there.
    await expect.poll(() => enBlanco(pagina)).toBe(true);
    const nombre = (await pagina.getByRole('heading', { level: 1 }).locator('..').textContent()) ?? '';
    const campos = await mesa.locator('input').count();
    expect(campos).toBeGreaterThan(5);
    for (let i = 0; i < campos; i++) {
      await pagina.keyboard.type(cifra);
      await pagina.keyboard.press('Enter');
    }
    return nombre;
  };

  test('the sign-in screen is accessible', async () => {
    await mirar(pagina, '01-entrar');
  });

  test('acopio: by section, received with the keyboard', async () => {
    await entrar(pagina, 'acopio1');
    await pagina.keyboard.type('0001');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Actas de este paquete').waitFor();
    await mirar(pagina, '02-acopio');
    await pagina.keyboard.press('F2');
    await pagina.getByText(/3 recibidas \d\d:\d\d.* → Digitalización/).waitFor();
    await salir(pagina);
  });

  test('digitalización: the tray goes through the scanner', async () => {
    await entrar(pagina, 'digital1');
    await mirar(pagina, '03-digitalizar-vacia', ['claro']);
    await pagina.keyboard.press('F2');
    // The rest of the tray goes on by itself: with these there is work for who captures.
    await pagina.getByRole('main').getByRole('listitem').filter({ hasText: 'A captura' }).nth(HOJAS_PARA_SEGUIR - 1).waitFor({ timeout: 60_000 });
    await mirar(pagina, '04-digitalizar');
    await salir(pagina);
  });

  test('two people capture the same acta blind, and it is verified', async () => {
    await entrar(pagina, 'captura1');
    await pagina.locator('form').waitFor();
    await pagina.locator('main img').first().waitFor();
    await mirar(pagina, '05-captura');
    const primera = await capturar('7');
    await pagina.getByText(/Guardada \d/).first().waitFor();
    await salir(pagina);
    await entrar(pagina, 'captura2');
    let segunda = '';
    for (let intento = 0; intento < 5 && segunda !== primera; intento++) segunda = await capturar('7');
    expect(segunda).toBe(primera);
    await salir(pagina);
    await entrar(pagina, 'coteja1');
    await pagina.getByText('Coincide').first().waitFor();
    await mirar(pagina, '06-cotejo');
    await salir(pagina);
  });

  test('two who read differently make a discrepancy that a third person sees', async () => {
    for (const [usuario, cifra] of [['captura3', '8'], ['captura4', '9']] as const) {
      await entrar(pagina, usuario);
      await capturar(cifra);
      await pagina.getByText(/Guardada \d/).first().waitFor();
      await salir(pagina);
    }
    await entrar(pagina, 'verifica1');
    await pagina.getByText('Lectura A').first().waitFor();
    await mirar(pagina, '07-verificar');
    await salir(pagina);
  });

  test.each(PANTALLAS)('%s opens %j', async (usuario, secciones) => {
    await entrar(pagina, usuario);
    for (const seccion of secciones) {
      await irA(seccion);
      await pagina.waitForTimeout(ASENTAR_MS);
      await mirar(pagina, `10-${usuario}-${seccion.normalize('NFD').replace(/[^\w]/g, '').toLowerCase()}`, DE_NOCHE.has(seccion) ? undefined : ['claro']);
    }
    await pagina.keyboard.press('F1');
    await pagina.getByRole('dialog').waitFor();
    await mirar(pagina, `10-${usuario}-ayuda`, ['claro']);
    await pagina.keyboard.press('Escape');
    await salir(pagina);
  });

  test('nothing broke the policy or was left uncaught on the way', () => {
    expect(ventana.quejas).toEqual([]);
  });

  test("the results site of the demo's central shows the cut", async () => {
    const sitio = await (await navegador.newContext()).newPage();
    await sitio.goto(anfitrion.sitio);
    await sitio.getByText(/actas/i).first().waitFor();
    await mirar(sitio, '20-sitio');
  });
});
