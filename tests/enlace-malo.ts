import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type OpcionesEnlace = {
  readonly kbps: number;
  /** One way, ms. */
  readonly latenciaMs: number;
  /** Share of the packets that are lost, in each direction. */
  readonly perdida?: number;
  /** Seconds that it carries, and seconds that it does not, over and over. */
  readonly ciclo?: { readonly arriba: number; readonly abajo: number };
};
export type EnlaceMalo = {
  readonly url: string;
  /** Bytes that were put on the link towards the central, lost ones and repetitions included. */
  readonly subidos: () => number;
  readonly cerrar: () => Promise<void>;
};

const SEGMENTO = 1_448;
const CABECERAS = 52;
/** What the router before the link holds; beyond it, it drops. */
const COLA = 64 * 1024;
const PRIMERA_VENTANA = 10;
const MAXIMO_RTO_MS = 60_000;
const RETENIDO = 64 * 1024;

/** One direction of the link, shared by all connections: a packet waits for those before it. */
const crearSentido = (o: OpcionesEnlace, inicio: number, azar: () => number) => {
  let libre = 0;
  let bytes = 0;
  const caido = (ms: number): boolean => o.ciclo !== undefined && ((ms - inicio) / 1000) % (o.ciclo.arriba + o.ciclo.abajo) > o.ciclo.arriba;
  return {
    bytes: () => bytes,
    /** When the packet arrives, ms; null when it is lost. */
    enviar: (carga: number): number | null => {
      const ahora = performance.now();
      if (((libre - ahora) * o.kbps) / 8 > COLA) return null;
      bytes += carga;
      if (caido(ahora)) return null;
      libre = Math.max(ahora, libre) + ((carga + CABECERAS) * 8) / o.kbps;
      return azar() < (o.perdida ?? 0) ? null : libre + o.latenciaMs;
    },
  };
};
type Sentido = ReturnType<typeof crearSentido>;

/** Bytes of one connection in one direction, as TCP carries them: a window that grows with answers and halves with losses, in order, repeated until they arrive. */
const bombear = (de: Socket, a: Socket, sentido: Sentido, latenciaMs: number): void => {
  const cola: Buffer[] = [];
  let retenido = 0;
  let [ventana, umbral, enVuelo, rto, finMs] = [PRIMERA_VENTANA, Infinity, 0, Math.max(1_000, 4 * latenciaMs), 0];
  let terminado = false;
  const llegados = new Map<number, Buffer>();
  let [siguiente, entregado] = [0, 0];

  const entregar = (): void => {
    for (let trozo = llegados.get(entregado); trozo !== undefined; trozo = llegados.get(entregado)) {
      llegados.delete(entregado);
      entregado += 1;
      if (!a.destroyed) a.write(trozo);
    }
    if (terminado && entregado === siguiente && cola.length === 0) a.end();
  };
  const confirmar = (): void => {
    enVuelo -= 1;
    rto = Math.max(1_000, 4 * latenciaMs);
    ventana += ventana < umbral ? 1 : 1 / ventana;
    empujar();
  };
  const mandar = (n: number, trozo: Buffer, vez: number): void => {
    if (a.destroyed) return;
    const llega = sentido.enviar(trozo.length);
    const ahora = performance.now();
    if (llega === null) {
      // Others of the window tell of it within a round trip; one lost again is waited for ever longer.
      const espera = vez === 0 ? 2 * latenciaMs + 10 : rto;
      if (vez > 0) rto = Math.min(MAXIMO_RTO_MS, rto * 2);
      if (ahora > finMs) {
        umbral = Math.max(2, ventana / 2);
        ventana = vez === 0 ? umbral : 1;
        finMs = ahora + 2 * latenciaMs;
      }
      setTimeout(mandar, espera, n, trozo, vez + 1).unref();
      return;
    }
    setTimeout(() => {
      llegados.set(n, trozo);
      entregar();
      setTimeout(confirmar, latenciaMs).unref();
    }, llega - ahora).unref();
  };
  const empujar = (): void => {
    while (cola.length > 0 && enVuelo < Math.floor(ventana)) {
      const primero = cola[0]!;
      const trozo = primero.subarray(0, SEGMENTO);
      if (trozo.length === primero.length) cola.shift();
      else cola[0] = primero.subarray(SEGMENTO);
      retenido -= trozo.length;
      enVuelo += 1;
      mandar(siguiente++, trozo, 0);
    }
    if (retenido < RETENIDO && de.isPaused()) de.resume();
  };
  de.on('data', (trozo: Buffer) => {
    cola.push(trozo);
    retenido += trozo.length;
    if (retenido >= RETENIDO) de.pause();
    empujar();
  });
  de.on('end', () => {
    terminado = true;
    entregar();
  });
  de.on('error', () => a.destroy()).on('close', () => { if (!terminado) a.destroy(); });
};

/**
 * A bad link in one process, for where there is no root to make a real one: rate and latency shared by all connections,
 * packets lost and repeated, and cuts, each connection with a window of its own as TCP has. It is a model: the kernel's
 * own TCP never sees a loss.
 */
export const crearEnlaceMalo = async (destino: string, o: OpcionesEnlace): Promise<EnlaceMalo> => {
  let n = 1;
  const azar = (): number => (n = (n * 48_271) % 2_147_483_647) / 2_147_483_647;
  const inicio = performance.now();
  const [sube, baja] = [crearSentido(o, inicio, azar), crearSentido(o, inicio, azar)];
  const sockets = new Set<Socket>();
  const { hostname, port } = new URL(destino);
  const servidor = createServer({ allowHalfOpen: true, noDelay: true }, (cliente) => {
    const central = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
    for (const s of [cliente, central]) {
      sockets.add(s);
      s.on('close', () => sockets.delete(s));
    }
    bombear(cliente, central, sube, o.latenciaMs);
    bombear(central, cliente, baja, o.latenciaMs);
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  return {
    url: `http://127.0.0.1:${(servidor.address() as AddressInfo).port}`,
    subidos: sube.bytes,
    cerrar: () => new Promise((listo) => {
      for (const s of sockets) s.destroy();
      servidor.close(() => listo());
    }),
  };
};
