/**
 * A small convolutional network in plain TypeScript: three times (3 × 3 convolution, rectifier, 2 × 2 maximum), a hidden layer
 * and the classes. Channels go last, so that the pixels under a filter lie together.
 */
export const ARQUITECTURA = { lado: 24, canales: [8, 16, 32], oculta: 72 } as const;

/** The ten digits, a box without ink, and ink that is no digit: a scribble, a correction, two digits. */
export const CLASES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'vacia', 'garabato'] as const;
export const VACIA = 10;
export const GARABATO = 11;

/** A layer: `pesos` are [salidas][entradas], where a convolution has 9 × channels entries, row by row of its filter. */
export type Capa = { readonly salidas: number; readonly entradas: number; readonly pesos: Float32Array; readonly sesgos: Float32Array };
export type Red = { readonly capas: readonly Capa[]; /** Softens the probabilities to what was right on digits kept apart while training. */ readonly temperatura: number };

/** Size of each layer, in order. */
export const formas = (): { readonly salidas: number; readonly entradas: number }[] => {
  const { lado, canales, oculta } = ARQUITECTURA;
  const convoluciones = canales.map((salidas, i) => ({ salidas, entradas: 9 * (canales[i - 1] ?? 1) }));
  const plano = (lado / 2 ** canales.length) ** 2 * (canales.at(-1) ?? 0);
  return [...convoluciones, { salidas: oculta, entradas: plano }, { salidas: CLASES.length, entradas: oculta }];
};

/** Weights as [entradas][salidas]: four outputs at once read them side by side. */
export const transponer = ({ pesos, salidas, entradas }: Capa): Float32Array => {
  const t = new Float32Array(pesos.length);
  for (let o = 0; o < salidas; o++) for (let k = 0; k < entradas; k++) t[k * salidas + o] = pesos[o * entradas + k]!;
  return t;
};

/** outputs = inputs × weights + biases, without the inputs that are zero: after a rectifier that is most of them. */
export const multiplicar = (entrada: Float32Array, desde: readonly number[], tramo: number, pesosT: Float32Array, sesgos: Float32Array, salida: Float32Array, en: number): void => {
  const salidas = sesgos.length;
  let n = 0;
  for (let t = 0; t < desde.length; t++) {
    const base = desde[t]!;
    for (let k = 0; k < tramo; k++) {
      const v = entrada[base + k]!;
      if (v === 0) continue;
      VALORES[n] = v;
      INDICES[n++] = (t * tramo + k) * salidas;
    }
  }
  for (let o = 0; o < salidas; o += 4) {
    let a = sesgos[o]!;
    let b = sesgos[o + 1]!;
    let c = sesgos[o + 2]!;
    let d = sesgos[o + 3]!;
    for (let i = 0; i < n; i++) {
      const v = VALORES[i]!;
      const w = INDICES[i]! + o;
      a += v * pesosT[w]!;
      b += v * pesosT[w + 1]!;
      c += v * pesosT[w + 2]!;
      d += v * pesosT[w + 3]!;
    }
    salida[en + o] = a;
    salida[en + o + 1] = b;
    salida[en + o + 2] = c;
    salida[en + o + 3] = d;
  }
};
const VALORES = new Float32Array(1024);
const INDICES = new Int32Array(1024);

/** What a pass leaves behind, for the next layer and for training. `maximo` holds which of its four pixels each cell took. */
export type Paso = { readonly entrada: Float32Array; readonly lado: number; readonly canales: number; readonly cruda: Float32Array; readonly maximo: Int32Array };
export type Memoria = { readonly pasos: readonly Paso[]; readonly plano: Float32Array; readonly oculta: Float32Array; readonly salida: Float32Array };

