import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpcionesEnlace } from '#tests/enlace-malo.ts';
import { impedimentoEnlaceReal, tenderEnlaceReal, type Enlace } from './enlace-real.ts';
import { filaRazonMaxima, filaRazonMinima, filaValorMaximo, percentil, type Bench } from './fila.ts';
import { medirAparte } from './hijo.ts';

const guion = (archivo: string): string => fileURLToPath(new URL(archivo, import.meta.url));
const [HIJO, HIJO_ATRASO, TECHO] = [guion('./enlace-hijo.ts'), guion('./enlace-atraso-hijo.ts'), guion('./enlace-techo.ts')];
/** In the project's own disk: /tmp is memory on many machines. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));

/** `veces`: bytes put on the link for each byte of the image. `partesPorCorte`: what left twice, for each time that it was cut, in parts of the most that was on its way then. */
export type MedidaCorte = { readonly llego: boolean; readonly segundos: number; readonly veces: number; readonly cortes: number; readonly partesPorCorte: number };
export type MedidaCapturas = { /** Captures a second by all posts. */ readonly ritmo: number; /** From asking for an acta to the answer of its capture, ms. */ readonly p95: number };
/** Bytes per second of what waited, and what the room captured while it drained and with the link at rest. */
export type MedidaAtraso = { readonly nuestro: number; readonly reposo: MedidaCapturas; readonly durante: MedidaCapturas };

/** Latency is one way. */
const MALO = { latenciaMs: 200, perdida: 0.02 } as const;
/** Of a scan as small as they come. */
const BYTES_IMAGEN = 300_000;
/** Half a minute of each link, or three images. */
const ENLACES = [{ nombre: '64 kbit/s', kbps: 64, imagenes: 3 }, { nombre: '512 kbit/s', kbps: 512, imagenes: 6 }, { nombre: '8 Mbit/s', kbps: 8_000, imagenes: 36 }] as const;
/** So many that p95 is not the worst of them. */
const ACTAS_LATENCIA = 21;
/** A link that comes and goes, seconds. */
const INTERMITENTE: OpcionesEnlace = { kbps: 64, latenciaMs: 500, ciclo: { arriba: 25, abajo: 20 } };
/** What two hours without network leave: 1,200 actas with an image of 0.75 MB each; fewer in a plain run. The link loses nothing: one that does is slower, and easier on the station. */
const ATRASO = { enlace: { kbps: 8_000, latenciaMs: 200 }, actas: 30, actasLargo: 1_200, bytes: 750_000 } as const;

/** Lends a link of its own to what `usar` measures, and a folder: real where this machine can make one. */
const conEnlace = (esReal: boolean) => async <T>(opciones: OpcionesEnlace, usar: (enlace: string, carpeta: string, antes: readonly string[]) => Promise<T>): Promise<T> => {
  await mkdir(CARPETA, { recursive: true });
  const carpeta = await mkdtemp(path.join(CARPETA, 'bench-enlace-'));
  const tendido = esReal ? await tenderEnlaceReal(opciones) : null;
  try {
    const enlace: Enlace = { opciones, lugares: tendido?.lugares ?? null };
    return await usar(JSON.stringify(enlace), carpeta, tendido?.lugares.estacion ?? []);
  } finally {
    await tendido?.cerrar();
    await rm(carpeta, { recursive: true, force: true });
  }
};

