import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { leerSonda, ponerSonda } from './sala-sonda.ts';

const FORMA = fileURLToPath(new URL('./sala-forma.tsx', import.meta.url));
const ORIGEN = 'http://piso.invalid';
const ENTRE_TECLAS_MS = 40;

const empacar = async (): Promise<string> => {
  const r = await build({ configFile: false, logLevel: 'silent', define: { 'process.env.NODE_ENV': '"production"' }, build: { write: false, lib: { entry: FORMA, formats: ['iife'], name: 'Forma' } } });
  const [primero] = Array.isArray(r) ? r : 'output' in r ? [r] : [];
  const trozo = primero?.output[0];
  if (trozo?.type !== 'chunk') throw new Error('the floor was not built');
  return trozo.code;
};

/** Milliseconds from key to paint of an empty React form in the same browser. */
export const medirPiso = async (navegador: Browser, teclas: number): Promise<number[]> => {
  const codigo = await empacar();
  const contexto = await navegador.newContext({ viewport: { width: 1366, height: 768 } });
  const pagina = await contexto.newPage();
  await ponerSonda(pagina);
  await pagina.route(`${ORIGEN}/**`, (ruta) =>
    ruta.request().url().endsWith('.js')
      ? ruta.fulfill({ contentType: 'text/javascript', body: codigo })
      : ruta.fulfill({ contentType: 'text/html', body: '<!doctype html><div id="raiz"></div><script src="/forma.js"></script>' }));
  await pagina.goto(`${ORIGEN}/`);
  await pagina.getByLabel('campo').focus();
  for (let i = 0; i < teclas; i++) await pagina.keyboard.type(String(i % 10), { delay: ENTRE_TECLAS_MS });
  const { teclas: medidas } = await leerSonda(pagina);
  await contexto.close();
  return medidas;
};
