import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { es } from '#renderer/i18n/es.ts';
import type { Valores } from '#shared/domain/valor.ts';
import { actaEnMesa, capturarEnMesa, enBlanco, teclasDe } from './sala/capturista.ts';
import { crearCentro, dejarEnEntrada, dibujar, type Centro } from './sala/centro.ts';
import { conYerro } from './sala/escenario.ts';
import { servir, type Programa } from './sala/programa.ts';
import { abrirPrincipal, PACIENCIA_MS, sembrarPuesto } from './sala/puestos.ts';
import { abrirNavegador, entrar, irA, mirar, salir, tabularHasta, type Ventana } from './ventanas.ts';

/** One package: an acta of each election. */
const ACTAS = 3;
/** Screens that other journeys look at by night too. */
const DE_DIA = ['claro'] as const;

describe('the night of one package at two posts: every role does its work with the keyboard alone', () => {
  const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-jornada-'));
  let centro: Centro;
  let programa: Programa;
  let navegador: Browser;
  const puestos: Ventana[] = [];
  const mesa = (i: number): Page => {
    const ventana = puestos[i];
    if (!ventana) throw new Error(`no post ${i}`);
    return ventana.pagina;
  };
  const nombreDe = (usuario: string): string => centro.paquete.usuarios.find((u) => u.id === usuario)?.nombre ?? usuario;
  /** The second person reads one field of the first acta otherwise. */
  const segunda = (acta: string): Valores => (acta === centro.hojas[0]?.acta.clave ? conYerro(centro.valores(acta)) : centro.valores(acta));

  beforeAll(async () => {
    centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A') });
    [programa, navegador] = await Promise.all([servir(centro.carpeta), abrirNavegador()]);
    const principal = await abrirPrincipal(navegador, programa);
    for (const nombre of ['mesa-1', 'mesa-2']) puestos.push(await sembrarPuesto(navegador, programa, principal, nombre));
    await mirar(principal.pagina, '40-puestos');
    await principal.pagina.context().close();
  });
  afterAll(async () => {
    await navegador.close();
    await programa.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  test('acopio: one package by its section, another from the list of what is missing', async () => {
    const pagina = mesa(0);
    await entrar(pagina, 'acopio1');
    await pagina.keyboard.type(centro.hojas[0]?.casilla.seccion ?? '');
    await pagina.keyboard.press('Enter');
    await pagina.getByText(es.acopio.paquete).waitFor();
    await pagina.keyboard.press('F2');
    await pagina.getByText(new RegExp(`^${ACTAS} recibidas .* → Digitalización`)).waitFor();
    await pagina.keyboard.press('Escape');
    await pagina.keyboard.press('Alt+f');
    await pagina.keyboard.press('ArrowDown');
    const antes = await pagina.locator('#paquete-titulo').textContent();
    await pagina.keyboard.press('Enter');
    await expect.poll(() => pagina.locator('#paquete-titulo').textContent()).not.toBe(antes);
    await pagina.keyboard.press('F3');
    await pagina.getByText(/^Recibida .* → Digitalización/).waitFor();
    await mirar(pagina, '40-acopio');
    await salir(pagina);
  });

  test('digitalización: the tray goes through, and each sheet says where its paper goes', async () => {
    await dejarEnEntrada(centro, await Promise.all(centro.hojas.slice(0, ACTAS).map(async (hoja, i) => ({ bytes: await dibujar(centro, hoja), fuente: `hoja-${String(i + 1)}.jpg` }))));
    const pagina = mesa(1);
    await entrar(pagina, 'digital1');
    await pagina.keyboard.press('F2');
    await pagina.getByRole('main').getByRole('listitem').filter({ hasText: 'A captura' }).nth(ACTAS - 1).waitFor();
    await mirar(pagina, '40-digitalizacion', DE_DIA);
    await salir(pagina);
  });

  test('captura: the first person types the package at one post', async () => {
    const pagina = mesa(0);
    await entrar(pagina, 'captura1');
    for (let n = 0; n < ACTAS; n++) {
      await expect.poll(() => enBlanco(pagina)).toBe(true);
      if (n === 0) await mirar(pagina, '40-captura', DE_DIA);
      await capturarEnMesa(centro, pagina);
      await expect.poll(async () => (await pagina.locator('form').count()) === 0 || (await enBlanco(pagina))).toBe(true);
    }
    await pagina.getByText(es.captura.deOtros).waitFor();
    await salir(pagina);
  });

  test('coordinación: takes an acta from whoever has it, pauses a person and brings them back, while they work at the other post', async () => {
    const [dirige, captura] = [mesa(0), mesa(1)];
    await entrar(captura, 'captura2');
    const { acta } = await actaEnMesa(centro, captura);
    await captura.keyboard.type('1');
    await captura.keyboard.press('Enter');
    await entrar(dirige, 'coordina1');
    await irA(dirige, 'sala');
    await tabularHasta(dirige, dirige.getByRole('button', { name: new RegExp(`^Quitar .* a ${nombreDe('captura2')}`) }));
    await dirige.keyboard.press('Enter');
    await mirar(dirige, '40-reasignar');
    await dirige.keyboard.press('1');
    await dirige.getByText(es.sala.direccion.reasignada).waitFor();
    // Who had it finds out at the next key: what they wrote went with it, and another one comes.
    await captura.keyboard.type('2');
    await expect.poll(() => enBlanco(captura)).toBe(true);
    await tabularHasta(dirige, dirige.getByRole('button', { name: es.sala.personas.pausarA(nombreDe('captura2')) }));
    await dirige.keyboard.press('Enter');
    await dirige.keyboard.press('1');
    await dirige.getByText(/^En pausa desde/).waitFor();
    await mirar(dirige, '40-pausa');
    // What was in their hands is finished; then they are told.
    expect(await capturarEnMesa(centro, captura, segunda)).not.toBe(acta);
    await captura.getByText(/Su trabajo está en pausa: Descanso/).first().waitFor();
    await mirar(captura, '40-en-pausa');
    await tabularHasta(dirige, dirige.getByRole('button', { name: es.sala.personas.reanudarA(nombreDe('captura2')) }));
    await dirige.keyboard.press('Enter');
    await dirige.getByText(es.sala.direccion.reanudada(nombreDe('captura2'))).waitFor();
    // Without asking: the work comes back by itself.
    await expect.poll(() => enBlanco(captura)).toBe(true);
    await salir(dirige);
  });

  test('captura: the second person types the rest at the other post', async () => {
    const pagina = mesa(1);
    for (let n = 1; n < ACTAS; n++) {
      await expect.poll(() => enBlanco(pagina)).toBe(true);
      await capturarEnMesa(centro, pagina, segunda);
      await expect.poll(async () => (await pagina.locator('form').count()) === 0 || (await enBlanco(pagina))).toBe(true);
    }
    await pagina.getByText(es.captura.vacio).waitFor();
    await mirar(pagina, '40-captura-vacia');
    await salir(pagina);
  });

  test('verificación: writes what the paper says in the field that differs', async () => {
    const pagina = mesa(0);
    await entrar(pagina, 'verifica1');
    await pagina.getByText(es.verificacion.lectura.a).first().waitFor();
    await mirar(pagina, '40-verificacion', DE_DIA);
    const hoja = centro.hojas[0];
    const distinto = Object.keys(hoja?.valores ?? {}).find((k) => segunda(hoja?.acta.clave ?? '')[k] !== hoja?.valores[k]) ?? '';
    await pagina.keyboard.press('3');
    await pagina.keyboard.type(teclasDe(hoja?.valores[distinto]));
    await pagina.keyboard.press('Enter');
    await pagina.keyboard.press('Enter');
    await pagina.getByText(/Verificada \d/).waitFor();
    await pagina.getByText(es.verificacion.vacio).waitFor();
    await salir(pagina);
  });

  test('cotejo: each acta against its paper', async () => {
    const pagina = mesa(1);
    await entrar(pagina, 'coteja1');
    const coincide = pagina.getByRole('button', { name: es.cotejo.coincide });
    for (let n = ACTAS; n > 0; n--) {
      await expect.poll(() => coincide.isEnabled(), { timeout: PACIENCIA_MS }).toBe(true);
      if (n === ACTAS) await mirar(pagina, '40-cotejo', DE_DIA);
      const acta = await pagina.locator('main h1').locator('..').textContent();
      await pagina.keyboard.press('Enter');
      if (n > 1) await expect.poll(() => pagina.locator('main h1').locator('..').textContent()).not.toBe(acta);
    }
    await pagina.getByText(es.cotejo.vacio).waitFor();
    await salir(pagina);
  });

  test('empaquetado: the box, its count against acopio, and the receipt', async () => {
    const pagina = mesa(0);
    await entrar(pagina, 'acopio1');
    await irA(pagina, 'empaquetado');
    await pagina.getByText(es.empaquetado.pendientes(ACTAS)).waitFor();
    await pagina.keyboard.press('F3');
    await mirar(pagina, '40-empaque');
    await pagina.keyboard.press('F2');
    await pagina.getByRole('dialog').waitFor();
    await pagina.keyboard.press('1');
    await pagina.getByText(new RegExp(`^Caja .* cerrada con ${ACTAS} actas`)).waitFor();
    await pagina.keyboard.press('F4');
    await pagina.getByRole('heading', { name: es.empaquetado.conciliacion.titulo }).waitFor();
    await mirar(pagina, '40-cajas', DE_DIA);
    await pagina.keyboard.press('Control+p');
    await pagina.getByRole('dialog', { name: es.impresos.titulos.entrega }).waitFor();
    await pagina.keyboard.press('Escape');
    await salir(pagina);
  });

  test('supervisión: the room and the journal tell it all', async () => {
    const pagina = mesa(1);
    await entrar(pagina, 'supervisa1');
    await irA(pagina, 'sala');
    await pagina.getByRole('heading', { name: es.sala.personas.titulo }).waitFor();
    await mirar(pagina, '40-sala', DE_DIA);
    await irA(pagina, 'tablero');
    await pagina.getByRole('heading', { name: es.tablero.porEleccion }).waitFor();
    await mirar(pagina, '40-tablero', DE_DIA);
    await irA(pagina, 'bitacora');
    await pagina.getByRole('row', { name: /[Cc]aja/ }).first().waitFor();
    await mirar(pagina, '40-bitacora', DE_DIA);
    await salir(pagina);
  });

  test('nothing broke the policy or was left uncaught on the way', () => {
    expect(puestos.flatMap((p) => p.quejas)).toEqual([]);
  });
});
