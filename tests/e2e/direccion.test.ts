import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { es } from '#renderer/i18n/es.ts';
import { crearCentro } from './sala/centro.ts';
import { llenarCentro } from './sala/escenario.ts';
import { servir, type Programa } from './sala/programa.ts';
import { abrirNavegador, abrirVentana, entrar, irA, mirar, retratar } from './ventanas.ts';

let navegador: Browser;
let programa: Programa;
const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-direccion-'));
beforeAll(async () => {
  const centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A') });
  await llenarCentro(centro);
  [programa, navegador] = await Promise.all([servir(centro.carpeta), abrirNavegador()]);
});
afterAll(async () => {
  await navegador.close();
  await programa.cerrar();
  rmSync(raiz, { recursive: true, force: true });
});

test('a busy room is accessible by day and by night, and its person is paused by keyboard', async () => {
  const { pagina, quejas } = await abrirVentana(navegador, programa, 'direccion', { viewport: { width: 1920, height: 1080 } });
  await entrar(pagina, 'supervisa1');
  await irA(pagina, 'sala');
  await pagina.getByRole('heading', { name: es.sala.personas.titulo }).waitFor();
  await mirar(pagina, 'sala-1920');
  await pagina.getByRole('button', { name: /^Pausar a / }).first().focus();
  await pagina.keyboard.press('Enter');
  await pagina.getByRole('dialog').waitFor();
  await mirar(pagina, 'sala-pausar');
  await pagina.keyboard.press('1');
  await pagina.getByText(/^En pausa desde/).waitFor();
  expect(quejas).toEqual([]);
});

test('the USB section is accessible by day and by night, before and after it wrote', async () => {
  const { pagina, quejas } = await abrirVentana(navegador, programa, 'usb');
  await entrar(pagina, 'coordina1');
  await irA(pagina, 'usb');
  await pagina.getByLabel(es.usb.medio.otra).fill(path.join(raiz, 'no-esta'));
  await pagina.keyboard.press('F2');
  await pagina.getByRole('alert').waitFor();
  await mirar(pagina, 'usb-error');
  const usb = path.join(raiz, 'usb');
  mkdirSync(usb);
  await pagina.getByLabel(es.usb.medio.otra).fill(usb);
  await pagina.keyboard.press('F2');
  await pagina.getByRole('heading', { name: es.usb.listo.exportar }).waitFor();
  await mirar(pagina, 'usb-hecha');
  expect(readdirSync(path.join(usb, 'acopio-CATD01-A'))).toContain('manifiesto.json');
  expect(quejas).toEqual([]);
});

test('the receipt goes to the paper alone, and says SIMULACRO', async () => {
  const { pagina, quejas } = await abrirVentana(navegador, programa, 'coordinacion');
  await entrar(pagina, 'coordina1');
  await irA(pagina, 'empaquetado');
  await pagina.getByRole('heading', { name: es.empaquetado.conciliacion.titulo }).waitFor();
  await mirar(pagina, 'empaque-cajas');
  await pagina.keyboard.press('Control+p');
  await pagina.getByRole('dialog', { name: es.impresos.titulos.entrega }).waitFor();
  await mirar(pagina, 'acuse');
  await pagina.emulateMedia({ media: 'print' });
  await retratar(pagina, 'acuse-en-papel');
  expect(await pagina.locator('#raiz').isVisible()).toBe(false);
  expect(await pagina.locator('.papel').textContent()).toMatch(/^SIMULACRO.*Nombre y firma/s);
  expect(quejas).toEqual([]);
});
