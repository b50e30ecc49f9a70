import type { PaginaGris } from '../decodificar.ts';

/** Share of a line's pixels that are darker than its paper, even where a table is printed along it. */
const PAPEL_DE_LINEA = 0.9;
/** Paper of a line without a streak, among its neighbours': as many as half of them may have one. */
const PAPEL_DE_VECINAS = 0.85;
/** How many lines to each side are neighbours, in shares of the page's long side. */
const VECINAS = 1 / 60;
/** A line whose paper is this part of its neighbours' or less has a streak. */
const OSCURECIDA = 0.965;
/** One pixel of so many is enough to know the paper along a line. */
const SALTO = 3;

/** Level of the paper of each column (or row), from the pixels along it. */
const papeles = ({ datos, ancho, alto }: PaginaGris, enColumnas: boolean): Uint8Array => {
  const [lineas, largo, paso, salto] = enColumnas ? [ancho, alto, ancho, 1] : [alto, ancho, 1, ancho];
  const cuentas = new Uint16Array(lineas * 256);
  let total = 0;
  for (let k = 0; k < largo; k += SALTO, total++) for (let l = 0; l < lineas; l++) cuentas[l * 256 + datos[l * salto + k * paso]!]!++;
  return Uint8Array.from({ length: lineas }, (_, l) => {
    let faltan = total * (1 - PAPEL_DE_LINEA);
    let nivel = 255;
    while (nivel > 0 && (faltan -= cuentas[l * 256 + nivel]!) > 0) nivel--;
    return nivel;
  });
};

/** By how much each line has to be multiplied to be as light as those around it; null when no line has a streak. */
const gananciasDe = (papel: Uint8Array, lado: number): Float32Array | null => {
  const radio = Math.max(8, Math.round(lado * VECINAS));
  const ganancias = new Float32Array(papel.length).fill(1);
  let rayas = 0;
  for (let l = 0; l < papel.length; l++) {
    const vecinas = papel.slice(Math.max(0, l - radio), l + radio + 1).sort();
    const claro = vecinas[Math.floor(vecinas.length * PAPEL_DE_VECINAS)]!;
    const suyo = papel[l]!;
    if (suyo === 0 || suyo > claro * OSCURECIDA) continue;
    ganancias[l] = claro / suyo;
    rayas++;
  }
  return rayas > 0 ? ganancias : null;
};

/**
 * Takes the streaks out that dirt on a scanner's glass leaves along its feed: what is under one is only darker, from one end of the
 * image to the other, and is made as light as its neighbours. Along both sides: some drivers turn the page.
 */
export const borrarRayas = (pagina: PaginaGris): PaginaGris => {
  const { ancho, alto } = pagina;
  const lado = Math.max(ancho, alto);
  const [columnas, filas] = [gananciasDe(papeles(pagina, true), lado), gananciasDe(papeles(pagina, false), lado)];
  if (columnas === null && filas === null) return pagina;
  const datos = new Uint8Array(pagina.datos);
  for (let y = 0; y < alto; y++) {
    const f = filas?.[y] ?? 1;
    for (let x = 0; x < ancho; x++) {
      const g = f * (columnas?.[x] ?? 1);
      if (g === 1) continue;
      const v = datos[y * ancho + x]! * g;
      datos[y * ancho + x] = v > 255 ? 255 : v;
    }
  }
  return { datos, ancho, alto };
};
