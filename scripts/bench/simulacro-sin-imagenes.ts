import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filaRazonMinima, mediana, type Bench } from './fila.ts';
import { medirAparte } from './hijo.ts';

const HIJO = fileURLToPath(new URL('./simulacro-sin-imagenes-hijo.ts', import.meta.url));
/** In the project's own disk: /tmp is memory on many machines, where a commit costs nothing. */
const CARPETA = fileURLToPath(new URL('../../.datos/', import.meta.url));

export type MedidaSimulacro = { readonly actas: number; readonly transacciones: number; readonly ms: number; readonly pisoMs: number };

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  await mkdir(CARPETA, { recursive: true });
  const carpeta = await mkdtemp(path.join(CARPETA, 'bench-'));
  try {
    const medidas: MedidaSimulacro[] = [];
    for (let vuelta = 1; vuelta <= (largo ? 9 : 3); vuelta++) {
      avisar(`vuelta ${vuelta}`);
      medidas.push(await medirAparte<MedidaSimulacro>(HIJO, [path.join(carpeta, String(vuelta))]));
    }
    const ritmo = (ms: (m: MedidaSimulacro) => number): number => mediana(medidas.map((m) => m.actas / (ms(m) / 1000)));
    return [filaRazonMinima('simulacro sin imágenes', ritmo((m) => m.ms), 'actas/s', ritmo((m) => m.pisoMs), 0.5)];
  } finally {
    await rm(carpeta, { recursive: true, force: true });
  }
};

export const benchSimulacro: Bench = {
  nombre: 'simulacro', descripcion: 'acopio, dos capturas, evaluación y lote de cada acta, contra el mismo número de transacciones a secas', correr,
};
