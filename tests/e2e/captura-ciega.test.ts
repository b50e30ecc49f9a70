import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { crearVision } from '#electron/vision/crear-vision.ts';
import type { Valor } from '#shared/domain/valor.ts';
import { actaEnMesa, capturarEnMesa } from './sala/capturista.ts';
import { crearCentro, trabajarEn, type Centro } from './sala/centro.ts';
import { abrirEspia, type Espia, type Intercambio } from './sala/espia.ts';
import { servir, type Programa } from './sala/programa.ts';
import { abrirNavegador, abrirVentana, entrar, mirar, salir, type Ventana } from './ventanas.ts';

/** Six digits: by chance they are not in the base64 of a picture, nor in a hash, once in many thousand runs. */
const PRIMEROS = 731_204;
const SEGUNDOS = 852_640;
const PUESTO_PRIMERO = 'mesa-del-rincon';

type Captura = Readonly<Record<string, Valor>>;
const cifras = (centro: Centro, acta: string, desde: number): Captura => Object.fromEntries(Object.keys(centro.valores(acta)).map((clave, i) => [clave, desde + 7 * i]));

/** Where a text is among what was seen, as it is and as people read it («731,204»). */
const hallado = (texto: string, que: (i: Intercambio) => Buffer, donde: readonly Intercambio[]): string[] => {
  const formas = [texto, ...(/^\d+$/.test(texto) ? [Number(texto).toLocaleString('es-MX'), Number(texto).toString(16)] : [])];
  return donde.flatMap((i) => {
    const bytes = que(i);
    // What is inside a base64 picture too.
    const dentro = [...bytes.toString('latin1').matchAll(/"base64":"([^"]+)"/g)].map((m) => Buffer.from(m[1] ?? '', 'base64'));
    return formas.filter((forma) => [bytes, ...dentro].some((b) => b.includes(forma))).map((forma) => `${forma} in ${i.metodo} ${i.ruta}`);
  });
};
const recibido = (i: Intercambio): Buffer => i.recibido();
const enviado = (i: Intercambio): Buffer => i.enviado();

/** The shape of what a browser was told: methods that it called and what their answers are made of, without their figures. */
const forma = (dato: unknown): unknown => {
  if (Array.isArray(dato)) return [...new Set(dato.map((d) => JSON.stringify(forma(d))))].sort();
  return typeof dato === 'object' && dato !== null ? Object.fromEntries(Object.entries(dato).sort().map(([k, v]) => [k, k === 'zonas' ? 'zonas' : forma(v)])) : typeof dato;
};
const cuerpo = (bytes: Buffer): unknown => {
  const texto = bytes.toString();
  return texto.includes('\n\n{') ? JSON.parse(texto.slice(texto.indexOf('\n\n{') + 2)) : null;
};
type Pregunta = { readonly metodo: string; readonly luego?: { readonly metodo: string } };
/** Every kind of call about the capture, with the shape of its answer. */
const conversacion = (vistos: readonly Intercambio[]): string[] => {
  // What is still under way when it is looked at has no answer yet.
  const respondidas = vistos.filter((i) => i.ruta === '/api/llamar' && cuerpo(i.recibido()) !== null);
  // What follows a call in the same trip is a call of its own.
  const frases = respondidas.flatMap((i) => {
    const [llamada, { luego, ...respuesta }] = [cuerpo(i.enviado()) as Pregunta | null, cuerpo(i.recibido()) as { luego?: unknown }];
    const frase = (metodo: string | undefined, dicho: unknown): string => `${metodo ?? ''} ${JSON.stringify(forma(dicho))}`;
    return [frase(llamada?.metodo, respuesta), ...(luego === undefined ? [] : [frase(llamada?.luego?.metodo, luego)])];
  });
  return [...new Set(frases.filter((f) => f.startsWith('captura.')))].sort();
};

