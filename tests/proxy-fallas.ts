import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to the next request that it is asked about; `pasar` lets it through. */
export type Falla =
  | 'pasar'
  /** The connection is reset before anything reaches the central. */
  | 'cortar'
  /** The central answers and commits; its answer is lost. */
  | 'perder_respuesta'
  /** A captive portal: 200 with its login page. */
  | 'portal'
  /** The first bytes of the body reach the central, then both ends are cut. */
  | { readonly cortarTras: number }
  /** One byte of the body changes on its way. */
  | 'alterar'
  /** The body is taken and nothing is ever answered: a half-open connection. */
  | 'callar'
  /** A refusal in the central's own form. */
  | { readonly rechazar: string; readonly parametros?: Readonly<Record<string, string>> };

export type ProxyFallas = {
  readonly url: string;
  /** Requests seen, as `PUT /imagenes/…`. */
  readonly vistas: string[];
  /** Where each part of an image began. */
  readonly desplazamientos: number[];
  /** Decides each request; default lets all through. */
  decidir: (metodo: string, ruta: string) => Falla;
  readonly cerrar: () => Promise<void>;
};

const PORTAL = '<!doctype html><html><body><h1>Inicie sesión para usar la red</h1></body></html>';

const reenviar = (destino: URL, falla: Exclude<Falla, { rechazar: string } | 'callar'>, de: IncomingMessage, a: ServerResponse): void => {
  const salida = request({ host: destino.hostname, port: destino.port, method: de.method, path: de.url, headers: { ...de.headers, host: destino.host } }, (r) => {
    if (falla === 'perder_respuesta') {
      r.resume();
      r.once('end', () => de.socket.destroy());
      return;
    }
    a.writeHead(r.statusCode ?? 502, r.headers);
    r.pipe(a);
  });
  salida.on('error', () => de.socket.destroy());
  if (falla === 'alterar') {
    de.once('data', (trozo: Buffer) => { trozo[trozo.length >> 1] = (trozo[trozo.length >> 1] ?? 0) ^ 1; });
  }
  if (typeof falla !== 'object') {
    de.pipe(salida);
    return;
  }
  let pasados = 0;
  const cortar = (): void => {
    salida.destroy();
    de.socket.destroy();
  };
  de.on('data', (trozo: Buffer) => {
    const caben = trozo.subarray(0, Math.max(0, falla.cortarTras - pasados));
    pasados += trozo.length;
    salida.write(caben, () => {
      if (pasados >= falla.cortarTras) cortar();
    });
  });
  // A body shorter than that is cut at its end.
  de.once('end', cortar);
};

/** A bad link to a real central: each request passes, fails or lies as `decidir` says. */
export const crearProxyFallas = async (destino: string): Promise<ProxyFallas> => {
  const vistas: string[] = [];
  const desplazamientos: number[] = [];
  const central = new URL(destino);
  const servidor: Server = createServer((de, a) => {
    const [metodo, ruta] = [de.method ?? '', de.url ?? ''];
    vistas.push(`${metodo} ${ruta}`);
    if (metodo === 'PUT') desplazamientos.push(Number(de.headers['upload-offset']));
    const falla = proxy.decidir(metodo, ruta);
    if (falla === 'cortar') de.socket.destroy();
    else if (falla === 'callar') de.resume();
    else if (falla === 'portal') {
      de.resume();
      a.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL);
    } else if (typeof falla === 'object' && 'rechazar' in falla) {
      de.resume();
      a.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify({ codigo: falla.rechazar, parametros: falla.parametros ?? {}, mensaje: 'No.' }));
    } else reenviar(central, falla, de, a);
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  const proxy: ProxyFallas = {
    url: `http://127.0.0.1:${(servidor.address() as AddressInfo).port}`, vistas, desplazamientos, decidir: () => 'pasar',
    cerrar: () => new Promise((listo) => {
      servidor.closeAllConnections();
      servidor.close(() => listo());
    }),
  };
  return proxy;
};
