import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filaRazonMinima, filaValorMaximo, mediana, type Bench, type FilaBench } from './fila.ts';
import { medirAparte } from './hijo.ts';

const HIJO = fileURLToPath(new URL('./ingesta-hijo.ts', import.meta.url));
/** In the project's own disk: /tmp is memory on many machines, where an fsync costs nothing. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));

/** The central's rate, and that of a server that only writes the same bytes and syncs them. */
export type MedidaIngesta = { readonly central: number; readonly piso: number };
/** What each station got through. */
export type MedidaMuchas = { readonly hechas: readonly number[]; readonly memoriaMb: number };
export type MedidaVerificacion = { readonly cadena: number; readonly lotes: number; readonly piso: number };

const RITMO_VERIFICACION = 50_000;
/** What an acta leaves in the journal from its acopio to its box, as in the drill: a room that works sends no more at a time, once a second. */
const EVENTOS_DE_ACTA = 12;
/** What a full room registers in a minute: the lote of a link that comes back. */
const EVENTOS_DE_MINUTO = 50;

/** Either of two limits will do: so many a second, or half of what the bare hash and signature do. */
const filaVerificacion = (nombre: string, valor: number, piso: number): FilaBench => {
  const razon = valor / piso;
  return { nombre, valor, unidad: 'eventos/s', piso, razon, limite: RITMO_VERIFICACION, criterio: `valor ≥ ${RITMO_VERIFICACION} o razón ≥ 0.5`, cumple: valor >= RITMO_VERIFICACION || razon >= 0.5 };
};

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  await mkdir(CARPETA, { recursive: true });
  const carpeta = await mkdtemp(path.join(CARPETA, 'bench-ingesta-'));
  const medir = <T>(modo: string, cuanto: number, eventos = 0): Promise<T> => {
    avisar(`${modo}: ${cuanto}${eventos > 0 ? ` de ${eventos} eventos` : ''}`);
    return medirAparte<T>(HIJO, [modo, path.join(carpeta, `${modo}-${eventos}`), String(cuanto), String(eventos)]);
  };
  try {
    const deActa = await medir<MedidaIngesta>('lotes', 512, EVENTOS_DE_ACTA);
    const deMinuto = await medir<MedidaIngesta>('lotes', 512, EVENTOS_DE_MINUTO);
    const imagenes = await medir<MedidaIngesta>('imagenes', largo ? 1_000 : 400);
    const muchas = await medir<MedidaMuchas>('muchas', largo ? 120 : 15);
    const verificacion = await medir<MedidaVerificacion>('verificacion', largo ? 100_000 : 12_000);
    return [
      filaRazonMinima(`ingesta: lotes de un acta (${EVENTOS_DE_ACTA} eventos)`, deActa.central, 'lotes/s', deActa.piso, 0.5),
      filaRazonMinima(`ingesta: lotes de un minuto (${EVENTOS_DE_MINUTO} eventos)`, deMinuto.central, 'lotes/s', deMinuto.piso, 0.5),
      filaRazonMinima('ingesta: imágenes de 500 kB', imagenes.central, 'MB/s', imagenes.piso, 0.5),
      filaRazonMinima('ingesta: 300 estaciones a la vez, la peor contra la mediana', Math.min(...muchas.hechas), 'envíos', mediana(muchas.hechas), 0.5),
      filaValorMaximo('ingesta: memoria del central con 300 estaciones', muchas.memoriaMb, 'MB', 600),
      filaVerificacion('ingesta: verificar la bitácora', verificacion.cadena, verificacion.piso),
      filaVerificacion('ingesta: verificar lotes', verificacion.lotes, verificacion.piso),
    ];
  } finally {
    await rm(carpeta, { recursive: true, force: true });
  }
};

export const benchIngesta: Bench = { nombre: 'ingesta', descripcion: 'lo que el servidor central recibe, contra solo escribir los mismos bytes, y 300 estaciones a la vez', correr };