const medidas = (esReal: boolean) => {
  const con = conEnlace(esReal);
  const hijo = <T>(opciones: OpcionesEnlace, modo: string, ...numeros: readonly number[]): Promise<T> =>
    con(opciones, (enlace, carpeta, antes) => medirAparte<T>(HIJO, [carpeta, modo, enlace, ...numeros.map(String)], antes));
  return {
    techo: (opciones: OpcionesEnlace, bytes: number) => con(opciones, (enlace, _, antes) => medirAparte<number>(TECHO, [enlace, String(bytes)], antes)),
    imagenes: (opciones: OpcionesEnlace, cuantas: number, bytes: number) => hijo<number>(opciones, 'imagenes', cuantas, bytes),
    latencia: (opciones: OpcionesEnlace, actas: number, cadaMs: number) => hijo<number[]>(opciones, 'latencia', actas, cadaMs),
    corte: (opciones: OpcionesEnlace, bytes: number) => hijo<MedidaCorte>(opciones, 'corte', bytes),
    atraso: (opciones: OpcionesEnlace, actas: number, bytes: number) => con(opciones, (enlace, carpeta, antes) => medirAparte<MedidaAtraso>(HIJO_ATRASO, [carpeta, enlace, String(actas), String(bytes)], antes)),
  };
};

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  const impedimento = impedimentoEnlaceReal();
  const medir = medidas(impedimento === null);
  const veces = largo ? 5 : 1;
  const cuantas = largo ? 10 : 2;
  avisar(impedimento === null ? 'enlaces de verdad: el TCP del sistema entre dos espacios de red' : `enlaces de un modelo, sin perder paquetes de verdad: ${impedimento}`);
  avisar('a la vez: tres enlaces con 200 ms y 2 % de pérdida, actas verificadas con imágenes pendientes, imágenes con cortes de red');
  // Each link is its own, as is that of its plain upload, and none of them needs the processor: they wait at the same time, and what else the machine does falls on all.
  const [enlaces, latencias, cortes] = await Promise.all([
    Promise.all(ENLACES.map(async ({ kbps, imagenes }) => {
      const [nuestro, techo] = await Promise.all([medir.imagenes({ kbps, ...MALO }, imagenes * veces, BYTES_IMAGEN), medir.techo({ kbps, ...MALO }, imagenes * veces * BYTES_IMAGEN)]);
      return { nuestro, techo };
    })),
    medir.latencia({ kbps: 64, ...MALO }, ACTAS_LATENCIA, 5_000),
    Promise.all(Array.from({ length: cuantas }, () => medir.corte(INTERMITENTE, BYTES_IMAGEN))),
  ]);
  avisar('al volver la red: lo que quedó sin enviar, con doce puestos capturando');
  const actas = largo ? ATRASO.actasLargo : ATRASO.actas;
  const techo = await medir.techo(ATRASO.enlace, ATRASO.actas * ATRASO.bytes);
  const atraso = await medir.atraso(ATRASO.enlace, actas, ATRASO.bytes);
  return [
    ...ENLACES.map((e, i) => filaRazonMinima(`enlace: ${e.nombre}, contra subir un archivo`, enlaces[i]!.nuestro / 1000, 'kB/s', enlaces[i]!.techo / 1000, 0.9)),
    filaValorMaximo('enlace: de verificada a acusada en 64 kbit/s, p95', percentil(latencias, 95) / 1000, 's', 5),
    filaValorMaximo(`enlace: imágenes sin llegar, 25 s con red y 20 sin ella (de ${cuantas})`, cortes.filter((c) => !c.llego).length, 'imágenes', 1),
    filaValorMaximo('enlace: bytes enviados por byte de imagen con cortes, máximo', Math.max(...cortes.map((c) => c.veces)), 'veces', 1.6),
    filaValorMaximo(`enlace: lo que repite cada corte (de ${cortes.reduce((n, c) => n + c.cortes, 0)}), máximo`, Math.max(...cortes.map((c) => c.partesPorCorte)), 'partes', 1.001),
    filaRazonMinima(`enlace: ${actas} actas y sus imágenes (${Math.round((actas * ATRASO.bytes) / 1e6)} MB) por 8 Mbit/s al volver la red, contra subir un archivo`, atraso.nuestro / 1000, 'kB/s', techo / 1000, 0.9),
    filaRazonMinima('enlace: capturas por segundo mientras tanto, contra el enlace en reposo', atraso.durante.ritmo, 'capturas/s', atraso.reposo.ritmo, 0.8),
    filaRazonMaxima('enlace: de pedir un acta a tenerla guardada mientras tanto, p95, contra el enlace en reposo', atraso.durante.p95, 'ms', atraso.reposo.p95, 1.2),
  ];
};

export const benchEnlace: Bench = { nombre: 'enlace', descripcion: 'uso del enlace, lo que tardan los datos en llegar mientras hay imágenes pendientes, y la captura mientras sale lo atrasado', correr };
