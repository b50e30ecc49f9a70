import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Azar } from '#electron/papel/azar.ts';

/** How the road is now. `mudo`: what goes in never comes out, and nobody says so. `con_perdidas`: what was lost comes when it was sent again, and all after it waits. */
export const ESTADOS_CAMINO = ['bien', 'lento', 'con_perdidas', 'cortado', 'a_ratos', 'mudo', 'cambia_bytes', 'portal'] as const;
export type EstadoCamino = (typeof ESTADOS_CAMINO)[number];

const LENTO_MS = 60;
/** Of the pieces that are sent, and how long it takes until one is sent again. */
const PERDIDAS = 0.2;
const REENVIO_MS = [200, 900] as const;
/** One byte in so many is another one. */
const CADA_BYTES = 700;
const PAGINA = '<!doctype html><html><body><h1>Inicie sesión para usar la red</h1></body></html>';
const PORTAL = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${Buffer.byteLength(PAGINA)}\r\n\r\n${PAGINA}`;

/** A bad road of bytes between a station and its central, which may change under them at any moment. `bytesPorMs`: what it carries each way of one connection, whatever else it does. */
export const crearCamino = async (destino: string, azar: Azar, bytesPorMs = Infinity) => {
  const { protocol, hostname, port } = new URL(destino);
  const abiertos = new Set<Socket>();
  let estado: EstadoCamino = 'bien';

  const anotar = (s: Socket): void => {
    abiertos.add(s);
    s.on('error', () => undefined).on('close', () => abiertos.delete(s));
  };
  const estropear = (trozo: Buffer): Buffer => {
    const copia = Buffer.from(trozo);
    for (let i = azar.entero(0, CADA_BYTES); i < copia.length; i += azar.entero(1, 2 * CADA_BYTES)) copia[i] = (copia[i] ?? 0) ^ (1 << azar.entero(0, 7));
    return copia;
  };
  const pasar = (de: Socket, a: Socket) => {
    /** When the last piece that was lost arrives: nothing overtakes it. */
    let libre = 0;
    return (trozo: Buffer): void => {
      if (estado === 'mudo') return;
      if (estado === 'a_ratos' && azar.siguiente() < 0.3) {
        de.destroy();
        a.destroy();
        return;
      }
      const sale = estado === 'cambia_bytes' ? estropear(trozo) : trozo;
      const ahora = performance.now();
      libre = Math.max(libre, ahora) + sale.length / bytesPorMs;
      if (estado === 'lento') libre = Math.max(libre, ahora + LENTO_MS);
      if (estado === 'con_perdidas' && azar.siguiente() < PERDIDAS) libre = Math.max(libre, ahora + azar.entero(...REENVIO_MS));
      if (libre > ahora) setTimeout(() => a.write(sale), libre - ahora);
      else a.write(sale);
    };
  };
  const servidor = createServer((de) => {
    anotar(de);
    if (estado === 'cortado') {
      de.destroy();
      return;
    }
    if (estado === 'portal') {
      de.once('data', () => de.end(PORTAL));
      return;
    }
    const a = connect(Number(port), hostname);
    anotar(a);
    de.on('data', pasar(de, a)).on('close', () => a.destroy());
    a.on('data', pasar(a, de)).on('close', () => de.destroy());
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  const cortar = (): void => {
    for (const s of abiertos) s.destroy();
  };
  return {
    url: `${protocol}//127.0.0.1:${(servidor.address() as AddressInfo).port}`,
    /** From now on it is so; connections that are open live on, unless it is mended or cut. */
    poner: (nuevo: EstadoCamino): void => {
      estado = nuevo;
      if (nuevo === 'bien' || nuevo === 'cortado') cortar();
    },
    cerrar: async (): Promise<void> => {
      cortar();
      await new Promise((listo) => servidor.close(listo));
    },
  };
};
