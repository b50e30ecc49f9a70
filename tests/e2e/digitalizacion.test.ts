import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { abrirAnfitrion, type Anfitrion } from './anfitrion.ts';
import { abrirNavegador, abrirVentana, entrar, mirar, salir, type Ventana } from './ventanas.ts';

/** Drawing and looking at forty sheets on a busy machine. */
const TANDA_MS = 240_000;
/** What is read from where the scanner is. */
const LETRA_GRANDE_PX = 40;
/** Enough sheets for the tray to be worth cancelling. */
const HOJAS_ANTES_DE_CANCELAR = 3;
/** More than the tray holds. */
const HOJAS = 60;

/** The demo's tray has a sheet out of focus, a blank one, one without its code and an acta that was put in twice. */
describe('a tray through the scanner, with the keyboard', () => {
  let anfitrion: Anfitrion;
  let navegador: Browser;
  let ventana: Ventana;
  let pagina: Page;
  beforeAll(async () => {
    [anfitrion, navegador] = await Promise.all([abrirAnfitrion(), abrirNavegador()]);
    ventana = await abrirVentana(navegador, anfitrion, 'digitalizacion');
    ({ pagina } = ventana);
    await entrar(pagina, 'digital1');
  });
  afterAll(async () => {
    await navegador.close();
    expect(await anfitrion.cerrar()).toBe(0);
  });

  const letrero = (): Locator => pagina.getByRole('region', { name: 'Qué hacer con el papel' });
  const hojas = (destino: string): Locator => pagina.getByRole('main').getByRole('listitem').filter({ hasText: destino });
  /** Goes down the list, and up again, until the large message says this. */
  const irAHoja = async (destino: string): Promise<void> => {
    const buscar = async (tecla: string): Promise<void> => {
      for (let i = 0; i < HOJAS && !(await letrero().textContent())?.includes(destino); i++) await pagina.keyboard.press(tecla);
    };
    await buscar('ArrowDown');
    await buscar('ArrowUp');
    await letrero().getByText(destino).waitFor();
  };

  test('empty, it says what to do', async () => {
    await pagina.getByText('Ponga las actas en la charola y oprima F2').waitFor();
    await mirar(pagina, '30-digitalizar-vacia');
  });

  test('cancelled half way, it says which sheets are stored and from which one to go on', async () => {
    await pagina.keyboard.press('F2');
    await hojas('A captura').nth(HOJAS_ANTES_DE_CANCELAR - 1).waitFor({ timeout: TANDA_MS });
    await pagina.keyboard.press('F7');
    const aviso = pagina.getByRole('alert', { name: 'La tanda se detuvo' });
    await aviso.waitFor();
    expect(await aviso.textContent()).toMatch(/Guardadas: hojas 1 [ay] \d+\. Vuelva a poner desde la hoja \d+\./);
    await mirar(pagina, '30-digitalizar-cancelada');
    await pagina.keyboard.press('Enter');
    await expect.poll(() => aviso.count()).toBe(0);
  });

  test('goes on with the rest, and says where each paper goes in letters that are read from afar', async () => {
    await pagina.keyboard.press('F2');
    await pagina.getByText(/Tanda terminada: \d+ hojas → 1 por revisar y \d por identificar/).waitFor({ timeout: TANDA_MS });
    await letrero().getByText('Revisar').waitFor();
    const px = await letrero().getByText('Revisar').evaluate((nodo) => parseFloat(getComputedStyle(nodo).fontSize));
    expect(px).toBeGreaterThanOrEqual(LETRA_GRANDE_PX);
  }, 2 * TANDA_MS);

  test('the doubtful sheet is first, with the reason; it is taken with one', async () => {
    await pagina.getByText(/La imagen está borrosa/).waitFor();
    await pagina.locator('main img').first().waitFor();
    await mirar(pagina, '30-digitalizar-dudosa');
    await pagina.keyboard.press('u');
    const pregunta = pagina.getByRole('dialog', { name: '¿Por qué se usa esta imagen?' });
    const aceptada = pagina.getByText(/^Imagen aceptada → /);
    await pregunta.or(aceptada).first().waitFor();
    if (await pregunta.isVisible()) await pagina.keyboard.press('1');
    await aceptada.waitFor();
  });

  test('a sheet without its code is given its acta by section', async () => {
    await irAHoja('Identificar');
    await pagina.keyboard.press('i');
    await pagina.getByLabel('Sección que dice el acta').waitFor();
    await pagina.keyboard.type('0001');
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('list', { name: 'Actas de la sección' }).getByRole('button').first().waitFor();
    await mirar(pagina, '30-digitalizar-identificar');
    await pagina.keyboard.press('Enter');
    await pagina.getByText(/^Identificada → /).waitFor();
    await pagina.keyboard.press('F4');
  });

  test('an acta that was put in twice is compared with the image that it had', async () => {
    await irAHoja('Guardar con su acta');
    await pagina.keyboard.press('v');
    await pagina.getByText('La que ya tenía el acta').waitFor();
    await expect.poll(() => pagina.locator('main figure img').count()).toBe(2);
    await pagina.keyboard.press('q');
    const transformaciones = await pagina.locator('main figure img').evaluateAll((imagenes) => imagenes.map((i) => i.parentElement?.style.transform.replace(/translate\(.*?px\) /, '')));
    expect(new Set(transformaciones).size).toBe(1);
    await mirar(pagina, '30-digitalizar-comparar');
    await pagina.keyboard.press('v');
  });

  test('a blank sheet is set aside, and says why', async () => {
    await irAHoja('En blanco: vea el otro lado');
    await pagina.getByText(/en blanco/i).first().waitFor();
    await mirar(pagina, '30-digitalizar-en-blanco');
  });

  test('the help lists the keys of the screen', async () => {
    await pagina.keyboard.press('F1');
    await pagina.getByText('Iniciar el escáner elegido').waitFor();
    await mirar(pagina, '30-digitalizar-ayuda');
    await pagina.keyboard.press('Escape');
    await salir(pagina);
  });

  test('who captures sees each field enlarged from where it is on the paper', async () => {
    await entrar(pagina, 'captura1');
    await pagina.locator('form').waitFor();
    const tira = pagina.getByRole('img', { name: /^En el papel: / });
    await tira.waitFor();
    const antes = await tira.getAttribute('aria-label');
    // Paper and ink: what is drawn there is neither empty nor of one colour.
    const tonos = (lienzo: HTMLCanvasElement): number => new Set(lienzo.getContext('2d')?.getImageData(0, 0, lienzo.width, lienzo.height).data).size;
    expect(await tira.evaluate(tonos)).toBeGreaterThan(50);
    await pagina.keyboard.type('12');
    await pagina.keyboard.press('Enter');
    await expect.poll(() => tira.getAttribute('aria-label')).not.toBe(antes);
    await mirar(pagina, '30-digitalizar-captura');
    // Whoever sits down next at the same window sees theirs too: its picture was already here.
    for (const quien of ['captura1', 'captura2']) {
      await entrar(pagina, quien);
      await tira.waitFor();
      expect(await tira.evaluate(tonos), quien).toBeGreaterThan(50);
    }
    await salir(pagina);
  });

  test('with everything at twice its size, the field that is typed and its place on the paper are in view together', async () => {
    // 1366 × 768 at 200 %.
    await pagina.setViewportSize({ width: 683, height: 384 });
    await entrar(pagina, 'captura1');
    await pagina.locator('form').waitFor();
    await pagina.keyboard.press('Alt+o');
    const tira = pagina.getByRole('img', { name: /^En el papel: / });
    for (let i = 0; i < 9; i++) {
      await tira.waitFor();
      const [campo, papel, fondo] = await Promise.all([pagina.locator('[data-foco=true] input').boundingBox(), tira.boundingBox(), pagina.locator('footer').first().boundingBox()]);
      for (const caja of [campo, papel]) {
        expect(caja?.y, `campo ${i}`).toBeGreaterThanOrEqual(36);
        expect((caja?.y ?? 0) + (caja?.height ?? 0), `campo ${i}`).toBeLessThanOrEqual(fondo?.y ?? 0);
        expect((caja?.x ?? 0) + (caja?.width ?? 0), `campo ${i}`).toBeLessThanOrEqual(683);
        expect(caja?.height).toBeGreaterThan(24);
      }
      await pagina.keyboard.type('7');
      await pagina.keyboard.press('Enter');
    }
    await mirar(pagina, '30-captura-al-doble');
    await salir(pagina);
    await pagina.setViewportSize({ width: 1360, height: 860 });
  });

  test('nothing broke the policy or was left uncaught on the way', () => {
    expect(ventana.quejas).toEqual([]);
  });
});
