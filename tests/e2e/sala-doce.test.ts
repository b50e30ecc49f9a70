import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { es } from '#renderer/i18n/es.ts';
import { capturarEnMesa } from './sala/capturista.ts';
import { crearCentro, trabajarEn, type Centro } from './sala/centro.ts';
import { conYerro } from './sala/escenario.ts';
import { servir, type Programa } from './sala/programa.ts';
import { abrirNavegador, abrirNavegadorDeSala, abrirVentana, emparejar, entrar, irA, salir, type Ventana } from './ventanas.ts';

/** Twelve posts: six that capture, and one for each of the others that a room has. */
const CAPTURISTAS = ['captura1', 'captura2', 'captura3', 'captura4', 'captura5', 'captura6'] as const;
const OTROS = ['acopio1', 'digital1', 'verifica1', 'coteja1', 'supervisa1', 'coordina1'] as const;
/** Each is captured twice. */
const ACTAS = 12;
/** Twelve people on two cores. */
const PACIENCIA_MS = 60_000;

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
    principal = await abrirVentana(navegador, programa, 'principal');
    await entrar(principal.pagina, 'tecnico1');
    await irA(principal.pagina, 'puestos');
  });
  afterAll(async () => {
    await navegador.close();
    await programa.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  test('each is paired with a code of the main station and signs in with the keyboard', async () => {
    const { pagina } = principal;
    for (const usuario of [...CAPTURISTAS, ...OTROS]) {
      await pagina.keyboard.press('F2');
      const codigo = pagina.getByRole('region', { name: es.puestos.codigo }).locator('p').first();
      await codigo.waitFor();
      const ventana = await abrirNavegadorDeSala(navegador, programa.sala ?? '');
      ventana.pagina.setDefaultTimeout(PACIENCIA_MS);
      await emparejar(ventana.pagina, (await codigo.textContent()) ?? '', `puesto-${usuario}`);
      await pagina.getByRole('row', { name: `puesto-${usuario}` }).waitFor();
      // Until it is paired the room's server refuses it.
      ventana.quejas.length = 0;
      puestos.set(usuario, ventana);
    }
    expect(await pagina.getByRole('row').count()).toBe(1 + puestos.size);
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
      const enBlanco = (): Promise<boolean> => pagina.locator('form input').evaluateAll((campos) => campos.length > 0 && campos.every((c) => (c as HTMLInputElement).value === ''));
      for (;;) {
        // The next one opens by itself as soon as there is one for this person.
        await expect.poll(async () => guardadas === 2 * ACTAS || (await enBlanco()), { timeout: PACIENCIA_MS }).toBe(true);
        if (guardadas === 2 * ACTAS) return;
        await capturarEnMesa(centro, pagina, leer(usuario));
        await expect.poll(async () => (await pagina.locator('form').count()) === 0 || (await enBlanco()), { timeout: PACIENCIA_MS }).toBe(true);
        guardadas += 1;
      }
    }));
    expect([...quienes.values()].map((personas) => [personas.length, new Set(personas).size])).toEqual(Array.from({ length: ACTAS }, () => [2, 2]));
  }, 2 * 120_000);

  test('the discrepancy is decided at another post, and cotejo goes on at a third', async () => {
    const verifica = de('verifica1');
    await verifica.getByText(es.verificacion.lectura.a).first().waitFor();
    await verifica.keyboard.press('1');
    await verifica.keyboard.press('Enter');
    await verifica.getByText(/Verificada \d/).waitFor();
    const coteja = de('coteja1');
    await coteja.getByText(es.cotejo.coincide).first().waitFor();
    await coteja.locator('main img').first().waitFor();
    await expect.poll(() => coteja.getByRole('button', { name: es.cotejo.coincide }).isEnabled(), { timeout: PACIENCIA_MS }).toBe(true);
    await coteja.keyboard.press('Enter');
    await coteja.getByText(es.cotejo.aceptada).waitFor();
  });

  test('who directs sees it from their own post, without asking', async () => {
    const supervisa = de('supervisa1');
    await irA(supervisa, 'sala');
    for (const usuario of CAPTURISTAS) await supervisa.getByText(`puesto-${usuario}`).first().waitFor();
  });

  test('everybody signs out with the keyboard; nothing broke the policy or was left uncaught', async () => {
    for (const ventana of puestos.values()) await salir(ventana.pagina);
    expect([...puestos].flatMap(([usuario, { quejas }]) => quejas.map((q) => `${usuario}: ${q}`))).toEqual([]);
  });
});
