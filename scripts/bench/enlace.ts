import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filaRazonMaxima, filaRazonMinima, filaValorMaximo, percentil, type Bench, type FilaBench } from './fila.ts';
import { medirAparte } from './hijo.ts';

const HIJO = fileURLToPath(new URL('./enlace-hijo.ts', import.meta.url));
const HIJO_ATRASO = fileURLToPath(new URL('./enlace-atraso-hijo.ts', import.meta.url));
/** In the project's own disk: /tmp is memory on many machines. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));

/** Bytes per second of payload: ours, and of one plain upload over the same link. */
export type MedidaEnlace = { readonly nuestro: number; readonly techo: number };
/** `veces`: bytes put on the link for each byte of the image. `partesPorCorte`: what was offered twice, for each part that was lost, in parts of the largest lost. */
export type MedidaCortes = { readonly llego: boolean; readonly segundos: number; readonly veces: number; readonly cortes: number; readonly partesPorCorte: number };
export type MedidaCapturas = { /** Captures a second by all posts. */ readonly ritmo: number; /** From asking for an acta to the answer of its capture, ms. */ readonly p95: number };
/** As `MedidaEnlace`, and what the room captured while it drained and with the link at rest. */
export type MedidaAtraso = MedidaEnlace & { readonly reposo: MedidaCapturas; readonly durante: MedidaCapturas };

/** Rate, images and bytes of each: twenty seconds of the link, or two scans as small as they come. Latency is one way: 200 ms. */
const ENLACES = [
  { nombre: '64 kbit/s', kbps: 64, imagenes: 2, bytes: 300_000 },
  { nombre: '512 kbit/s', kbps: 512, imagenes: 5, bytes: 100_000 },
  { nombre: '8 Mbit/s', kbps: 8_000, imagenes: 12, bytes: 50_000 },
] as const;

/** What two hours without network leave: 1,200 actas with an image of 0.75 MB each; fewer in a plain run. The link loses nothing: one that does is slower, and easier on the station. */
const ATRASO = { kbps: 8_000, latenciaMs: 200, actas: 16, actasLargo: 1_200, bytes: 750_000 } as const;

const filasDeAtraso = async (largo: boolean): Promise<FilaBench[]> => {
  await mkdir(CARPETA, { recursive: true });
  const raiz = await mkdtemp(path.join(CARPETA, 'bench-enlace-'));
  const cuantas = largo ? ATRASO.actasLargo : ATRASO.actas;
  try {
    const m = await medirAparte<MedidaAtraso>(HIJO_ATRASO, [raiz, ...[ATRASO.kbps, ATRASO.latenciaMs, cuantas, ATRASO.bytes].map(String)]);
    return [
      filaRazonMinima(`enlace: ${cuantas} actas y sus imágenes (${Math.round((cuantas * ATRASO.bytes) / 1e6)} MB) por 8 Mbit/s al volver la red, contra subir un archivo`, m.nuestro / 1000, 'kB/s', m.techo / 1000, 0.9),
      filaRazonMinima('enlace: capturas por segundo mientras tanto, contra el enlace en reposo', m.durante.ritmo, 'capturas/s', m.reposo.ritmo, 0.8),
      filaRazonMaxima('enlace: de pedir un acta a tenerla guardada mientras tanto, p95, contra el enlace en reposo', m.durante.p95, 'ms', m.reposo.p95, 1.2),
    ];
  } finally {
    await rm(raiz, { recursive: true, force: true });
  }
};

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  const veces = largo ? 5 : 1;
  const [cuantas, bytesCortes] = largo ? [10, 300_000] : [2, 150_000];
  avisar('a la vez: tres enlaces con 200 ms y 2 % de pérdida, actas verificadas con imágenes pendientes, imágenes con cortes de red');
  // Each link is its own, and none of them needs the processor: they wait at the same time.
  const [enlaces, latencias, cortes] = await Promise.all([
    Promise.all(ENLACES.map((e) => medirAparte<MedidaEnlace>(HIJO, ['enlace', String(e.kbps), '200', '0.02', String(e.imagenes * veces), String(e.bytes)]))),
    medirAparte<number[]>(HIJO, ['latencia', '64', '200', '0.02', String(largo ? 18 : 8), '5000']),
    medirAparte<MedidaCortes[]>(HIJO, ['cortes', String(cuantas), String(bytesCortes)]),
  ]);
  avisar('al volver la red: lo que quedó sin enviar, con doce puestos capturando');
  const atraso = await filasDeAtraso(largo);
  return [
    ...ENLACES.map((e, i) => filaRazonMinima(`enlace: ${e.nombre}, contra subir un archivo`, enlaces[i]!.nuestro / 1000, 'kB/s', enlaces[i]!.techo / 1000, 0.9)),
    filaValorMaximo('enlace: de verificada a acusada en 64 kbit/s, p95', percentil(latencias, 95) / 1000, 's', 5),
    filaValorMaximo(`enlace: imágenes sin llegar, 25 s con red y 20 sin ella (de ${cuantas})`, cortes.filter((c) => !c.llego).length, 'imágenes', 1),
    filaValorMaximo('enlace: bytes enviados por byte de imagen con cortes, máximo', Math.max(...cortes.map((c) => c.veces)), 'veces', 1.6),
    filaValorMaximo(`enlace: lo que repite cada corte (de ${cortes.reduce((n, c) => n + c.cortes, 0)}), máximo`, Math.max(...cortes.map((c) => c.partesPorCorte)), 'partes', 1.001),
    ...atraso,
  ];
};

export const benchEnlace: Bench = { nombre: 'enlace', descripcion: 'uso del enlace, lo que tardan los datos en llegar mientras hay imágenes pendientes, y la captura mientras sale lo atrasado', correr };
