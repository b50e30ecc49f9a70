import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import type { Registro } from '#electron/station/puertos.ts';

/** Days of log that are kept. */
const DIAS = 14;
const PATRON = /^\d{4}-\d{2}-\d{2}\.jsonl$/;

/** Keys whose value is never written, wherever they appear. */
const OCULTAR = ['pin', 'sesion', 'llave', 'valores', '*.pin', '*.sesion', '*.llave', '*.valores'];

const podar = (carpeta: string): void => {
  const archivos = readdirSync(carpeta).filter((f) => PATRON.test(f)).sort();
  for (const viejo of archivos.slice(0, -DIAS)) rmSync(path.join(carpeta, viejo), { force: true });
};

/** Log in JSON lines, one file per day of opening, the last fourteen kept. `cerrar` writes what is left in memory. */
export const crearRegistro = (carpeta: string, ahora: number): Registro & { readonly cerrar: () => void } => {
  mkdirSync(carpeta, { recursive: true, mode: 0o700 });
  podar(carpeta);
  const archivo = path.join(carpeta, `${new Date(ahora).toISOString().slice(0, 10)}.jsonl`);
  const destino = pino.destination({ dest: archivo, mode: 0o600, sync: false });
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: OCULTAR, censor: '—' } }, destino);
  return {
    info: (mensaje, datos = {}) => log.info(datos, mensaje),
    error: (mensaje, datos = {}) => log.error(datos, mensaje),
    cerrar: () => destino.end(),
  };
};
