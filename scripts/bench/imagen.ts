import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filaRazonMaxima, filaValorMaximo, filaValorMinimo, mediana, percentil, type Bench } from './fila.ts';
import { medirAparte, repartir } from './hijo.ts';

const HIJO = fileURLToPath(new URL('./imagen-hijo.ts', import.meta.url));
const DIBUJAR = fileURLToPath(new URL('./imagen-dibujar.ts', import.meta.url));
/** In the project's own disk: /tmp is memory on many machines, where an fsync costs nothing. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));

/** Milliseconds of each sheet and of its floor: by the clock, and of processor in all threads. */
export type MedidaLatencia = { readonly ms: readonly number[]; readonly pisoMs: readonly number[]; readonly cpuMs: readonly number[]; readonly pisoCpuMs: readonly number[] };
/** Sheets a minute, and resident memory of the station's process (its threads included) as it went, MB. */
export type MedidaRitmo = { readonly porMinuto: number; readonly memoria: readonly number[] };
export type MedidaAlimentador = { readonly detenidoMs: number; readonly enEspera: number };

/** Median of the last quarter over that of the second: what grows without end shows, what is being filled at first does not. */
const crecimiento = (memoria: readonly number[]): number => {
  const cuarto = Math.floor(memoria.length / 4);
  return mediana(memoria.slice(-cuarto)) / mediana(memoria.slice(cuarto, 2 * cuarto));
};

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  await mkdir(CARPETA, { recursive: true });
  const carpeta = await mkdtemp(path.join(CARPETA, 'bench-imagen-'));
  const dibujadas = largo ? 120 : 20;
  let vuelta = 0;
  const medir = async <T>(modo: string, hojas: number, trabajadores = 1): Promise<T> => {
    avisar(`${modo}, ${hojas} hojas, ${trabajadores} en paralelo`);
    const propia = path.join(carpeta, String(++vuelta));
    await mkdir(propia);
    try {
      return await medirAparte<T>(HIJO, [modo, carpeta, propia, String(dibujadas), String(hojas), String(trabajadores)]);
    } finally {
      await rm(propia, { recursive: true, force: true });
    }
  };
  try {
    avisar(`${dibujadas} hojas por dibujar`);
    await repartir(DIBUJAR, dibujadas, (...parte) => [...parte, carpeta]);
    const { ms, pisoMs, cpuMs, pisoCpuMs } = await medir<MedidaLatencia>('latencia', largo ? 200 : 20);
    const llana = await medir<MedidaLatencia>('latencia-sin-perfil', largo ? 200 : 20);
    const uno = await medir<MedidaRitmo>('ritmo', largo ? 2_000 : 48, 1);
    const dos = await medir<MedidaRitmo>('ritmo', largo ? 2_000 : 48, 2);
    const feed = await medir<MedidaAlimentador>('alimentador', largo ? 200 : 24, 2);
    return [
      filaRazonMaxima('imagen: lista para captura, p50', percentil(ms, 50), 'ms', percentil(pisoMs, 50), 3),
      filaRazonMaxima('imagen: lista para captura, p95', percentil(ms, 95), 'ms', percentil(pisoMs, 95), 3),
      filaRazonMaxima('imagen: lista para captura, sin perfil de color, p50', percentil(llana.ms, 50), 'ms', percentil(llana.pisoMs, 50), 3),
      filaRazonMaxima('imagen: lista para captura, sin perfil de color, p95', percentil(llana.ms, 95), 'ms', percentil(llana.pisoMs, 95), 3),
      filaRazonMaxima('imagen: procesador por hoja, p50', percentil(cpuMs, 50), 'ms', percentil(pisoCpuMs, 50), 4),
      filaValorMinimo('imagen: ritmo con la sala trabajando, 1 hilo', uno.porMinuto, 'actas/min', 60),
      filaValorMinimo('imagen: ritmo con la sala trabajando, 2 hilos', dos.porMinuto, 'actas/min', 60),
      filaValorMaximo('imagen: memoria', Math.max(...uno.memoria, ...dos.memoria), 'MB', 600),
      filaValorMaximo('imagen: memoria al final / al principio', Math.max(crecimiento(uno.memoria), crecimiento(dos.memoria)), '', largo ? 1.1 : 1.35),
      filaValorMaximo('imagen: alimentador de 100 hojas/min, detenido', feed.detenidoMs, 'ms', 600),
      filaValorMaximo('imagen: alimentador de 100 hojas/min, hojas en espera', feed.enEspera, 'hojas', 17),
    ];
  } finally {
    await rm(carpeta, { recursive: true, force: true });
  }
};

export const benchImagen: Bench = {
  nombre: 'imagen', descripcion: 'del último byte del escáner a lista para captura, ritmo y memoria de la digitalización, a 300 dpi en color', correr,
};
