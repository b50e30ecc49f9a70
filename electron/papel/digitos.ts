import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { recurso } from './recurso.ts';

/**
 * Real handwritten digits (resources/digitos.bin, made by scripts/hacer-digitos.ts). gzip of: count (uint16 LE); one byte
 * per digit, class | set << 4; then 20 × 20 pixels per digit, two per byte, low nibble first, 15 = ink.
 */
export const LADO_DIGITO = 20;

/** `papel` fills drawn actas; `reserva` was written by other people and is for measuring recognisers. */
export const JUEGOS_DIGITOS = ['papel', 'reserva'] as const;
export type JuegoDigitos = (typeof JUEGOS_DIGITOS)[number];

/** Ink of one digit, 20 × 20, 0–255. */
export type Digito = Uint8Array;

let cargados: Record<JuegoDigitos, readonly (readonly Digito[])[]> | null = null;

const cargar = (): Record<JuegoDigitos, readonly (readonly Digito[])[]> => {
  const datos = gunzipSync(readFileSync(recurso('digitos.bin')));
  const cuenta = datos.readUInt16LE(0);
  const porJuego = { papel: Array.from({ length: 10 }, (): Digito[] => []), reserva: Array.from({ length: 10 }, (): Digito[] => []) };
  const bytes = (LADO_DIGITO * LADO_DIGITO) / 2;
  for (let i = 0; i < cuenta; i++) {
    const etiqueta = datos[2 + i] ?? 0;
    const inicio = 2 + cuenta + i * bytes;
    const pixeles = new Uint8Array(bytes * 2);
    for (let j = 0; j < bytes; j++) {
      const par = datos[inicio + j] ?? 0;
      pixeles[2 * j] = (par & 0x0f) * 17;
      pixeles[2 * j + 1] = (par >> 4) * 17;
    }
    porJuego[etiqueta >> 4 ? 'reserva' : 'papel'][etiqueta & 0x0f]?.push(pixeles);
  }
  return porJuego;
};

/** The digits of one set, by class 0–9. */
export const digitos = (juego: JuegoDigitos): readonly (readonly Digito[])[] => {
  cargados ??= cargar();
  return cargados[juego];
};
