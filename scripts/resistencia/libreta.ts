import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Valores } from '#shared/domain/valor.ts';

/** One step that a person asked for. `clave` names what may happen only once; `valores` is what it said, as text. */
export type Paso = { readonly clave: string; readonly quien: string; readonly valores: string };
export type Respuesta = 'confirmado' | 'negado' | 'sin_respuesta';

/** The same values give the same text. */
export const textoValores = (valores: Valores): string => JSON.stringify(Object.entries(valores).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What people saw on their screens, written down outside the station as each answer came. It is the only witness of
 * what was confirmed: nothing of it is read from the station.
 */
export const crearLibreta = (carpeta: string) => {
  const archivo = join(carpeta, 'libreta.jsonl');
  const pasos: { readonly paso: Paso; readonly respuesta: Respuesta }[] = [];
  return {
    anotar: (paso: Paso, respuesta: Respuesta): void => {
      pasos.push({ paso, respuesta });
      appendFileSync(archivo, `${JSON.stringify({ ...paso, respuesta })}\n`);
    },
    /** What was confirmed is no longer: the sheets that a dead machine had alone go through the feeder again. */
    retirar: (claves: ReadonlySet<string>): void => {
      for (const [i, { paso, respuesta }] of pasos.entries()) if (respuesta === 'confirmado' && claves.has(paso.clave)) pasos[i] = { paso, respuesta: 'sin_respuesta' };
    },
    confirmados: (): Paso[] => pasos.filter((p) => p.respuesta === 'confirmado').map((p) => p.paso),
    /** Everything that may be in the journal: what was confirmed and what got no answer. */
    posibles: (): Paso[] => pasos.filter((p) => p.respuesta !== 'negado').map((p) => p.paso),
  };
};
export type Libreta = ReturnType<typeof crearLibreta>;
