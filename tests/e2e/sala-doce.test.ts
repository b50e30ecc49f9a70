import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { es } from '#renderer/i18n/es.ts';
import { capturarEnMesa, enBlanco } from './sala/capturista.ts';
import { crearCentro, dejarEnEntrada, dibujar, trabajarEn, type Centro } from './sala/centro.ts';
import { conYerro } from './sala/escenario.ts';
import { servir, type Programa } from './sala/programa.ts';
import { abrirPrincipal, PACIENCIA_MS, sembrarPuesto } from './sala/puestos.ts';
import { abrirNavegador, entrar, irA, mirar, salir, tabularHasta, type Ventana } from './ventanas.ts';

/** Twelve posts: six that capture, and one for each of the others that a room has. */
const CAPTURISTAS = ['captura1', 'captura2', 'captura3', 'captura4', 'captura5', 'captura6'] as const;
const OTROS = ['acopio1', 'digital1', 'verifica1', 'coteja1', 'supervisa1', 'coordina1'] as const;
/** Each is captured twice. */
const ACTAS = 12;
/** Screens that other journeys look at by night too. */
const DE_DIA = ['claro'] as const;
/** The package that comes to the door while the room works, but for the acta of it that is captured already. */
const OTRAS_DEL_PAQUETE = 2;

