import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

const TIPOS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.zip': 'application/zip', '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg', '.png': 'image/png', '.tif': 'image/tiff', '.pdf': 'application/pdf',
};

/** The page takes nothing from elsewhere and nobody frames it. No inline script or style. */
const POLITICA = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const CABECERAS: Readonly<Record<string, string>> = {
  'content-security-policy': POLITICA, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
};

/** Only main.json changes in place; what a cut wrote never changes again. */
const SIN_GUARDAR = 'no-cache, no-store, must-revalidate';
const INMUTABLE = 'public, max-age=31536000, immutable';
const BREVE = 'public, max-age=60';

/** Names that we write: nothing that could leave the folder. */
const NOMBRE_SEGURO = /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

const servir = async (respuesta: FastifyReply, carpeta: string, nombre: string, cache: string): Promise<FastifyReply> => {
  respuesta.headers(CABECERAS);
  const ruta = NOMBRE_SEGURO.test(nombre) ? join(carpeta, nombre) : null;
  const info = ruta === null ? null : await stat(ruta).catch(() => null);
  if (ruta === null || !info?.isFile()) return respuesta.code(404).type('text/plain; charset=utf-8').send('No se encuentra.');
  return respuesta.header('cache-control', cache).header('content-length', info.size).type(TIPOS[extname(ruta)] ?? 'application/octet-stream').send(createReadStream(ruta));
};

/** The results site: its own pages, and the files that the cuts published. Everything is static: any web server can serve the same folder. */
export const rutasSitio = (app: FastifyInstance, deps: { readonly sitio: string; readonly publicacion: string }): void => {
  app.get('/', async (_peticion, respuesta) => servir(respuesta, deps.sitio, 'index.html', BREVE));
  app.get('/main.json', async (_peticion, respuesta) => servir(respuesta, deps.publicacion, 'main.json', SIN_GUARDAR));
  for (const parte of ['datos', 'cortes', 'actas']) {
    app.get<{ Params: { '*': string } }>(`/${parte}/*`, async (peticion, respuesta) => servir(respuesta, deps.publicacion, `${parte}/${peticion.params['*']}`, INMUTABLE));
  }
  app.get<{ Params: { '*': string } }>('/sitio/*', async (peticion, respuesta) => servir(respuesta, deps.sitio, peticion.params['*'], BREVE));
};