/** Room for one pass; used again for every digit. */
export const reservarMemoria = (): Memoria => {
  const { lado, canales, oculta } = ARQUITECTURA;
  const pasos = canales.map((salidas, i): Paso => {
    const l = lado >> i;
    const c = canales[i - 1] ?? 1;
    return { entrada: new Float32Array((l + 2) * (l + 2) * c), lado: l, canales: c, cruda: new Float32Array(l * l * salidas), maximo: new Int32Array((l >> 1) * (l >> 1) * salidas) };
  });
  const plano = formas()[canales.length]?.entradas ?? 0;
  return { pasos, plano: new Float32Array(plano), oculta: new Float32Array(oculta), salida: new Float32Array(CLASES.length) };
};

const convolucion = ({ entrada, lado, canales, cruda }: Paso, pesosT: Float32Array, sesgos: Float32Array): void => {
  const fila = (lado + 2) * canales;
  const desde = [0, 0, 0];
  for (let y = 0; y < lado; y++)
    for (let x = 0; x < lado; x++) {
      desde[0] = y * fila + x * canales;
      desde[1] = desde[0] + fila;
      desde[2] = desde[1] + fila;
      multiplicar(entrada, desde, 3 * canales, pesosT, sesgos, cruda, (y * lado + x) * sesgos.length);
    }
};

/** Rectifier and 2 × 2 maximum, into `destino` whose rows are `ancho` cells with `borde` cells around. */
const reducir = ({ lado, cruda, maximo }: Paso, salidas: number, destino: Float32Array, borde: number): void => {
  const mitad = lado >> 1;
  for (let y = 0; y < mitad; y++)
    for (let x = 0; x < mitad; x++)
      for (let o = 0; o < salidas; o++) {
        let mejor = (2 * y * lado + 2 * x) * salidas + o;
        const abajo = mejor + lado * salidas;
        if (cruda[mejor + salidas]! > cruda[mejor]!) mejor += salidas;
        if (cruda[abajo]! > cruda[mejor]!) mejor = abajo;
        if (cruda[abajo + salidas]! > cruda[mejor]!) mejor = abajo + salidas;
        maximo[(y * mitad + x) * salidas + o] = mejor;
        destino[((y + borde) * (mitad + 2 * borde) + x + borde) * salidas + o] = Math.max(0, cruda[mejor]!);
      }
};

/** Scores of one digit image (24 × 24, 0 to 1) for each class, in `memoria.salida`. `pesosT` are the transposed weights of each layer. */
export const pasar = (imagen: Float32Array, capas: readonly Capa[], pesosT: readonly Float32Array[], memoria: Memoria): Float32Array => {
  const { pasos, plano, oculta, salida } = memoria;
  const primera = pasos[0]!;
  for (let y = 0; y < primera.lado; y++) primera.entrada.set(imagen.subarray(y * primera.lado, (y + 1) * primera.lado), (y + 1) * (primera.lado + 2) + 1);
  pasos.forEach((paso, i) => {
    const { sesgos, salidas } = capas[i]!;
    convolucion(paso, pesosT[i]!, sesgos);
    const siguiente = pasos[i + 1];
    reducir(paso, salidas, siguiente?.entrada ?? plano, siguiente ? 1 : 0);
  });
  multiplicar(plano, [0], plano.length, pesosT[pasos.length]!, capas[pasos.length]!.sesgos, oculta, 0);
  for (let i = 0; i < oculta.length; i++) oculta[i] = Math.max(0, oculta[i]!);
  multiplicar(oculta, [0], oculta.length, pesosT[pasos.length + 1]!, capas[pasos.length + 1]!.sesgos, salida, 0);
  return salida;
};

/** Probabilities from scores. */
export const probabilidades = (puntos: Float32Array, temperatura: number): Float32Array => {
  const mayor = Math.max(...puntos);
  const salida = puntos.map((p) => Math.exp((p - mayor) / temperatura));
  const suma = salida.reduce((a, b) => a + b, 0);
  return salida.map((p) => p / suma);
};

/** Says what an image of a digit is: probability of each of CLASES. */
export type Clasificador = (imagen: Float32Array) => Float32Array;

export const crearClasificador = ({ capas, temperatura }: Red): Clasificador => {
  const pesosT = capas.map(transponer);
  const memoria = reservarMemoria();
  return (imagen) => probabilidades(pasar(imagen, capas, pesosT, memoria), temperatura);
};
