import { leerSegmentos } from './jpeg-segmentos.ts';

/** Markers (ITU-T T.81, table B.1). */
const [SOF0, SOF1, SOF15, DHT, RST0, RST7, EOI, DRI] = [0xc0, 0xc1, 0xcf, 0xc4, 0xd0, 0xd7, 0xd9, 0xdd] as const;
/** Markers in the range of the frames that begin none: tables of codes, of arithmetic coding, and a reserved one. */
const NO_SON_CUADRO: ReadonlySet<number> = new Set([DHT, 0xc8, 0xcc]);

type Componente = { readonly id: number; readonly h: number; readonly v: number };
type Cuadro = { readonly ancho: number; readonly alto: number; readonly componentes: readonly Componente[] };

/**
 * For the bits that come next: those that a code and what it announces take, and by how much it moves on in its block. No
 * code: 0. Nearly all codes are known by `corta`, by ten bits, which stays at hand; `larga` is by sixteen.
 */
type Tabla = { readonly corta: Uint16Array; readonly larga: Uint16Array };
const BITS_CORTA = 10;
const AVANCE = 8;
const COEFICIENTES = 64;
/** What an end of block moves on by: further than any run of zeros goes too far. */
const FIN_DE_BLOQUE = 128;

const hacerTabla = (cuantos: Uint8Array, simbolos: Uint8Array, deDc: boolean): Tabla | null => {
  const larga = new Uint16Array(1 << 16);
  const corta = new Uint16Array(1 << BITS_CORTA);
  let [codigo, n] = [0, 0];
  for (let largo = 1; largo <= 16; largo++, codigo <<= 1) {
    for (let k = cuantos[largo - 1]!; k > 0; k--, codigo++) {
      const simbolo = simbolos[n++]!;
      const bits = simbolo & 15;
      const avance = deDc || bits > 0 ? (deDc ? 1 : (simbolo >> 4) + 1) : simbolo === 0xf0 ? 16 : FIN_DE_BLOQUE;
      if (codigo >= 1 << largo || (deDc && simbolo > 15)) return null;
      const dicho = (avance << AVANCE) | (largo + bits);
      larga.fill(dicho, codigo << (16 - largo), (codigo + 1) << (16 - largo));
      if (largo <= BITS_CORTA) corta.fill(dicho, codigo << (BITS_CORTA - largo), (codigo + 1) << (BITS_CORTA - largo));
    }
  }
  return { corta, larga };
};

/** Reads the tables of a DHT segment into `tablas`, by their class and number; false when they are none. */
const leerTablas = (b: Uint8Array, tablas: Map<number, Tabla>): boolean => {
  for (let i = 4; i < b.length; ) {
    const cuantos = b.subarray(i + 1, i + 17);
    const total = cuantos.reduce((a, n) => a + n, 0);
    if (i + 17 + total > b.length) return false;
    const tabla = hacerTabla(cuantos, b.subarray(i + 17, i + 17 + total), b[i]! < 16);
    if (tabla === null) return false;
    tablas.set(b[i]!, tabla);
    i += 17 + total;
  }
  return true;
};

const leerCuadro = (b: Uint8Array): Cuadro | null => {
  const cuantos = b[9]!;
  if (b[4] !== 8 || b.length < 10 + 3 * cuantos) return null;
  const componentes = Array.from({ length: cuantos }, (_, k) => ({ id: b[10 + 3 * k]!, h: b[11 + 3 * k]! >> 4, v: b[11 + 3 * k]! & 15 }));
  const cuadro = { alto: b[5]! * 256 + b[6]!, ancho: b[7]! * 256 + b[8]!, componentes };
  return cuadro.alto > 0 && componentes.every((c) => c.h > 0 && c.v > 0) ? cuadro : null;
};

/** The tables of each block of one unit, for the direct current and for the alternating; and how many units the scan has. */
type Barrido = { readonly dc: readonly Tabla[]; readonly ac: readonly Tabla[]; readonly unidades: number };

const leerBarrido = (b: Uint8Array, cuadro: Cuadro, tablas: ReadonlyMap<number, Tabla>): Barrido | null => {
  const cuantos = b[4]!;
  const [hMax, vMax] = [Math.max(...cuadro.componentes.map((c) => c.h)), Math.max(...cuadro.componentes.map((c) => c.v))];
  const [dcs, acs]: [Tabla[], Tabla[]] = [[], []];
  let sola: Componente | null = null;
  for (let k = 0; k < cuantos; k++) {
    const [id, cuales] = [b[5 + 2 * k], b[6 + 2 * k]!];
    const componente = cuadro.componentes.find((c) => c.id === id);
    const [dc, ac] = [tablas.get(cuales >> 4), tablas.get(16 + (cuales & 15))];
    if (!componente || !dc || !ac) return null;
    for (let n = cuantos === 1 ? 1 : componente.h * componente.v; n > 0; n--) {
      dcs.push(dc);
      acs.push(ac);
    }
    sola = componente;
  }
  if (sola === null) return null;
  const lado = (total: number, suyo: number, maximo: number): number => (cuantos === 1 ? Math.ceil(Math.ceil((total * suyo) / maximo) / 8) : Math.ceil(total / (8 * maximo)));
  return { dc: dcs, ac: acs, unidades: lado(cuadro.ancho, sola.h, hMax) * lado(cuadro.alto, sola.v, vMax) };
};

