import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { CABECERAS_SEGURAS, resolverRecurso } from '#electron/host/contenido.ts';

/** Must run before `ready`, once. Neither `bypassCSP` nor `corsEnabled` nor service workers. */
export const registrarEsquema = (): void => {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
};

/**
 * What `app://bundle/…` answers: the built pages and nothing else. Only security headers that are known to work on a
 * custom scheme (COOP, COEP and the like have aborted the renderer there).
 */
export const responder = async (carpeta: string, peticion: { readonly url: string; readonly method: string }): Promise<Response> => {
  const url = new URL(peticion.url);
  if (peticion.method !== 'GET' && peticion.method !== 'HEAD') return new Response(null, { status: 405, headers: CABECERAS_SEGURAS });
  const recurso = url.host === 'bundle' ? await resolverRecurso(carpeta, url.pathname) : null;
  if (!recurso) return new Response(null, { status: 404, headers: CABECERAS_SEGURAS });
  const cuerpo = peticion.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(recurso.archivo)) as ReadableStream<Uint8Array>);
  return new Response(cuerpo, { status: 200, headers: { ...CABECERAS_SEGURAS, 'Content-Type': recurso.tipo } });
};

/** Serves the pages from `carpeta`. The API is not here: it goes over IPC. */
export const servirPaginas = (carpeta: string): void => protocol.handle('app', (peticion) => responder(carpeta, peticion));
