import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { es } from '#renderer/i18n/es.ts';
import { actaEnMesa, capturarEnMesa, teclasDe } from './sala/capturista.ts';
import { crearCentro, trabajarEn, type Centro } from './sala/centro.ts';
import { puertoLibre, servir, type Programa } from './sala/programa.ts';
import { abrirPrincipal, PACIENCIA_MS, sembrarPuesto } from './sala/puestos.ts';
import { abrirNavegador, entrar, mirar, type Ventana } from './ventanas.ts';

const TECLEADOS = 4;

describe('two posts of a room, and what goes wrong in one', () => {
  const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-fallas-'));
  let centro: Centro;
  let programa: Programa;
  let navegador: Browser;
  let puertoSala = 0;
  const puestos: Ventana[] = [];
  const escritos = (pagina: Page): Promise<string[]> => pagina.locator('form input').evaluateAll((campos) => campos.map((c) => (c as HTMLInputElement).value));
  /** Types the first fields of the acta on the table and gives what they hold. */
  const empezar = async (pagina: Page): Promise<{ readonly acta: string; readonly valores: string[] }> => {
    const { acta, campos } = await actaEnMesa(centro, pagina);
    for (const campo of campos.slice(0, TECLEADOS)) {
      await pagina.keyboard.type(teclasDe(centro.valores(acta)[campo]));
      await pagina.keyboard.press('Enter');
    }
    return { acta, valores: (await escritos(pagina)).slice(0, TECLEADOS) };
  };
  const de = (i: number): Page => {
    const ventana = puestos[i];
    if (!ventana) throw new Error(`no post ${i}`);
    return ventana.pagina;
  };
  beforeAll(async () => {
    centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A') });
    const vision = crearVision({ trabajadores: 2 });
    await trabajarEn(centro, vision, (t) => t.digitalizar(centro.hojas.slice(0, 4)));
    await vision.cerrar();
    puertoSala = await puertoLibre();
    [programa, navegador] = await Promise.all([servir(centro.carpeta, { puertoSala }), abrirNavegador()]);
    const principal = await abrirPrincipal(navegador, programa);
    for (const nombre of ['mesa-1', 'mesa-2']) puestos.push(await sembrarPuesto(navegador, programa, principal, nombre));
    await principal.pagina.context().close();
    await entrar(de(0), 'captura1');
    await entrar(de(1), 'captura2');
  });
  afterAll(async () => {
    await navegador.close();
    await programa.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  test('the main station is killed while both type: they say so, and on return each goes on at the last key', async () => {
    const antes = [await empezar(de(0)), await empezar(de(1))];
    expect(antes[0]?.acta).not.toBe(antes[1]?.acta);
    // What was typed is kept once the room is quiet again: the last key is on its way for an instant.
    await de(1).waitForLoadState('networkidle').catch(() => undefined);
    await programa.matar();
    for (const i of [0, 1]) await de(i).getByText(es.app.desconectada).waitFor();
    await mirar(de(0), '60-sin-estacion');
    programa = await servir(centro.carpeta, { puertoSala });
    for (const [i, usuario] of [[0, 'captura1'], [1, 'captura2']] as const) {
      const pagina = de(i);
      // A restart asks everybody to sign in again; the post is known by its cookie.
      await expect.poll(async () => {
        if (await pagina.getByLabel(es.entrar.usuario).isVisible()) return true;
        await pagina.keyboard.press('ArrowUp');
        return false;
      }, { timeout: PACIENCIA_MS }).toBe(true);
      await entrar(pagina, usuario);
      expect((await actaEnMesa(centro, pagina)).acta).toBe(antes[i]?.acta);
      expect((await escritos(pagina)).slice(0, TECLEADOS)).toEqual(antes[i]?.valores);
    }
  });

  test('the network of a post fails: it says so, goes on where it was, and saves when it is back', async () => {
    const pagina = de(0);
    const contexto = pagina.context();
    const { acta } = await actaEnMesa(centro, pagina);
    await contexto.setOffline(true);
    await pagina.keyboard.press('Home');
    await capturarEnMesa(centro, pagina);
    await pagina.getByText(/conexión con la estación/).first().waitFor();
    expect((await actaEnMesa(centro, pagina)).acta).toBe(acta);
    const tecleado = await escritos(pagina);
    await contexto.setOffline(false);
    await pagina.getByText(es.app.desconectada).waitFor({ state: 'hidden' });
    expect(await escritos(pagina)).toEqual(tecleado);
    await pagina.keyboard.press('Enter');
    await pagina.getByText(/Guardada \d/).first().waitFor();
  });

  test('the same person opens a second tab: one of the two has the acta, the other says where it is', async () => {
    const pagina = de(1);
    const { acta, campos } = await actaEnMesa(centro, pagina);
    const antes = await escritos(pagina);
    const otra = await pagina.context().newPage();
    await otra.goto(programa.sala ?? '');
    await entrar(otra, 'captura2');
    expect((await actaEnMesa(centro, otra)).acta).toBe(acta);
    expect(await escritos(otra)).toEqual(antes);
    // The first window finds out at its next key.
    await pagina.keyboard.type(teclasDe(centro.valores(acta)[campos[TECLEADOS] ?? '']));
    await pagina.getByText(es.otraVentana.titulo).waitFor();
    await mirar(pagina, '60-otra-ventana');
    await otra.close();
    await pagina.keyboard.press('Enter');
    expect((await actaEnMesa(centro, pagina)).acta).toBe(acta);
    expect((await escritos(pagina)).slice(0, TECLEADOS)).toEqual(antes.slice(0, TECLEADOS));
  });

  test('the back button leaves nothing half done: the draft is there after signing in again', async () => {
    const pagina = de(1);
    const { acta } = await actaEnMesa(centro, pagina);
    const antes = (await escritos(pagina)).slice(0, TECLEADOS);
    await pagina.goBack().catch(() => null);
    await pagina.goto(programa.sala ?? '');
    await pagina.getByLabel(es.entrar.usuario).waitFor();
    await entrar(pagina, 'captura2');
    expect((await actaEnMesa(centro, pagina)).acta).toBe(acta);
    expect((await escritos(pagina)).slice(0, TECLEADOS)).toEqual(antes);
  });

  test('a post that is sent away can do nothing more and says why; its acta goes to somebody else', async () => {
    const principal = await abrirPrincipal(navegador, programa);
    await principal.pagina.getByRole('button', { name: es.puestos.retirarEste('mesa-2') }).click();
    await principal.pagina.getByRole('dialog').getByRole('button', { name: es.puestos.retirar }).click();
    await principal.pagina.getByRole('cell', { name: es.puestos.revocado, exact: true }).waitFor();
    const pagina = de(1);
    await pagina.reload();
    await pagina.getByRole('heading', { name: es.puestos.emparejar.titulo }).waitFor();
    await mirar(pagina, '60-emparejar');
    expect(await pagina.evaluate(() => fetch('/api/llamar', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ metodo: 'estacion.estado', entrada: {}, sesion: null, puesto: 'x' }) }).then((r) => r.status))).toBe(401);
  });
});
