import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Registro } from '#electron/station/puertos.ts';
import { cerrarServidor, crearAtencion, crearOyente, escuchar, rechazar, responderPagina } from './atencion.ts';
import { PAGINA_SIN_LLAVE } from './paginas.ts';
import { crearPuerta, esPeticionPropia, leerCookie, nombreCookie } from './puerta.ts';
import type { EstacionServida } from './transporte-puerto.ts';

export type OpcionesServidor = {
  readonly estacion: EstacionServida;
  /** Folder of the built pages. */
  readonly paginas: string;
  /** 0 or absent: any free one. */
  readonly puerto?: number;
  readonly registro: Registro;
  /** Told of the next address each time one is used. */
  readonly alAbrirse?: (siguiente: string) => void;
};

export type ServidorHttp = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Address that opens a window; each serves once. */
  readonly entrada: () => string;
  readonly cerrar: () => Promise<void>;
};

/** The station over HTTP on loopback: pages, calls and notices, for windows that were given the key. */
export const abrirServidorHttp = async (opciones: OpcionesServidor): Promise<ServidorHttp> => {
  const { estacion, paginas, registro } = opciones;
  const puerta = crearPuerta();
  const atencion = crearAtencion(estacion, paginas);
  let puerto = 0;

  const entrada = (): string => `http://127.0.0.1:${puerto}/entrar?llave=${puerta.llave()}`;
  const entrar = (consulta: URLSearchParams, respuesta: ServerResponse): ServerResponse => {
    const pase = puerta.abrir(consulta.get('llave') ?? '');
    const puesto = consulta.get('puesto');
    if (pase === null) return responderPagina(respuesta, 403, PAGINA_SIN_LLAVE);
    opciones.alAbrirse?.(entrada());
    return respuesta.writeHead(303, { Location: puesto === null ? '/' : `/?puesto=${encodeURIComponent(puesto)}`, 'Cache-Control': 'no-store', 'Set-Cookie': `${nombreCookie(puerto)}=${pase}; HttpOnly; SameSite=Strict; Path=/` }).end();
  };

  const atender = (peticion: IncomingMessage, respuesta: ServerResponse): unknown => {
    const { host, origin, cookie } = peticion.headers;
    const cruda = peticion.url ?? '/';
    const [ruta = '/', consulta = ''] = cruda.split('?', 2);
    // Another page may link to us, but only the entrance, which needs the key, answers a request that a page did not make.
    const sitio = ruta === '/entrar' ? undefined : peticion.headers['sec-fetch-site'];
    if (!esPeticionPropia({ host, origin, sitio }, puerto)) return rechazar(respuesta, 403, 'entrada_invalida', { campo: 'origen' });
    if (ruta === '/entrar') return entrar(new URLSearchParams(consulta), respuesta);

    const pase = leerCookie(cookie, nombreCookie(puerto));
    if (pase !== null && puerta.conoce(pase)) return atencion.atender(ruta, peticion, respuesta, { puesto: null });
    return atencion.esDeApi(ruta) ? rechazar(respuesta, 401, 'sesion_requerida') : responderPagina(respuesta, 401, PAGINA_SIN_LLAVE);
  };

  const servidor = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, crearOyente(registro, atender));
  puerto = await escuchar(servidor, opciones.puerto ?? 0, '127.0.0.1');

  return {
    url: `http://127.0.0.1:${puerto}`,
    entrada,
    cerrar: () => {
      atencion.cerrar();
      return cerrarServidor(servidor);
    },
  };
};
