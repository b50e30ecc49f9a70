import type { Azar } from '#electron/papel/azar.ts';
import { formas, pasar, probabilidades, reservarMemoria, transponer, type Capa, type Memoria } from '#electron/vision/digitos/red.ts';
import { LADO } from '#electron/vision/digitos/separar-cifras.ts';
import type { Muestras } from './muestras.ts';

/** Weights drawn for a rectifier (He): the spread falls with the inputs. */
export const inventarCapas = (azar: Azar): Capa[] =>
  formas().map(({ salidas, entradas }) => {
    const desviacion = Math.sqrt(2 / entradas) * 1.0;
    const normal = (): number => (azar.siguiente() + azar.siguiente() + azar.siguiente() - 1.5) * 2 * desviacion;
    return { salidas, entradas, pesos: Float32Array.from({ length: salidas * entradas }, normal), sesgos: new Float32Array(salidas) };
  });

const cero = ({ salidas, entradas }: Capa): Capa => ({ salidas, entradas, pesos: new Float32Array(salidas * entradas), sesgos: new Float32Array(salidas) });

/** Gradient of a full layer: into `g`, and what its inputs owe into `deuda`. */
const atrasDensa = (capa: Capa, g: Capa, entrada: Float32Array, error: Float32Array, deuda: Float32Array): void => {
  deuda.fill(0);
  for (let o = 0; o < capa.salidas; o++) {
    const e = error[o]!;
    if (e === 0) continue;
    g.sesgos[o]! += e;
    const en = o * capa.entradas;
    for (let k = 0; k < capa.entradas; k++) {
      const v = entrada[k]!;
      if (v === 0) continue;
      g.pesos[en + k]! += e * v;
      deuda[k]! += e * capa.pesos[en + k]!;
    }
  }
};

/** Gradient of a convolution, its rectifier and its maximum: only the pixel that each cell took owes anything. */
const atrasConvolucion = (capa: Capa, g: Capa, { entrada, lado, canales, cruda, maximo }: Memoria['pasos'][number], error: Float32Array, deuda: Float32Array | null): void => {
  deuda?.fill(0);
  const [fila, tramo, O] = [(lado + 2) * canales, 3 * canales, capa.salidas];
  for (let c = 0; c < maximo.length; c++) {
    const e = error[c]!;
    const gano = maximo[c]!;
    if (e === 0 || cruda[gano]! <= 0) continue;
    const o = gano % O;
    const p = (gano - o) / O;
    g.sesgos[o]! += e;
    const base = Math.floor(p / lado) * fila + (p % lado) * canales;
    for (let f = 0; f < 3; f++) {
      const en = base + f * fila;
      const w = o * capa.entradas + f * tramo;
      for (let k = 0; k < tramo; k++) g.pesos[w + k]! += e * entrada[en + k]!;
      if (deuda) for (let k = 0; k < tramo; k++) deuda[en + k]! += e * capa.pesos[w + k]!;
    }
  }
};

/** The inside of a padded plane, as the layer before gave it. */
const sinBorde = (plano: Float32Array, lado: number, canales: number, salida: Float32Array): Float32Array => {
  for (let y = 0; y < lado; y++) salida.set(plano.subarray(((y + 1) * (lado + 2) + 1) * canales, ((y + 1) * (lado + 2) + 1 + lado) * canales), y * lado * canales);
  return salida;
};

type Atras = (clase: number) => number;

/** Runs back what `memoria` holds of the last pass, adding to the gradients. Returns the loss. */
const crearAtras = (capas: readonly Capa[], gradientes: readonly Capa[], memoria: Memoria): Atras => {
  const { pasos, plano, oculta, salida } = memoria;
  const [deOculta, dePlano] = [new Float32Array(oculta.length), new Float32Array(plano.length)];
  const bordes = pasos.map((p) => new Float32Array(p.entrada.length));
  const limpios = pasos.map((p) => new Float32Array(p.lado * p.lado * p.canales));
  const n = pasos.length;
  return (clase) => {
    const error = probabilidades(salida, 1);
    const perdida = -Math.log(Math.max(1e-9, error[clase]!));
    error[clase]! -= 1;
    atrasDensa(capas[n + 1]!, gradientes[n + 1]!, oculta, error, deOculta);
    atrasDensa(capas[n]!, gradientes[n]!, plano, deOculta, dePlano);
    let debe: Float32Array = dePlano;
    for (let i = n - 1; i >= 0; i--) {
      const paso = pasos[i]!;
      const deuda = i > 0 ? bordes[i]! : null;
      atrasConvolucion(capas[i]!, gradientes[i]!, paso, debe, deuda);
      if (deuda) debe = sinBorde(deuda, paso.lado, paso.canales, limpios[i]!);
    }
    return perdida;
  };
};

