import { MAXIMO_VALOR } from './valor.ts';

const HASTA_29 = [
  'cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce', 'trece', 'catorce',
  'quince', 'dieciséis', 'diecisiete', 'dieciocho', 'diecinueve', 'veinte', 'veintiuno', 'veintidós', 'veintitrés', 'veinticuatro',
  'veinticinco', 'veintiséis', 'veintisiete', 'veintiocho', 'veintinueve',
] as const;
const DECENAS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'] as const;
const CENTENAS = [
  '', 'ciento', 'doscientos', 'trescientos', 'cuatrocientos', 'quinientos', 'seiscientos', 'setecientos', 'ochocientos', 'novecientos',
] as const;

const menorDeMil = (n: number): string => {
  if (n < 30) return HASTA_29[n] ?? '';
  if (n === 100) return 'cien';
  if (n < 100) {
    const decena = DECENAS[Math.floor(n / 10)] ?? '';
    return n % 10 === 0 ? decena : `${decena} y ${menorDeMil(n % 10)}`;
  }
  const centena = CENTENAS[Math.floor(n / 100)] ?? '';
  return n % 100 === 0 ? centena : `${centena} ${menorDeMil(n % 100)}`;
};

/** `uno` is shortened before a noun: «veintiún mil», «treinta y un mil». */
const apocope = (texto: string): string => texto.replace(/veintiuno$/, 'veintiún').replace(/uno$/, 'un');

/** A whole number in Spanish words, as the acta asks for it: 224 → «doscientos veinticuatro». From 0 to 999,999. */
export const numeroALetra = (n: number): string => {
  if (!Number.isInteger(n) || n < 0 || n > MAXIMO_VALOR) throw new RangeError(`numeroALetra: ${n}`);
  if (n < 1000) return menorDeMil(n);
  const miles = Math.floor(n / 1000);
  const cabeza = miles === 1 ? 'mil' : `${apocope(menorDeMil(miles))} mil`;
  return n % 1000 === 0 ? cabeza : `${cabeza} ${menorDeMil(n % 1000)}`;
};