describe('the second person to capture an acta', () => {
  const raiz = mkdtempSync(path.join(tmpdir(), 'acopio-ciega-'));
  let centro: Centro;
  let programa: Programa;
  let navegador: Browser;
  const espias: Espia[] = [];
  beforeAll(async () => {
    centro = await crearCentro({ carpeta: path.join(raiz, 'CATD01-A') });
    const vision = crearVision({ trabajadores: 1 });
    await trabajarEn(centro, vision, async (t) => t.digitalizar(centro.hojas.slice(0, 2)));
    await vision.cerrar();
    [programa, navegador] = await Promise.all([servir(centro.carpeta, { puertoSala: null }), abrirNavegador()]);
  });
  afterAll(async () => {
    await navegador.close();
    await programa.cerrar();
    for (const espia of espias) await espia.cerrar();
    rmSync(raiz, { recursive: true, force: true });
  });

  const sentarse = async (puesto: string): Promise<Ventana & { readonly espia: Espia }> => {
    const espia = await abrirEspia();
    espias.push(espia);
    return { ...(await abrirVentana(navegador, programa, puesto, { proxy: { server: espia.url, bypass: '<-loopback>' } })), espia };
  };
  /** From sign-in to the answer to their save; gives the acta. */
  const trabajar = async ({ pagina, espia }: Awaited<ReturnType<typeof sentarse>>, usuario: string, desde: number): Promise<string> => {
    espia.empezar();
    await entrar(pagina, usuario);
    const { acta } = await actaEnMesa(centro, pagina);
    await pagina.locator('main img').first().waitFor();
    await capturarEnMesa(centro, pagina, (a) => cifras(centro, a, desde));
    await pagina.getByText(/Guardada \d/).first().waitFor();
    // What comes after the save is part of what they are told: the one that opens the screen, and this one.
    const repartos = () => espia.intercambios().filter((i) => enviado(i).includes('captura.siguiente') && cuerpo(recibido(i)) !== null);
    await expect.poll(() => repartos().length).toBeGreaterThan(1);
    return acta;
  };

  test('is given no byte of what the first one typed, nor who or when', async () => {
    const primera = await sentarse(PUESTO_PRIMERO);
    const acta = await trabajar(primera, 'captura1', PRIMEROS);
    const guardada = primera.espia.intercambios().find((i) => enviado(i).includes('captura.guardar'));
    const hora = /"hora":"([^"]+)"/.exec(guardada?.recibido().toString() ?? '')?.[1] ?? '';
    expect(hora).toMatch(/^\d{4}-/);
    await salir(primera.pagina);

    const segunda = await sentarse('mesa-de-la-puerta');
    expect(await trabajar(segunda, 'captura2', SEGUNDOS)).toBe(acta);
    const vistos = [...segunda.espia.intercambios()];
    const [suyos, ajenos] = [cifras(centro, acta, SEGUNDOS), cifras(centro, acta, PRIMEROS)];

    // The search finds what is there: the first one's figures in what they sent, the second one's in what they sent.
    for (const v of Object.values(ajenos)) expect(hallado(String(v), enviado, primera.espia.intercambios())).not.toEqual([]);
    for (const v of Object.values(suyos)) expect(hallado(String(v), enviado, vistos)).not.toEqual([]);
    expect(vistos.some((i) => i.ruta === '/api/avisos')).toBe(true);
    expect(hallado('"cambio"', recibido, vistos).length + hallado('event: cambio', recibido, vistos).length).toBeGreaterThan(0);

    for (const v of Object.values(ajenos)) expect(hallado(String(v), recibido, vistos)).toEqual([]);
    for (const texto of ['captura1', 'Fátima Landeros', PUESTO_PRIMERO, hora, hora.slice(11, 19)]) expect(hallado(texto, recibido, vistos), texto).toEqual([]);

    // Nor does it stay in the browser: the page, what it stores, its history.
    const guardado = await segunda.pagina.evaluate(() => JSON.stringify([document.documentElement.outerHTML, Object.entries(localStorage), Object.entries(sessionStorage), history.state, location.href]));
    for (const v of Object.values(ajenos)) expect(guardado).not.toContain(String(v));
    expect([...primera.quejas, ...segunda.quejas]).toEqual([]);
    await mirar(segunda.pagina, '70-captura-ciega', ['claro']);
    await salir(segunda.pagina);
  });

  test('is told in the same words as the first: the conversation does not tell which round it is', async () => {
    const primera = await sentarse('mesa-tres');
    const acta = await trabajar(primera, 'captura3', PRIMEROS);
    const segunda = await sentarse('mesa-cuatro');
    expect(await trabajar(segunda, 'captura4', SEGUNDOS)).toBe(acta);
    const [a, b] = [conversacion(primera.espia.intercambios()), conversacion(segunda.espia.intercambios())];
    expect(a.length).toBeGreaterThan(1);
    expect(b).toEqual(a);
  });
});