/** A few bytes of padding after the last pixel do no harm. */
export const RELLENO_MAXIMO = 16;

/** Whether bytes are padding: none, or a few times the same 0 or 255. Anything else are blocks that found no place. */
const esRelleno = (b: Uint8Array): boolean => b.length === 0 || (b.length <= RELLENO_MAXIMO && (b[0] === 0 || b[0] === 0xff) && b.every((x) => x === b[0]));

/** Bytes that a block can take at most, and some more: so far may be read past the end before it is known to be past. */
const COLA = 300;

/** The bytes of a scan without what keeps them apart from markers; what follows them is no code of any table. */
const limpiar = (b: Uint8Array): { readonly datos: Buffer; readonly largo: number } => {
  const datos = Buffer.allocUnsafe(b.length + COLA);
  let largo = 0;
  for (let i = 0; i < b.length; ) {
    const ff = b.indexOf(0xff, i);
    const hasta = ff < 0 ? b.length : ff + 1;
    datos.set(b.subarray(i, hasta), largo);
    largo += hasta - i;
    i = ff < 0 ? hasta : hasta + 1;
  }
  datos.fill(0xff, largo);
  return { datos, largo };
};

/** Whether those bytes hold so many units, and nothing after them but padding. */
const cuadra = (b: Uint8Array, unidades: number, { dc, ac }: Barrido): boolean => {
  const { datos, largo } = limpiar(b);
  const bits = largo * 8;
  const bloques = dc.length;
  let p = 0;
  const ver = ({ corta, larga }: Tabla): number => {
    const i = p >> 3;
    const siguen = (((datos[i]! << 16) | (datos[i + 1]! << 8) | datos[i + 2]!) >> (8 - (p & 7))) & 0xffff;
    return corta[siguen >> (16 - BITS_CORTA)]! || larga[siguen]!;
  };
  for (let unidad = 0; unidad < unidades; unidad++) {
    for (let bloque = 0; bloque < bloques; bloque++) {
      const primero = ver(dc[bloque]!);
      if (primero === 0) return false;
      p += primero & 0xff;
      const tabla = ac[bloque]!;
      let k = 1;
      while (k < COEFICIENTES) {
        const visto = ver(tabla);
        if (visto === 0) return false;
        p += visto & 0xff;
        k += visto >> AVANCE;
      }
      if (p > bits || (k > COEFICIENTES && k < FIN_DE_BLOQUE)) return false;
    }
  }
  return esRelleno(datos.subarray(Math.ceil(p / 8), largo));
};

/** Where the next marker is that ends coded data: not one of those that a scan has inside. */
const siguienteMarca = (b: Uint8Array, desde: number): number => {
  for (let i = b.indexOf(0xff, desde); i >= 0 && i + 1 < b.length; i = b.indexOf(0xff, i + 1)) if (b[i + 1] !== 0 && b[i + 1] !== 0xff) return i;
  return -1;
};

/**
 * Whether the coded pixels of a JPEG are what its head says: so many blocks, between their marks in their order, and
 * nothing after them but a few bytes of padding. Where damage inside gives other codes that are valid too, their number
 * shows it: libjpeg makes up what is missing, and libvips does not look at what is left over. Only
 * the usual kind is counted (sequential, Huffman, 8 bits); of any other, null.
 */
export const cuadraJpeg = (b: Uint8Array): boolean | null => {
  const tablas = new Map<number, Tabla>();
  let cuadro: Cuadro | null = null;
  let cadaCuantas = 0;
  for (let i = 2; ; ) {
    const cabeza = leerSegmentos(b, i);
    if (cabeza === null) return cuadro === null ? null : false;
    for (const { marca, desde, hasta } of cabeza.segmentos) {
      const suyo = b.subarray(desde, hasta);
      if (marca === SOF0 || marca === SOF1) cuadro = leerCuadro(suyo);
      else if (marca > SOF1 && marca <= SOF15 && !NO_SON_CUADRO.has(marca)) return null;
      else if (marca === DHT && !leerTablas(suyo, tablas)) return false;
      else if (marca === DRI) cadaCuantas = suyo[4]! * 256 + suyo[5]!;
    }
    if (b[cabeza.imagen + 1] === EOI) return true;
    if (cuadro === null) return null;
    const largo = b[cabeza.imagen + 2]! * 256 + b[cabeza.imagen + 3]!;
    const barrido = leerBarrido(b.subarray(cabeza.imagen, cabeza.imagen + 2 + largo), cuadro, tablas);
    if (barrido === null) return null;
    i = cabeza.imagen + 2 + largo;
    for (let [hechas, tramo] = [0, 0]; hechas < barrido.unidades; tramo++) {
      const cuantas = cadaCuantas > 0 ? Math.min(cadaCuantas, barrido.unidades - hechas) : barrido.unidades;
      const marca = siguienteMarca(b, i);
      if (marca < 0 || !cuadra(b.subarray(i, marca), cuantas, barrido)) return false;
      hechas += cuantas;
      const esReinicio = b[marca + 1]! >= RST0 && b[marca + 1]! <= RST7;
      if (esReinicio !== hechas < barrido.unidades || (esReinicio && b[marca + 1] !== RST0 + (tramo & 7))) return false;
      i = esReinicio ? marca + 2 : marca;
    }
  }
};
