import type { Browser } from 'playwright-core';
import { es } from '#renderer/i18n/es.ts';
import { abrirNavegadorDeSala, abrirVentana, emparejar, entrar, irA, type Ventana } from '../ventanas.ts';
import type { Programa } from './programa.ts';

/** Twelve people on two cores. */
export const PACIENCIA_MS = 60_000;

/** The main station's own window, with the technician at the posts of the room. */
export const abrirPrincipal = async (navegador: Browser, programa: Programa): Promise<Ventana> => {
  const principal = await abrirVentana(navegador, programa, 'principal');
  await entrar(principal.pagina, 'tecnico1');
  await irA(principal.pagina, 'puestos');
  return principal;
};

/** A new code of the main station's window, which pairs one post. */
export const abrirCodigo = async ({ pagina }: Ventana): Promise<string> => {
  const codigo = pagina.getByRole('region', { name: es.puestos.codigo }).locator('p').first();
  const antes = (await codigo.isVisible()) ? await codigo.textContent() : null;
  await pagina.keyboard.press('F2');
  await (antes === null ? codigo : codigo.filter({ hasNotText: antes })).waitFor();
  return (await codigo.textContent()) ?? '';
};

/** A browser of the room, paired with a code of the main station's window. */
export const sembrarPuesto = async (navegador: Browser, programa: Programa, principal: Ventana, nombre: string): Promise<Ventana> => {
  const codigo = await abrirCodigo(principal);
  const ventana = await abrirNavegadorDeSala(navegador, programa.sala ?? '');
  ventana.pagina.setDefaultTimeout(PACIENCIA_MS);
  await emparejar(ventana.pagina, codigo, nombre);
  await principal.pagina.getByRole('row', { name: nombre }).waitFor();
  // Until it is paired the room's server refuses it.
  ventana.quejas.length = 0;
  return ventana;
};
