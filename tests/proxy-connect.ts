import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export type ProxyConnect = {
  readonly url: string;
  /** Where it was asked to go, and with which credential. */
  readonly pedidos: { readonly destino: string; readonly credencial: string | undefined }[];
  readonly cerrar: () => Promise<void>;
};

/** A forward proxy as offices have them: only CONNECT, with a user and a password if `credencial` (Basic) says so. */
export const crearProxyConnect = async (credencial?: string): Promise<ProxyConnect> => {
  const pedidos: ProxyConnect['pedidos'] = [];
  const sockets = new Set<Socket>();
  const servidor: Server = createServer((_de, a) => a.writeHead(405).end());
  servidor.on('connect', (de, cliente: Socket) => {
    const suya = de.headers['proxy-authorization'];
    pedidos.push({ destino: de.url ?? '', credencial: suya });
    sockets.add(cliente);
    cliente.on('error', () => undefined);
    if (credencial !== undefined && suya !== credencial) return void cliente.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    const { hostname, port } = new URL(`http://${de.url ?? ''}`);
    const salida = connect({ host: hostname, port: Number(port) }, () => {
      cliente.write('HTTP/1.1 200 Connection established\r\n\r\n');
      salida.pipe(cliente).pipe(salida);
    });
    sockets.add(salida);
    salida.on('error', () => cliente.destroy());
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  return {
    url: `http://127.0.0.1:${(servidor.address() as AddressInfo).port}`, pedidos,
    cerrar: () => new Promise((listo) => {
      for (const s of sockets) s.destroy();
      servidor.close(() => listo());
    }),
  };
};
