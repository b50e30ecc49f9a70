import { fileURLToPath } from 'node:url';
import { filaRazonMinima, filaValorMaximo, percentil, type Bench } from './fila.ts';
import { medirAparte } from './hijo.ts';

const HIJO = fileURLToPath(new URL('./enlace-hijo.ts', import.meta.url));

/** Bytes per second of payload: ours, and of one plain upload over the same link. */
export type MedidaEnlace = { readonly nuestro: number; readonly techo: number };
/** `veces`: bytes put on the link for each byte of the image. `partesPorCorte`: what was offered twice, for each part that was lost, in parts of the largest lost. */
export type MedidaCortes = { readonly llego: boolean; readonly segundos: number; readonly veces: number; readonly cortes: number; readonly partesPorCorte: number };

/** Rate, images and bytes of each: some twenty seconds of the link. Latency is one way: 200 ms. */
const ENLACES = [
  { nombre: '64 kbit/s', kbps: 64, imagenes: 4, bytes: 40_000 },
  { nombre: '512 kbit/s', kbps: 512, imagenes: 5, bytes: 100_000 },
  { nombre: '8 Mbit/s', kbps: 8_000, imagenes: 12, bytes: 50_000 },
] as const;

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  const veces = largo ? 5 : 1;
  const cuantas = largo ? 10 : 2;
  avisar('a la vez: tres enlaces con 200 ms y 2 % de pérdida, actas verificadas con imágenes pendientes, imágenes con cortes de red');
  // Each link is its own, and none of them needs the processor: they wait at the same time.
  const [enlaces, latencias, cortes] = await Promise.all([
    Promise.all(ENLACES.map((e) => medirAparte<MedidaEnlace>(HIJO, ['enlace', String(e.kbps), '200', '0.02', String(e.imagenes * veces), String(e.bytes)]))),
    medirAparte<number[]>(HIJO, ['latencia', '64', '200', '0.02', String(largo ? 18 : 8), '5000']),
    medirAparte<MedidaCortes[]>(HIJO, ['cortes', String(cuantas)]),
  ]);
  return [
    ...ENLACES.map((e, i) => filaRazonMinima(`enlace: ${e.nombre}, contra subir un archivo`, enlaces[i]!.nuestro / 1000, 'kB/s', enlaces[i]!.techo / 1000, 0.9)),
    filaValorMaximo('enlace: de verificada a acusada en 64 kbit/s, p95', percentil(latencias, 95) / 1000, 's', 5),
    filaValorMaximo(`enlace: imágenes sin llegar, 25 s con red y 20 sin ella (de ${cuantas})`, cortes.filter((c) => !c.llego).length, 'imágenes', 1),
    filaValorMaximo('enlace: bytes enviados por byte de imagen con cortes, máximo', Math.max(...cortes.map((c) => c.veces)), 'veces', 1.6),
    filaValorMaximo(`enlace: lo que repite cada corte (de ${cortes.reduce((n, c) => n + c.cortes, 0)}), máximo`, Math.max(...cortes.map((c) => c.partesPorCorte)), 'partes', 1.001),
  ];
};

export const benchEnlace: Bench = { nombre: 'enlace', descripcion: 'uso del enlace, y lo que tardan los datos en llegar mientras hay imágenes pendientes', correr };
