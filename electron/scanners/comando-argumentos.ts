import { medidasDePapel, type Perfil } from './perfil.ts';

const ELEGIR = /^([^|]*)\|([^|]*)$/;

/**
 * Puts a profile's values in the place of the marks of an argument: `{carpeta}`, `{resolucion}` (dpi), `{ancho}` and
 * `{alto}` (mm), `{formato}`, `{color}`, `{fuente}`, `{duplex}`. The last three also in the words of the program:
 * `{color:24bit|gray}`, `{fuente:feeder|glass}`, `{duplex:yes|no}`. perfil.ts admits no other marks.
 */
export const expandirArgumento = (argumento: string, perfil: Perfil, carpeta: string): string => {
  const { ancho, alto } = medidasDePapel(perfil);
  const fijos: Readonly<Record<string, string>> = { carpeta, resolucion: String(perfil.resolucion), ancho: String(ancho), alto: String(alto), formato: perfil.formato };
  const opciones: Readonly<Record<string, readonly [boolean, string, string]>> = {
    color: [perfil.color === 'color', 'color', 'gris'], fuente: [perfil.fuente === 'alimentador', 'alimentador', 'cama'], duplex: [perfil.duplex, 'si', 'no'],
  };
  return argumento.replace(/\{([a-z]+)(?::([^{}]*))?\}/g, (marca, nombre: string, palabras: string | undefined) => {
    const fijo = fijos[nombre];
    if (fijo !== undefined) return fijo;
    const opcion = opciones[nombre];
    if (!opcion) return marca;
    const propias = ELEGIR.exec(palabras ?? '');
    return (opcion[0] ? propias?.[1] : propias?.[2]) ?? (opcion[0] ? opcion[1] : opcion[2]);
  });
};
