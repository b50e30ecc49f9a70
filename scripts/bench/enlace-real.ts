import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ejecutar } from '#scripts/ejecutar.ts';
import type { OpcionesEnlace } from '#tests/enlace-malo.ts';

const ACARREO = fileURLToPath(new URL('./enlace-real.py', import.meta.url));
/** What the router before the link holds. */
const COLA = 64 * 1024;
const [ESTACION, CENTRAL, CABLE_ESTACION, CABLE_CENTRAL] = ['10.98.0.1', '10.98.0.2', '10.99.0.1', '10.99.0.2'];
/** The device of the link, at the station's end. */
const DISPOSITIVO = 'enlace';

/** Where the two ends of a real link are. */
export type Lugares = {
  /** What goes before a command to run it at that end. */
  readonly estacion: readonly string[];
  readonly central: readonly string[];
  /** Address of the central by the link, and by a wire beside it that is as good as there are. */
  readonly porEnlace: string;
  readonly porCable: string;
};
/** A link as the processes of a measurement are told of it; without `lugares` it is the model of tests/enlace-malo.ts. */
export type Enlace = { readonly opciones: OpcionesEnlace; readonly lugares: Lugares | null };

/** Why this machine makes no real links; null when it does. */
export const impedimentoEnlaceReal = (): string | null => {
  if (process.platform !== 'linux') return 'solo en Linux';
  if (process.getuid?.() !== 0) return 'hay que ser root';
  if (!existsSync('/dev/net/tun')) return 'no hay /dev/net/tun';
  const falta = ['ip', 'python3'].find((programa) => spawnSync(programa, ['-V']).error !== undefined);
  if (falta !== undefined) return `falta ${falta}`;
  const prueba = `acopio-${process.pid}-p`;
  if (spawnSync('ip', ['netns', 'add', prueba]).status !== 0) return 'no se pueden hacer espacios de red (ip netns)';
  ejecutar('ip', 'netns', 'delete', prueba);
  return null;
};

let tendidos = 0;

/**
 * A real link, as root: two network namespaces with the kernel's own TCP in each, whose packets a process carries with
 * rate, latency, loss and cuts, and a wire beside it. `cerrar` takes all of it away.
 */
export const tenderEnlaceReal = async (o: OpcionesEnlace): Promise<{ readonly lugares: Lugares; readonly cerrar: () => Promise<void> }> => {
  const nombre = `${process.pid}-${++tendidos}`;
  const [estacion, central] = [`acopio-${nombre}-e`, `acopio-${nombre}-c`];
  const [a, b] = [`ea${nombre}`, `eb${nombre}`];
  const acarreo = spawn('python3', [ACARREO, JSON.stringify({
    a, b, kbps: o.kbps, latenciaMs: o.latenciaMs, perdida: o.perdida ?? 0, arriba: o.ciclo?.arriba ?? 0, abajo: o.ciclo?.abajo ?? 0, cola: COLA, semilla: tendidos,
  })], { stdio: ['pipe', 'pipe', 'inherit'] });
  await Promise.race([once(acarreo.stdout, 'data'), once(acarreo, 'exit').then(() => { throw new Error('the carrier of packets ended'); })]);
  const cerrar = async (): Promise<void> => {
    acarreo.stdin.end();
    if (acarreo.exitCode === null) await once(acarreo, 'exit');
    for (const espacio of [estacion, central]) spawnSync('ip', ['netns', 'delete', espacio]);
  };
  const ip = (...argumentos: readonly string[]): string => ejecutar('ip', ...argumentos);
  const extremo = (espacio: string, dispositivo: string, como: string, direccion: string, otra: string): void => {
    ip('link', 'set', dispositivo, 'netns', espacio, 'name', como);
    ip('-n', espacio, 'address', 'add', direccion, 'peer', otra, 'dev', como);
    ip('-n', espacio, 'link', 'set', como, 'up');
  };
  try {
    for (const espacio of [estacion, central]) {
      ip('netns', 'add', espacio);
      ip('-n', espacio, 'link', 'set', 'lo', 'up');
    }
    extremo(estacion, a, DISPOSITIVO, ESTACION, CENTRAL);
    extremo(central, b, DISPOSITIVO, CENTRAL, ESTACION);
    ip('link', 'add', `ca${nombre}`, 'type', 'veth', 'peer', 'name', `cb${nombre}`);
    extremo(estacion, `ca${nombre}`, 'cable', CABLE_ESTACION, CABLE_CENTRAL);
    extremo(central, `cb${nombre}`, 'cable', CABLE_CENTRAL, CABLE_ESTACION);
  } catch (error) {
    await cerrar();
    throw error;
  }
  return { lugares: { estacion: ['ip', 'netns', 'exec', estacion], central: ['ip', 'netns', 'exec', central], porEnlace: CENTRAL, porCable: CABLE_CENTRAL }, cerrar };
};

/** Bytes that this process' end put on its real link, headers, repetitions and what was lost included. */
export const bytesPuestos = (): number => {
  const linea = readFileSync('/proc/self/net/dev', 'utf8').split('\n').find((l) => l.trim().startsWith(`${DISPOSITIVO}:`));
  if (linea === undefined) throw new Error('this process is at no end of a real link');
  // Received: eight figures; then the bytes that were sent.
  return Number(linea.trim().split(/[:\s]+/)[9]);
};
