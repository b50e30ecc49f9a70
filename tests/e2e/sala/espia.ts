import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** One exchange of a browser with its station: what went and what came, headers and body. A stream is there as far as it came. */
export type Intercambio = { readonly metodo: string; readonly ruta: string; readonly enviado: () => Buffer; readonly recibido: () => Buffer };

/** A proxy that a browser is made to go through, which keeps every byte of both ways. */
export type Espia = {
  /** For the browser's `proxy.server`. */
  readonly url: string;
  /** Forgets what was seen so far; streams that are open go on being listened to from here. */
  readonly empezar: () => void;
  readonly intercambios: () => readonly Intercambio[];
  readonly cerrar: () => Promise<void>;
};

const DESCOMPRESORES: Readonly<Record<string, (b: Buffer) => Buffer>> = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync, zstd: zstdDecompressSync };

const textoDeCabeceras = (crudas: readonly string[]): Buffer => Buffer.from(`${crudas.join('\n')}\n\n`);
/** The body as it came and, when it was compressed, also what it says. */
const legible = (cuerpo: Buffer, codificacion: string | undefined): Buffer => {
  const abrir = DESCOMPRESORES[codificacion ?? ''];
  return abrir ? Buffer.concat([cuerpo, abrir(cuerpo)]) : cuerpo;
};

export const abrirEspia = async (): Promise<Espia> => {
  const vistos: Intercambio[] = [];
  const abiertos = new Map<Intercambio, () => void>();

  const anotar = (metodo: string, ruta: string, antes: Buffer) => {
    const [ida, vuelta]: [Buffer[], Buffer[]] = [[antes], []];
    let codificacion: string | undefined;
    const intercambio: Intercambio = { metodo, ruta, enviado: () => Buffer.concat(ida), recibido: () => legible(Buffer.concat(vuelta), codificacion) };
    vistos.push(intercambio);
    abiertos.set(intercambio, () => {
      ida.length = 0;
      vuelta.length = 0;
    });
    return { ida, vuelta, terminar: () => void abiertos.delete(intercambio), cabeceras: (r: IncomingMessage): void => { codificacion = r.headers['content-encoding']; vuelta.push(textoDeCabeceras(r.rawHeaders)); } };
  };

  const pasar = (peticion: IncomingMessage, respuesta: ServerResponse): void => {
    const url = new URL(peticion.url ?? '');
    const { ida, vuelta, terminar, cabeceras } = anotar(peticion.method ?? '', url.pathname, Buffer.from(`${peticion.url ?? ''}\n${textoDeCabeceras(peticion.rawHeaders).toString()}`));
    const salida = request({ host: url.hostname, port: url.port, path: url.pathname + url.search, method: peticion.method ?? 'GET', headers: peticion.headers }, (r) => {
      cabeceras(r);
      respuesta.writeHead(r.statusCode ?? 502, r.headers);
      respuesta.flushHeaders();
      r.on('data', (d: Buffer) => vuelta.push(d)).on('error', () => respuesta.destroy()).pipe(respuesta);
    });
    salida.on('error', () => respuesta.destroy());
    respuesta.on('close', () => {
      terminar();
      salida.destroy();
    });
    peticion.on('data', (d: Buffer) => ida.push(d)).pipe(salida);
  };

  const servidor = createServer(pasar);
  // What a browser tunnels (websockets) is kept as it goes.
  servidor.on('connect', (peticion, cliente, cabeza) => {
    const [host, puerto] = (peticion.url ?? '').split(':');
    const { ida, vuelta, terminar } = anotar('CONNECT', peticion.url ?? '', Buffer.from(cabeza));
    const destino = connect(Number(puerto), host, () => cliente.write('HTTP/1.1 200 OK\r\n\r\n'));
    destino.on('data', (d: Buffer) => vuelta.push(d)).on('error', () => cliente.destroy()).pipe(cliente);
    cliente.on('close', terminar).on('data', (d: Buffer) => ida.push(d)).on('error', () => destino.destroy()).pipe(destino);
  });
  servidor.listen(0, '127.0.0.1');
  await once(servidor, 'listening');
  const direccion = servidor.address();
  return {
    url: `http://127.0.0.1:${String(typeof direccion === 'object' && direccion ? direccion.port : 0)}`,
    empezar: () => {
      vistos.splice(0, vistos.length, ...abiertos.keys());
      abiertos.forEach((olvidar) => olvidar());
    },
    intercambios: () => vistos,
    cerrar: async () => {
      servidor.closeAllConnections();
      servidor.close();
      await once(servidor, 'close');
    },
  };
};
