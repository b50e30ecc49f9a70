import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import sharp from 'sharp';
import type { Browser, Page, Route } from 'playwright-core';
import { RUTA_LLAMAR } from '#shared/api/puente.ts';
import type { Llamada } from '#shared/api/metodo.ts';
import type { Result } from '#shared/errors/result.ts';
import { es } from '#renderer/i18n/es.ts';
import { crearCentro, type Centro } from '#tests/e2e/sala/centro.ts';
import { llenarCentro, recibirTodo } from '#tests/e2e/sala/escenario.ts';
import { servir, type Programa } from '#tests/e2e/sala/programa.ts';
import { abrirNavegador, abrirNavegadorDeSala, abrirVentana, entrar, irA } from '#tests/e2e/ventanas.ts';
import type { EnEscena, Escena } from './escena.ts';
import { ESCENAS } from './escenas.ts';
import { imagenesDelManual } from './manual.ts';
import { conNombresLargos } from './nombres-largos.ts';

/** `npm run pantallas`: the picture of every screen in every state that matters, by day and by night. Exit 1 when a scene cannot be made. */

const PROPORCION = 9 / 16;
const ESPERA_IMAGENES_MS = 30_000;
/** What a picture shows once fonts, pictures and figures have come. */
const ASENTAR_MS = 150;
const CALIDAD_WEBP = 70;

type Servido = { readonly centro: Centro; readonly programa: Programa };

/** What the station answers to these calls of the window, as `responder` changes it. */
const interceptar = async (pagina: Page, metodo: string, responder: (ruta: Route) => Promise<void>): Promise<void> => {
  await pagina.route(`**${RUTA_LLAMAR}`, async (ruta) => {
    const llamada = ruta.request().postDataJSON() as Llamada;
    await (llamada.metodo === metodo ? responder(ruta) : ruta.fallback());
  });
};

const enEscena = (pagina: Page, { centro, programa }: Servido): EnEscena => ({
  pagina, centro, programa,
  teclas: async (...teclas) => {
    for (const tecla of teclas) await pagina.keyboard.press(tecla);
  },
  escribir: (texto) => pagina.keyboard.type(texto),
  verse: (texto) => pagina.getByText(texto).first().waitFor(),
  imagenes: async () => {
    await pagina.locator('main img').first().waitFor();
    await pagina.getByText(es.imagen.cargando).first().waitFor({ state: 'hidden' });
    await pagina.waitForFunction(() => [...document.images].every((i) => i.complete && i.naturalWidth > 0), undefined, { timeout: ESPERA_IMAGENES_MS });
  },
  cortarRed: async () => {
    await pagina.context().route('**/api/**', (ruta) => ruta.abort('connectionfailed'));
  },
  fallar: (metodo, error) => interceptar(pagina, metodo, (ruta) => ruta.fulfill({ json: { ok: false, error } })),
  alterar: (metodo, cambiar) =>
    interceptar(pagina, metodo, async (ruta) => {
      const respuesta = await ruta.fetch();
      const r = (await respuesta.json()) as Result<never>;
      await ruta.fulfill({ response: respuesta, json: r.ok ? { ...r, valor: cambiar(r.valor) } : r });
    }),
  irA: (seccion) => irA(pagina, seccion),
});

const retratar = async (pagina: Page, archivo: string): Promise<void> => {
  await pagina.evaluate(() => document.fonts.ready.then(() => undefined));
  await pagina.waitForTimeout(ASENTAR_MS);
  const png = await pagina.screenshot({ animations: 'disabled' });
  if (archivo.endsWith('.webp')) await sharp(png).webp({ quality: CALIDAD_WEBP, effort: 6 }).toFile(archivo);
  else await writeFile(archivo, png);
};

/** The manual is read on paper: by day, and in files that a repository can keep. */
const MANUAL = { extension: 'webp', temas: [['light', '']] } as const;
const TODO = { extension: 'png', temas: [['light', ''], ['dark', '-noche']] } as const;
type Modo = typeof MANUAL | typeof TODO;

type Salida = { readonly carpeta: string; readonly ancho: number; readonly modo: Modo };

