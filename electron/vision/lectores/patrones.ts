/** What every QR of a size has in common, whatever its text (ISO/IEC 18004): the part that tells where it is. */

/** Modules by row: 1 dark, 0 light, -1 depends on the text. */
export type Patrones = { readonly lado: number; readonly modulos: Int8Array };

const ponerMira = (m: Int8Array, lado: number, x0: number, y0: number): void => {
  for (let y = -1; y <= 7; y++)
    for (let x = -1; x <= 7; x++) {
      const [i, j] = [x0 + x, y0 + y];
      if (i < 0 || j < 0 || i >= lado || j >= lado) continue;
      const anillo = Math.max(Math.abs(x - 3), Math.abs(y - 3));
      m[j * lado + i] = anillo === 2 || anillo === 4 ? 0 : 1;
    }
};

const hechos = new Map<number, Patrones>();

/** Finder patterns, timing lines, alignment pattern and the dark module of versions 2 to 6 (25 to 41 modules a side). */
export const patronesDe = (lado: number): Patrones => {
  const hecho = hechos.get(lado);
  if (hecho) return hecho;
  const modulos = new Int8Array(lado * lado).fill(-1);
  for (let i = 0; i < lado; i++) {
    modulos[6 * lado + i] = i % 2 === 0 ? 1 : 0;
    modulos[i * lado + 6] = i % 2 === 0 ? 1 : 0;
  }
  ponerMira(modulos, lado, 0, 0);
  ponerMira(modulos, lado, lado - 7, 0);
  ponerMira(modulos, lado, 0, lado - 7);
  for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) modulos[(lado - 7 + y) * lado + lado - 7 + x] = Math.max(Math.abs(x), Math.abs(y)) === 1 ? 0 : 1;
  modulos[(lado - 8) * lado + 8] = 1;
  const patrones = { lado, modulos };
  hechos.set(lado, patrones);
  return patrones;
};

/** The 15 bits of the format: five of data, ten of BCH, masked. */
const formatoDe = (datos: number): number => {
  let resto = datos << 10;
  for (let bit = 14; bit >= 10; bit--) if (resto & (1 << bit)) resto ^= 0x537 << (bit - 10);
  return ((datos << 10) | resto) ^ 0x5412;
};
const FORMATOS = Array.from({ length: 32 }, (_, i) => formatoDe(i));

/** Where each bit of the format is, from the highest to the lowest: [around the first finder, split between the other two]. */
const lugaresFormato = (lado: number): readonly (readonly [number, number])[] =>
  Array.from({ length: 15 }, (_, k): [number, number] => {
    const primero: [number, number] = k < 6 ? [k, 8] : k === 6 ? [7, 8] : k === 7 ? [8, 8] : k === 8 ? [8, 7] : [8, 14 - k];
    const segundo: [number, number] = k < 7 ? [8, lado - 1 - k] : [lado - 15 + k, 8];
    return [primero[1] * lado + primero[0], segundo[1] * lado + segundo[0]];
  });

/**
 * Writes what is known over what was seen: the patterns, and the format that the seen one is nearest to. `oscuridad` says
 * how dark each module is, above 0 for dark ones; it is changed in place.
 */
export const imponerPatrones = (oscuridad: Float32Array, { lado, modulos }: Patrones): void => {
  const fuerza = Math.max(...oscuridad.map(Math.abs), 1);
  modulos.forEach((m, k) => {
    if (m >= 0) oscuridad[k] = m === 1 ? fuerza : -fuerza;
  });
  const lugares = lugaresFormato(lado);
  const parecido = (formato: number): number => lugares.reduce((suma, par, k) => suma + par.reduce((s, donde) => s + (formato & (1 << (14 - k)) ? 1 : -1) * Math.max(-1, Math.min(1, (4 * (oscuridad[donde] ?? 0)) / fuerza)), 0), 0);
  const formato = FORMATOS.reduce((mejor, f) => (parecido(f) > parecido(mejor) ? f : mejor));
  lugares.forEach((par, k) => par.forEach((donde) => (oscuridad[donde] = formato & (1 << (14 - k)) ? fuerza : -fuerza)));
};
