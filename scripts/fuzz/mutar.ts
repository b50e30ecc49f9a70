import type { Azar } from '#electron/papel/azar.ts';

/** Numbers at the edges of what headers hold: sizes, counts and offsets that parsers get wrong. */
const FILOS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Formats keep what matters at the beginning. */
const CABECERA = 512;

type Cambio = (bytes: Buffer, azar: Azar, otra: Uint8Array) => Buffer;

const donde = (bytes: Buffer, azar: Azar): number => azar.entero(0, Math.max(0, Math.min(bytes.length, azar.elegir([CABECERA, bytes.length])) - 1));

const CAMBIOS: readonly Cambio[] = [
  (bytes, azar) => {
    if (bytes.length > 0) bytes[donde(bytes, azar)] = azar.entero(0, 255);
    return bytes;
  },
  (bytes, azar) => {
    const i = donde(bytes, azar);
    if (bytes.length > 0) bytes[i] = (bytes[i] ?? 0) ^ (1 << azar.entero(0, 7));
    return bytes;
  },
  (bytes, azar) => {
    const i = donde(bytes, azar);
    const n = azar.elegir(FILOS);
    if (i + 4 > bytes.length) return bytes;
    if (azar.entero(0, 1) === 1) bytes.writeUInt32BE(n, i);
    else bytes.writeUInt32LE(n, i);
    return bytes;
  },
  (bytes, azar) => {
    const i = donde(bytes, azar);
    if (i + 2 <= bytes.length) bytes.writeUInt16BE(azar.elegir(FILOS) & 0xffff, i);
    return bytes;
  },
  (bytes, azar) => bytes.subarray(0, azar.entero(0, bytes.length)),
  (bytes, azar) => {
    const [i, largo] = [donde(bytes, azar), azar.entero(1, 64)];
    return Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + largo)]);
  },
  (bytes, azar) => {
    const [i, largo] = [donde(bytes, azar), azar.entero(1, 200)];
    return Buffer.concat([bytes.subarray(0, i + largo), bytes.subarray(i)]);
  },
  (bytes, azar, otra) => Buffer.concat([bytes.subarray(0, donde(bytes, azar)), Buffer.from(otra).subarray(azar.entero(0, otra.length))]),
  (bytes, azar) => {
    const i = donde(bytes, azar);
    return Buffer.concat([bytes.subarray(0, i), Buffer.from(Array.from({ length: azar.entero(1, 40) }, () => azar.entero(0, 255))), bytes.subarray(i)]);
  },
];

/** A few changes, one to six, to a copy of some bytes; `otra` gives a piece when two are joined. */
export const mutar = (bytes: Uint8Array, otra: Uint8Array, azar: Azar): Buffer => {
  let salida = Buffer.from(bytes);
  const cuantos = azar.elegir([1, 1, 2, 3, 6]);
  for (let n = 0; n < cuantos; n++) salida = Buffer.from(azar.elegir(CAMBIOS)(salida, azar, otra));
  return salida;
};