const hacerEscena = async (navegador: Browser, servido: Servido, escena: Escena, { carpeta, ancho, modo }: Salida): Promise<void> => {
  const opciones = { viewport: { width: ancho, height: Math.round(ancho * PROPORCION) } };
  const { pagina } = escena.centro === 'sala'
    ? await abrirNavegadorDeSala(navegador, servido.programa.sala ?? '', opciones)
    : await abrirVentana(navegador, servido.programa, 'puesto-1', opciones);
  try {
    if (escena.usuario !== undefined) await entrar(pagina, escena.usuario);
    if (escena.conGuia !== true && (await pagina.getByRole('button', { name: es.guia.omitir }).isVisible())) await pagina.keyboard.press('Alt+o');
    if (escena.seccion !== undefined) await irA(pagina, escena.seccion);
    await escena.hacer?.(enEscena(pagina, servido));
    for (const [tema, sufijo] of modo.temas) {
      await pagina.emulateMedia({ colorScheme: tema, reducedMotion: 'reduce' });
      await retratar(pagina, path.join(carpeta, `${escena.nombre}${sufijo}.${modo.extension}`));
    }
  } catch (error) {
    await pagina.screenshot({ path: path.join(carpeta, `${escena.nombre}-falla.png`) }).catch(() => undefined);
    throw error;
  } finally {
    await pagina.context().close();
  }
};

/** The centers that scenes happen in, each made and served when the first scene asks for it. */
const crearCentros = (raiz: string) => {
  const servidos = new Map<string, Promise<Servido>>();
  const abrir = async (cual: Exclude<Escena['centro'], 'sala'>): Promise<Servido> => {
    const centro = await crearCentro({ carpeta: path.join(raiz, cual, 'CATD01-A'), ...(cual === 'largo' ? { cambios: conNombresLargos } : {}) });
    if (cual === 'escaner') await recibirTodo(centro);
    if (cual === 'lleno' || cual === 'largo') await llenarCentro(centro);
    return { centro, programa: await servir(centro.carpeta) };
  };
  return {
    de: (cual: Escena['centro']): Promise<Servido> => {
      const nombre = cual === 'sala' ? 'vacio' : cual;
      const servido = servidos.get(nombre) ?? abrir(nombre);
      servidos.set(nombre, servido);
      return servido;
    },
    cerrar: async (): Promise<void> => {
      for (const servido of servidos.values()) await servido.then(({ programa }) => programa.cerrar(), () => undefined);
    },
  };
};

type Opciones = { readonly salida: string; readonly ancho: string; readonly solo?: string; readonly manual?: boolean };

const correr = async ({ salida, ancho, solo, manual }: Opciones): Promise<number> => {
  const deManual = manual === true ? new Set(await imagenesDelManual()) : null;
  const comienzos = solo?.split(',');
  const elegidas = ESCENAS.filter((e) => (deManual?.has(e.nombre) ?? true) && (comienzos?.some((c) => e.nombre.startsWith(c)) ?? true));
  if (elegidas.length === 0) {
    process.stderr.write(`No hay escena «${solo ?? ''}». Hay:\n${ESCENAS.map((e) => `  ${e.nombre}`).join('\n')}\n`);
    return 2;
  }
  await mkdir(salida, { recursive: true });
  const raiz = await mkdtemp(path.join(tmpdir(), 'acopio-pantallas-'));
  const centros = crearCentros(raiz);
  const navegador = await abrirNavegador();
  const fallas: string[] = [];
  try {
    for (const escena of elegidas) {
      const servido = await centros.de(escena.centro);
      try {
        await hacerEscena(navegador, servido, escena, { carpeta: salida, ancho: Number(ancho), modo: deManual === null ? TODO : MANUAL });
        process.stdout.write(`${escena.nombre}\n`);
      } catch (error) {
        fallas.push(escena.nombre);
        process.stderr.write(`${escena.nombre}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  } finally {
    await navegador.close();
    await centros.cerrar();
    await rm(raiz, { recursive: true, force: true });
  }
  if (fallas.length > 0) process.stderr.write(`No se pudieron hacer ${fallas.length} de ${elegidas.length} escenas: ${fallas.join(', ')}\n`);
  return fallas.length > 0 ? 1 : 0;
};

await new Command('pantallas')
  .description('hace la imagen de cada pantalla en cada estado que importa, de día y de noche')
  .requiredOption('--salida <carpeta>', 'dónde dejarlas; se llaman pantalla-estado.png y pantalla-estado-noche.png')
  .option('--ancho <px>', 'ancho de la pantalla; el alto es 9/16', '1366')
  .option('--solo <nombres>', 'solo las escenas cuyo nombre empieza así; varios, separados con comas')
  .option('--manual', 'solo las que muestra docs/manual, de día y en WebP')
  .action(async (opciones: Opciones) => { process.exitCode = await correr(opciones); })
  .parseAsync(process.argv);
