import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CLASES, crearClasificador, formas, type Capa, type Clasificador, type Red } from './red.ts';

/**
 * resources/modelo-digitos.bin, made by scripts/entrenar-digitos.ts: «ACDG», length of the header (uint32 LE), header (JSON),
 * weights and biases of each layer (float16 LE), SHA-256 of all before it.
 */
const MARCA = 'ACDG';
export const VERSION_MODELO = 1;

const encabezadoSchema = z.object({
  version: z.literal(VERSION_MODELO),
  clases: z.array(z.string()).readonly(),
  formas: z.array(z.object({ salidas: z.number().int(), entradas: z.number().int() })).readonly(),
  temperatura: z.number().positive(),
  /** SHA-256 of the training's configuration and sources: says what the file was made from. */
  configuracion: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EncabezadoModelo = z.infer<typeof encabezadoSchema>;
export type Modelo = { readonly encabezado: EncabezadoModelo; readonly red: Red };

/** Half precision to a number (IEEE 754 binary16). */
export const deMedia = (bits: number): number => {
  const [signo, exponente, fraccion] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 31, bits & 1023];
  return signo * (exponente === 0 ? fraccion * 2 ** -24 : (1 + fraccion / 1024) * 2 ** (exponente - 15));
};

/** A number to half precision; beyond 65,504 it is cut. */
export const aMedia = (n: number): number => {
  const signo = n < 0 ? 0x8000 : 0;
  const m = Math.min(65_504, Math.abs(n));
  if (m < 2 ** -14) return signo | Math.round(m * 2 ** 24);
  const exponente = Math.floor(Math.log2(m));
  // A fraction that rounds up to 1024 carries into the exponent: the sum does it by itself.
  return signo | (((exponente + 15) << 10) + Math.round((m / 2 ** exponente - 1) * 1024));
};

export const escribirModelo = ({ encabezado, red }: Modelo): Buffer => {
  const texto = Buffer.from(JSON.stringify(encabezado));
  const cabeza = Buffer.alloc(8);
  cabeza.write(MARCA, 'latin1');
  cabeza.writeUInt32LE(texto.length, 4);
  const pesos = red.capas.flatMap(({ pesos: p, sesgos }) => [p, sesgos]).map((numeros) => {
    const salida = Buffer.alloc(numeros.length * 2);
    numeros.forEach((n, i) => salida.writeUInt16LE(aMedia(n), i * 2));
    return salida;
  });
  const cuerpo = Buffer.concat([cabeza, texto, ...pesos]);
  return Buffer.concat([cuerpo, createHash('sha256').update(cuerpo).digest()]);
};

/** Reads a model. Throws when it is not whole or not of this version. */
export const leerModelo = (bytes: Buffer): Modelo => {
  const cuerpo = bytes.subarray(0, Math.max(0, bytes.length - 32));
  if (cuerpo.toString('latin1', 0, 4) !== MARCA || !createHash('sha256').update(cuerpo).digest().equals(bytes.subarray(cuerpo.length))) throw new Error('digit model: not whole');
  let en = 8 + cuerpo.readUInt32LE(4);
  const encabezado = encabezadoSchema.parse(JSON.parse(cuerpo.toString('utf8', 8, en)));
  if (JSON.stringify([encabezado.clases, encabezado.formas]) !== JSON.stringify([CLASES, formas()])) throw new Error('digit model: made for another network');
  const tomar = (cuantos: number): Float32Array => {
    const numeros = new Float32Array(cuantos);
    for (let i = 0; i < cuantos; i++) numeros[i] = deMedia(cuerpo.readUInt16LE(en + 2 * i));
    en += 2 * cuantos;
    return numeros;
  };
  const capas = encabezado.formas.map(({ salidas, entradas }): Capa => ({ salidas, entradas, pesos: tomar(salidas * entradas), sesgos: tomar(salidas) }));
  return { encabezado, red: { capas, temperatura: encabezado.temperatura } };
};

/** The file that ships with the program, from the sources or from a bundle at any depth below the project's root. */
export const rutaModelo = (): string => {
  for (let carpeta = path.dirname(fileURLToPath(import.meta.url)); ; carpeta = path.dirname(carpeta)) {
    const candidato = path.join(carpeta, 'resources', 'modelo-digitos.bin');
    if (existsSync(candidato)) return candidato;
    if (carpeta === path.dirname(carpeta)) throw new Error('resources/modelo-digitos.bin not found');
  }
};

type Lector = { readonly lector: string; readonly clasificar: Clasificador };
let cargado: Lector | null = null;

/** The digit reader that ships: opened once. `lector` names it in the journal. */
export const lectorDigitos = (): Lector => {
  if (cargado === null) {
    const bytes = readFileSync(rutaModelo());
    const { red } = leerModelo(bytes);
    cargado = { lector: `digitos-${VERSION_MODELO}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`, clasificar: crearClasificador(red) };
  }
  return cargado;
};
