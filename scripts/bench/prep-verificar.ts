import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { lineasDeMuestra } from '#tests/muestra-prep.ts';
import { filaRazonMinima, filaValorMaximo, mediana, type Bench } from './fila.ts';
import { medirAparte } from './hijo.ts';

/** All the casillas of the country, one election. */
const ACTAS = 170_000;
const HIJO = fileURLToPath(new URL('./prep-verificar-hijo.ts', import.meta.url));

type Medida = { readonly filas: number; readonly ms: number; readonly memoriaMb: number };

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  const carpeta = await mkdtemp(path.join(tmpdir(), 'acopio-bench-'));
  try {
    const archivo = path.join(carpeta, 'muestra.csv');
    avisar(`generando un archivo PREP de ${ACTAS} actas`);
    await pipeline(Readable.from(lineasDeMuestra({ filas: ACTAS, formato: '2024' })), createWriteStream(archivo));
    const pisos: Medida[] = [];
    const medidas: Medida[] = [];
    // One after the other and by turns, so that what else the machine does falls on both.
    for (let vuelta = 1; vuelta <= (largo ? 7 : 3); vuelta++) {
      avisar(`vuelta ${vuelta}`);
      pisos.push(await medirAparte<Medida>(HIJO, ['piso', archivo]));
      medidas.push(await medirAparte<Medida>(HIJO, ['verificar', archivo]));
    }
    const filas = [...pisos, ...medidas].map((m) => m.filas);
    if (filas.some((n) => n !== ACTAS)) throw new Error(`se leyeron ${filas.join(', ')} renglones de ${ACTAS}`);
    const ritmo = (ms: readonly Medida[]): number => mediana(ms.map((m) => m.filas / (m.ms / 1000)));
    const memoria = (ms: readonly Medida[]): number => Math.max(...ms.map((m) => m.memoriaMb));
    return [
      filaRazonMinima('prep verificar', ritmo(medidas), 'renglones/s', ritmo(pisos), 0.5),
      filaValorMaximo('prep verificar: memoria', memoria(medidas), 'MB', 300, memoria(pisos)),
    ];
  } finally {
    await rm(carpeta, { recursive: true, force: true });
  }
};

export const benchPrepVerificar: Bench = { nombre: 'prep-verificar', descripcion: 'prep verificar sobre 170,000 actas contra leer el mismo archivo con csv-parse', correr };
