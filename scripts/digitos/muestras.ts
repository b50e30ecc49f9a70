import sharp from 'sharp';
import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import { componer } from '#shared/domain/homografia.ts';
import { cortarFranja } from '#electron/vision/digitos/franja.ts';
import { GARABATO, VACIA } from '#electron/vision/digitos/red.ts';
import { encuadrar, LADO, separarCifras, unir } from '#electron/vision/digitos/separar-cifras.ts';
import { buscarTinta } from '#electron/vision/digitos/tinta.ts';
import { CONFIGURACION } from './configuracion.ts';
import { CELDA, dibujarCampo, type CampoDibujado } from './dibujar-campo.ts';
import type { Digito } from './mnist.ts';
import { dibujoDe, garabato, type Dibujo } from './trazos-digito.ts';

/** Images that the network learns from, as the reader would see them, one after another, 0 to 255. */
export type Muestras = { readonly imagenes: Uint8Array; readonly clases: Uint8Array; cuantas: number };

const POR_HOJA = { columnas: 5, filas: 8 } as const;

type Caja = { readonly clase: number; readonly dibujo: Dibujo | null };

/** What goes in one box. */
const llenar = (unDigito: () => Digito, azar: Azar): Caja => {
  const suerte = azar.siguiente();
  if (suerte < CONFIGURACION.vacias) return { clase: VACIA, dibujo: null };
  if (suerte < CONFIGURACION.vacias + CONFIGURACION.garabatos) return { clase: GARABATO, dibujo: garabato(unDigito, azar) };
  const digito = unDigito();
  return { clase: digito.clase, dibujo: dibujoDe(digito, azar) };
};

/** Puts the fields side by side on one page and through JPEG: cheaper than one by one, and the same marks. */
const porJpeg = async (campos: readonly CampoDibujado[], calidad: number): Promise<{ datos: Uint8Array; ancho: number; alto: number }> => {
  const [ancho, alto] = [CELDA.ancho * POR_HOJA.columnas, CELDA.alto * POR_HOJA.filas];
  const hoja = new Uint8Array(ancho * alto);
  campos.forEach(({ grises, ancho: w, alto: h }, n) => {
    const [x, y] = [(n % POR_HOJA.columnas) * CELDA.ancho, Math.floor(n / POR_HOJA.columnas) * CELDA.alto];
    for (let j = 0; j < h; j++) for (let i = 0; i < w; i++) hoja[(y + j) * ancho + x + i] = grises[j * w + i]!;
  });
  const jpeg = await sharp(hoja, { raw: { width: ancho, height: alto, channels: 1 } }).jpeg({ quality: calidad }).toBuffer();
  return { datos: await sharp(jpeg).extractChannel(0).raw().toBuffer(), ancho, alto };
};

const agregar = (m: Muestras, imagen: Float32Array, clase: number): void => {
  const en = m.cuantas * LADO * LADO;
  for (let i = 0; i < imagen.length; i++) m.imagenes[en + i] = Math.round(imagen[i]! * 255);
  m.clases[m.cuantas++] = clase;
};

/** Draws `cuantos` fields with these digits and cuts them as the reader does. The same seed gives the same samples. */
export const hacerMuestras = async (digitos: readonly Digito[], cuantos: number, semilla: string, avisar: (hechos: number) => void): Promise<Muestras> => {
  const azar = crearAzar(semilla);
  const muestras: Muestras = { imagenes: new Uint8Array(cuantos * 3 * LADO * LADO), clases: new Uint8Array(cuantos * 3), cuantas: 0 };
  const unDigito = (): Digito => azar.elegir(digitos);
  const porHoja = POR_HOJA.columnas * POR_HOJA.filas;
  for (let hechos = 0; hechos < cuantos; hechos += porHoja) {
    const contenidos = Array.from({ length: Math.min(porHoja, cuantos - hechos) }, () => [0, 1, 2].map(() => llenar(unDigito, azar)));
    const campos = contenidos.map((cajas) => dibujarCampo(cajas.map((c) => c.dibujo), () => dibujoDe(unDigito(), azar), azar));
    const pagina = await porJpeg(campos, azar.entero(35, 92));
    campos.forEach(({ cajas, aPixeles }, n) => {
      const mover = [1, 0, (n % POR_HOJA.columnas) * CELDA.ancho, 0, 1, Math.floor(n / POR_HOJA.columnas) * CELDA.alto, 0, 0, 1];
      const tinta = buscarTinta(cortarFranja({ pagina, aPixeles: componer(mover, aPixeles) }, cajas));
      separarCifras(tinta).forEach((cifras, i) => {
        // A box in which nothing is seen needs no network, now or when it is read.
        if (cifras.length > 0) agregar(muestras, encuadrar(tinta, unir(cifras)), contenidos[n]![i]!.clase);
      });
    });
    avisar(hechos + campos.length);
  }
  return muestras;
};