describe('a room of twelve browsers on one station, over TLS', () => {
  const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-sala-'));
  let centro: Centro;
  let programa: Programa;
  let navegador: Browser;
  let principal: Ventana;
  const puestos = new Map<string, Ventana>();
  const de = (usuario: string): Page => {
    const puesto = puestos.get(usuario);
    if (!puesto) throw new Error(`no post for ${usuario}`);
    return puesto.pagina;
  };
  beforeAll(async () => {
    centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A') });
    const vision = crearVision({ trabajadores: 2 });
    await trabajarEn(centro, vision, async (t) => {
      // The election with the fewest fields: what is looked at here is the room, not the typing.
      const hojas = centro.hojas.filter((h) => h.acta.eleccion === 'DIP_LOC').slice(0, ACTAS);
      await t.acopiar(hojas);
      await t.digitalizar(hojas);
    });
    await vision.cerrar();
    [programa, navegador] = await Promise.all([servir(centro.carpeta), abrirNavegador()]);
    principal = await abrirPrincipal(navegador, programa);
  });
  afterAll(async () => {
    await navegador.close();
    await programa.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  test('each is paired with a code of the main station and signs in with the keyboard', async () => {
    const { pagina } = principal;
    for (const usuario of [...CAPTURISTAS, ...OTROS]) {
      puestos.set(usuario, await sembrarPuesto(navegador, programa, principal, `puesto-${usuario}`));
    }
    expect(await pagina.getByRole('row').count()).toBe(1 + puestos.size);
    await mirar(pagina, '50-puestos');
    await Promise.all([...puestos].map(([usuario, ventana]) => entrar(ventana.pagina, usuario)));
  }, 2 * 120_000);

  test('six capture at once: no acta is given to two at a time, each is captured by two people, all is done', async () => {
    const quienes = new Map<string, string[]>();
    let [guardadas, distinta] = [0, ''];
    /** The paper, but for one acta that its second person reads otherwise. */
    const leer = (usuario: string) => (acta: string) => {
      const antes = quienes.get(acta) ?? [];
      quienes.set(acta, [...antes, usuario]);
      if (antes.length === 1 && distinta === '') distinta = acta;
      return antes.length === 1 && distinta === acta ? conYerro(centro.valores(acta)) : centro.valores(acta);
    };
    await Promise.all(CAPTURISTAS.map(async (usuario) => {
      const pagina = de(usuario);
      for (;;) {
        // The next one opens by itself as soon as there is one for this person.
        await expect.poll(async () => guardadas === 2 * ACTAS || (await enBlanco(pagina)), { timeout: PACIENCIA_MS }).toBe(true);
        if (guardadas === 2 * ACTAS) return;
        await capturarEnMesa(centro, pagina, leer(usuario));
        await expect.poll(async () => (await pagina.locator('form').count()) === 0 || (await enBlanco(pagina)), { timeout: PACIENCIA_MS }).toBe(true);
        guardadas += 1;
      }
    }));
    expect([...quienes.values()].map((personas) => [personas.length, new Set(personas).size])).toEqual(Array.from({ length: ACTAS }, () => [2, 2]));
  }, 2 * 120_000);

  test('the discrepancy is decided at a post while a package comes at another, its sheets are scanned at a third and cotejo goes on at a fourth', async () => {
    const hojas = centro.hojas.filter((h) => h.acta.eleccion !== 'DIP_LOC').slice(0, OTRAS_DEL_PAQUETE);
    await dejarEnEntrada(centro, await Promise.all(hojas.map(async (hoja, i) => ({ bytes: await dibujar(centro, hoja), fuente: `hoja-${String(i + 1)}.jpg` }))));
    await Promise.all([verificar(de('verifica1')), cotejar(de('coteja1')), acopiar(de('acopio1')), digitalizar(de('digital1'))]);
    await empacar(de('acopio1'));
  });

  const verificar = async (pagina: Page): Promise<void> => {
    await pagina.getByText(es.verificacion.lectura.a).first().waitFor();
    await mirar(pagina, '50-verificacion', DE_DIA);
    await pagina.keyboard.press('1');
    await pagina.keyboard.press('Enter');
    await pagina.getByText(/Verificada \d/).waitFor();
  };
  const cotejar = async (pagina: Page): Promise<void> => {
    await pagina.getByText(es.cotejo.coincide).first().waitFor();
    await pagina.locator('main img').first().waitFor();
    await expect.poll(() => pagina.getByRole('button', { name: es.cotejo.coincide }).isEnabled(), { timeout: PACIENCIA_MS }).toBe(true);
    await mirar(pagina, '50-cotejo', DE_DIA);
    await pagina.keyboard.press('Enter');
    await pagina.getByText(es.cotejo.aceptada).waitFor();
  };
  const acopiar = async (pagina: Page): Promise<void> => {
    await pagina.keyboard.type(centro.hojas[0]?.casilla.seccion ?? '');
    await pagina.keyboard.press('Enter');
    await pagina.getByText(es.acopio.paquete).waitFor();
    await pagina.keyboard.press('F2');
    await pagina.getByText(new RegExp(`^${OTRAS_DEL_PAQUETE} recibidas .* → Digitalización`)).waitFor();
    await mirar(pagina, '50-acopio', DE_DIA);
  };
  const digitalizar = async (pagina: Page): Promise<void> => {
    await pagina.keyboard.press('F2');
    await pagina.getByRole('main').getByRole('listitem').filter({ hasText: 'A captura' }).nth(OTRAS_DEL_PAQUETE - 1).waitFor();
    await mirar(pagina, '50-digitalizacion', DE_DIA);
  };
  const empacar = async (pagina: Page): Promise<void> => {
    await irA(pagina, 'empaquetado');
    await pagina.getByText(es.empaquetado.pendientes(1)).waitFor();
    await pagina.keyboard.press('F3');
    await pagina.keyboard.press('F2');
    await pagina.getByRole('dialog').waitFor();
    await pagina.keyboard.press('1');
    await pagina.getByText(/^Caja .* cerrada con 1 acta/).waitFor();
    await mirar(pagina, '50-empaque', DE_DIA);
  };

  test('who directs pauses a post from their own, and who looks on sees it without asking', async () => {
    const [dirige, mira] = [de('coordina1'), de('supervisa1')];
    await Promise.all([irA(dirige, 'sala'), irA(mira, 'sala')]);
    for (const usuario of CAPTURISTAS) await mira.getByText(`puesto-${usuario}`).first().waitFor();
    await tabularHasta(dirige, dirige.getByRole('button', { name: es.sala.puestos.pausarEl('puesto-captura6') }));
    await dirige.keyboard.press('Enter');
    await dirige.getByRole('dialog').waitFor();
    await dirige.keyboard.press('1');
    await mira.getByText(/^En pausa desde .*: Falla del equipo/).waitFor();
    await mirar(mira, '50-sala', DE_DIA);
    await tabularHasta(dirige, dirige.getByRole('button', { name: es.sala.puestos.reanudarEl('puesto-captura6') }));
    await dirige.keyboard.press('Enter');
    await mira.getByText(/^En pausa desde/).waitFor({ state: 'hidden' });
  });

  test('everybody signs out with the keyboard; nothing broke the policy or was left uncaught', async () => {
    for (const ventana of puestos.values()) await salir(ventana.pagina);
    expect([...puestos].flatMap(([usuario, { quejas }]) => quejas.map((q) => `${usuario}: ${q}`))).toEqual([]);
  });
});
