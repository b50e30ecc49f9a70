import type { Alineacion, Giro } from '#shared/domain/examen.ts';
import { componer, type Homografia } from '#shared/domain/homografia.ts';
import type { Lectura } from '#shared/domain/lectura.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { decodificar, type PaginaGris } from '../decodificar.ts';
import { soltar } from '../soltar.ts';
import type { Lugar } from './franja.ts';
import { armarCampo, verCampo } from './leer-campo.ts';
import { lectorDigitos } from './modelo.ts';

/** Which boxes to read: those of the template, in its millimetres, and how the page lies in the image. */
export type PedidoLectura = {
  readonly giro: Giro;
  readonly alineacion: Pick<Alineacion, 'homografia'>;
  readonly campos: readonly { readonly clave: string; readonly numero: readonly Rect[] }[];
};
export type LecturaDigitos = { readonly lector: string; readonly campos: Lectura };

/** Fractions of the upright page to pixels of the page as it was decoded, before its quarter turns. */
const desgirar = (giro: Giro, w: number, h: number): Homografia => {
  switch (giro) {
    case 0:
      return [w, 0, 0, 0, h, 0, 0, 0, 1];
    case 90:
      return [0, w, 0, -h, 0, h, 0, 0, 1];
    case 180:
      return [-w, 0, w, 0, -h, h, 0, 0, 1];
    case 270:
      return [0, -w, w, h, 0, 0, 0, 0, 1];
  }
};

/** Where the millimetres of a template are on a page as it was decoded. */
export const lugarDe = (pagina: PaginaGris, giro: Giro, { homografia }: PedidoLectura['alineacion']): Lugar =>
  ({ pagina, aPixeles: componer(desgirar(giro, pagina.ancho, pagina.alto), homografia) });

/** Reads the digit boxes of a page in gray. */
export const leerPagina = (pagina: PaginaGris, { giro, alineacion, campos }: PedidoLectura): LecturaDigitos => {
  const { lector, clasificar } = lectorDigitos();
  const lugar = lugarDe(pagina, giro, alineacion);
  return { lector, campos: Object.fromEntries(campos.map(({ clave, numero }) => [clave, armarCampo(verCampo(lugar, numero, clasificar))])) };
};

/** The same from the bytes of an image. Throws when they cannot be decoded. */
export const leerDigitos = async (bytes: Uint8Array, pedido: PedidoLectura): Promise<LecturaDigitos> => {
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) throw new Error(`digits: ${decodificada.problema}`);
  const { pagina } = decodificada;
  try {
    return leerPagina(pagina, pedido);
  } finally {
    soltar(pagina.datos);
  }
};
