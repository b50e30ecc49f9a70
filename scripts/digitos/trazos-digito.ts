import type { Azar } from '#electron/papel/azar.ts';
import { LADO_MNIST, type Digito } from './mnist.ts';

/** Ink of a digit, 28 × 28, 0 to 1. */
export type Dibujo = Float32Array;

const L = LADO_MNIST;

/** A straight pen stroke between two points, as wide as MNIST's. */
export const trazo = (d: Dibujo, x0: number, y0: number, x1: number, y1: number, grueso: number): void => {
  const largo = Math.max(1e-6, Math.hypot(x1 - x0, y1 - y0));
  for (let y = 0; y < L; y++)
    for (let x = 0; x < L; x++) {
      const t = Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / (largo * largo)));
      const lejos = Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
      const a = Math.max(0, Math.min(1, grueso / 2 + 0.6 - lejos));
      if (a > d[y * L + x]!) d[y * L + x] = a;
    }
};

type Extension = { readonly arriba: number; readonly abajo: number; readonly x: (y: number) => number };

/** From which row to which there is ink, and its middle in each. */
const extension = (d: Dibujo): Extension => {
  const medios = new Map<number, number>();
  for (let y = 0; y < L; y++) {
    let [suma, peso] = [0, 0];
    for (let x = 0; x < L; x++) if (d[y * L + x]! > 0.4) [suma, peso] = [suma + x, peso + 1];
    if (peso > 0) medios.set(y, suma / peso);
  }
  const filas = [...medios.keys()];
  const [arriba, abajo] = [Math.min(...filas), Math.max(...filas)];
  return { arriba, abajo, x: (y) => medios.get(Math.round(y)) ?? L / 2 };
};

/**
 * Shapes that are common in Mexico and rare in MNIST, whose writers are of the United States: a 1 with its flag and its base,
 * a 7 with a bar. Drawn onto real digits.
 */
const aLaMexicana = (clase: number, d: Dibujo, azar: Azar): void => {
  const { arriba, abajo, x } = extension(d);
  const alto = abajo - arriba;
  if (!Number.isFinite(alto) || alto < 8) return;
  const grueso = azar.entre(1.6, 2.6);
  if (clase === 1) {
    const largo = alto * azar.entre(0.18, 0.42);
    if (azar.siguiente() < 0.35) trazo(d, x(arriba), arriba + 0.5, x(arriba) - largo * azar.entre(0.6, 1), arriba + largo * azar.entre(0.5, 1), grueso);
    if (azar.siguiente() < 0.25) trazo(d, x(abajo) - alto * azar.entre(0.12, 0.3), abajo, x(abajo) + alto * azar.entre(0.12, 0.3), abajo + azar.entre(-0.8, 0.8), grueso);
  }
  if (clase === 7 && azar.siguiente() < 0.4) {
    const y = arriba + alto * azar.entre(0.42, 0.62);
    trazo(d, x(y) - alto * azar.entre(0.15, 0.3), y + azar.entre(-0.5, 1.2), x(y) + alto * azar.entre(0.12, 0.28), y + azar.entre(-1.2, 0.5), grueso);
  }
};

/** The ink of a digit, with the shapes above now and then. */
export const dibujoDe = ({ clase, pixeles }: Digito, azar: Azar): Dibujo => {
  const d = Float32Array.from(pixeles, (p) => p / 255);
  aLaMexicana(clase, d, azar);
  return d;
};

const cruce = (azar: Azar): number => azar.entre(4, 24);

const zigzag = (d: Dibujo, azar: Azar): void => {
  const vueltas = azar.entero(4, 9);
  const inclinado = azar.siguiente() < 0.5;
  let [px, py] = [azar.entre(3, 6), cruce(azar)];
  for (let i = 1; i <= vueltas; i++) {
    const avance = 4 + (20 * i) / vueltas + azar.entre(-1.5, 1.5);
    const otro = i % 2 === 0 ? azar.entre(3, 9) : azar.entre(19, 25);
    const [x, y] = inclinado ? [avance, otro] : [otro, avance];
    trazo(d, px, py, x, y, azar.entre(1.5, 2.6));
    [px, py] = [x, y];
  }
};

/** Ink that must not be read as a digit: a scribble, a cross, a dash, a digit crossed out, one written over another, half of one. */
export const garabato = (unDigito: () => Digito, azar: Azar): Dibujo => {
  const d = new Float32Array(L * L);
  const poner = (otro: Digito, dx = 0, dy = 0): void => {
    for (let y = 0; y < L; y++)
      for (let x = 0; x < L; x++) {
        const [sx, sy] = [x - dx, y - dy];
        if (sx < 0 || sy < 0 || sx >= L || sy >= L) continue;
        d[y * L + x] = Math.max(d[y * L + x]!, otro.pixeles[sy * L + sx]! / 255);
      }
  };
  const azaroso = azar.siguiente();
  if (azaroso < 0.3) zigzag(d, azar);
  else if (azaroso < 0.4) {
    trazo(d, azar.entre(4, 8), azar.entre(4, 8), azar.entre(19, 24), azar.entre(19, 24), 2.2);
    trazo(d, azar.entre(19, 24), azar.entre(4, 8), azar.entre(4, 8), azar.entre(19, 24), 2.2);
  } else if (azaroso < 0.5) trazo(d, azar.entre(3, 7), azar.entre(12, 16), azar.entre(20, 25), azar.entre(12, 16), azar.entre(1.6, 2.6));
  else if (azaroso < 0.7) {
    poner(unDigito());
    for (let i = azar.entero(1, 3); i >= 0; i--) trazo(d, azar.entre(2, 7), cruce(azar), azar.entre(21, 26), cruce(azar), 2.2);
  } else if (azaroso < 0.86) {
    poner(unDigito(), azar.entero(-2, 2), azar.entero(-2, 2));
    zigzag(d, azar);
  } else {
    // Two digits beside each other, as when four are squeezed into three boxes.
    poner(unDigito(), -6, 0);
    poner(unDigito(), 6, 0);
  }
  return d;
};