/** Adam. */
const crearAjuste = (capas: readonly Capa[], gradientes: readonly Capa[]) => {
  const [media, varianza] = [capas.map(cero), capas.map(cero)];
  let t = 0;
  const ajustar = (w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, paso: number, lote: number): void => {
    const c1 = 1 - 0.9 ** t;
    const c2 = 1 - 0.999 ** t;
    for (let i = 0; i < w.length; i++) {
      const d = g[i]! / lote;
      m[i] = 0.9 * m[i]! + 0.1 * d;
      v[i] = 0.999 * v[i]! + 0.001 * d * d;
      w[i]! -= (paso * (m[i]! / c1)) / (Math.sqrt(v[i]! / c2) + 1e-8);
      g[i] = 0;
    }
  };
  return (paso: number, lote: number): void => {
    t++;
    capas.forEach((c, i) => {
      ajustar(c.pesos, gradientes[i]!.pesos, media[i]!.pesos, varianza[i]!.pesos, paso, lote);
      ajustar(c.sesgos, gradientes[i]!.sesgos, media[i]!.sesgos, varianza[i]!.sesgos, paso, lote);
    });
  };
};

const imagenDe = ({ imagenes }: Muestras, i: number, destino: Float32Array): Float32Array => {
  for (let k = 0; k < destino.length; k++) destino[k] = imagenes[i * destino.length + k]! / 255;
  return destino;
};

/** The same image a pixel to some side and a little paler: no two passes are over the same. */
const movida = (m: Muestras, i: number, destino: Float32Array, azar: Azar): Float32Array => {
  const [dx, dy, tono] = [azar.entero(-1, 1), azar.entero(-1, 1), azar.entre(0.85, 1) / 255];
  destino.fill(0);
  for (let y = Math.max(0, dy); y < Math.min(LADO, LADO + dy); y++)
    for (let x = Math.max(0, dx); x < Math.min(LADO, LADO + dx); x++) destino[y * LADO + x] = m.imagenes[i * LADO * LADO + (y - dy) * LADO + x - dx]! * tono;
  return destino;
};

export type Ritmo = { readonly vueltas: number; readonly lote: number; readonly paso: number };

/** Fits the layers, in place. The step falls as half a cosine after a short start. */
export const entrenar = (capas: Capa[], m: Muestras, { vueltas, lote, paso }: Ritmo, azar: Azar, avisar: (vuelta: number, perdida: number) => void): void => {
  const gradientes = capas.map(cero);
  const memoria = reservarMemoria();
  const atras = crearAtras(capas, gradientes, memoria);
  const ajustar = crearAjuste(capas, gradientes);
  const orden = Uint32Array.from({ length: m.cuantas }, (_, i) => i);
  const imagen = new Float32Array(LADO * LADO);
  const total = Math.floor(m.cuantas / lote) * vueltas;
  let hechos = 0;
  for (let vuelta = 0; vuelta < vueltas; vuelta++) {
    for (let i = orden.length - 1; i > 0; i--) {
      const j = azar.entero(0, i);
      [orden[i], orden[j]] = [orden[j]!, orden[i]!];
    }
    let perdida = 0;
    for (let b = 0; b + lote <= orden.length; b += lote) {
      const pesosT = capas.map(transponer);
      for (let i = 0; i < lote; i++) {
        pasar(movida(m, orden[b + i]!, imagen, azar), capas, pesosT, memoria);
        perdida += atras(m.clases[orden[b + i]!]!);
      }
      hechos++;
      ajustar(paso * Math.min(1, hechos / 200) * (0.51 + 0.49 * Math.cos((Math.PI * hechos) / total)), lote);
    }
    avisar(vuelta + 1, perdida / orden.length);
  }
};

export type Prueba = { readonly acierto: number; readonly temperatura: number };

/** Share of right answers, and the temperature whose probabilities say it best. */
export const probar = (capas: readonly Capa[], m: Muestras): Prueba => {
  const memoria = reservarMemoria();
  const pesosT = capas.map(transponer);
  const imagen = new Float32Array(LADO * LADO);
  const puntos = Array.from({ length: m.cuantas }, (_, i) => pasar(imagenDe(m, i, imagen), capas, pesosT, memoria).slice());
  const perdidaCon = (t: number): number => puntos.reduce((s, p, i) => s - Math.log(Math.max(1e-9, probabilidades(p, t)[m.clases[i]!]!)), 0);
  let temperatura = 1;
  for (let t = 0.6; t <= 3; t += 0.05) if (perdidaCon(t) < perdidaCon(temperatura)) temperatura = t;
  const buenas = puntos.filter((p, i) => p.indexOf(Math.max(...p)) === m.clases[i]).length;
  return { acierto: buenas / m.cuantas, temperatura: Math.round(temperatura * 100) / 100 };
};

