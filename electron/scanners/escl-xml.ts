import { SaxesParser } from 'saxes';
import { AppError } from '#shared/errors/app-error.ts';

/** An element of a scanner's answer. Prefixes are gone: scanners disagree about them and about namespaces. */
export type Elemento = { readonly nombre: string; readonly hijos: readonly Elemento[]; readonly texto: string };
type EnCurso = { nombre: string; hijos: EnCurso[]; texto: string };

/** The longest answers seen are some 30 kB; anything near these limits is no scanner. */
export const MAXIMO_XML_BYTES = 512 * 1024;
const MAXIMO_ELEMENTOS = 20_000;
const MAXIMA_PROFUNDIDAD = 32;

const sinPrefijo = (nombre: string): string => nombre.slice(nombre.indexOf(':') + 1);
const mala = (detalle: string): AppError => new AppError('escaner_respuesta', { detalle });

/**
 * Reads a whole XML answer whose root must be `raiz`. No DTD is admitted, hence no entities but XML's own five. Throws
 * AppError `escaner_respuesta`.
 */
export const leerXml = (bytes: Uint8Array, raiz: string): Elemento => {
  if (bytes.length > MAXIMO_XML_BYTES) throw mala(`${raiz}: demasiado largo`);
  const documento: EnCurso = { nombre: '', hijos: [], texto: '' };
  const pila: EnCurso[] = [documento];
  let cuantos = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw mala(`${raiz}: ${error.message.slice(0, 80)}`); });
  parser.on('doctype', () => { throw mala(`${raiz}: trae un DOCTYPE`); });
  parser.on('opentag', ({ name }) => {
    cuantos += 1;
    if (cuantos > MAXIMO_ELEMENTOS || pila.length > MAXIMA_PROFUNDIDAD) throw mala(`${raiz}: demasiados elementos`);
    const nuevo: EnCurso = { nombre: sinPrefijo(name), hijos: [], texto: '' };
    pila.at(-1)?.hijos.push(nuevo);
    pila.push(nuevo);
  });
  parser.on('closetag', () => void pila.pop());
  const texto = (t: string): void => {
    const actual = pila.at(-1);
    if (actual) actual.texto += t;
  };
  parser.on('text', texto);
  parser.on('cdata', texto);
  parser.write(new TextDecoder('utf-8').decode(bytes)).close();
  const elemento = documento.hijos[0];
  if (elemento?.nombre !== raiz) throw mala(`se esperaba ${raiz} y llegó ${elemento?.nombre.slice(0, 40) ?? 'nada'}`);
  return elemento;
};

/** The first child with that name. */
export const hijo = (e: Elemento | null, nombre: string): Elemento | null => e?.hijos.find((h) => h.nombre === nombre) ?? null;
/** Text of the first child with that name, trimmed; null when there is none or it is empty. */
export const textoDe = (e: Elemento | null, nombre: string): string | null => {
  const texto = hijo(e, nombre)?.texto.trim() ?? '';
  return texto === '' ? null : texto;
};
/** A whole number from 0 up in the first child with that name; null when it is anything else. */
export const enteroDe = (e: Elemento | null, nombre: string): number | null => {
  const texto = textoDe(e, nombre);
  return texto !== null && /^\d{1,9}$/.test(texto) ? Number(texto) : null;
};
/** Every descendant with that name, in order. */
export const todos = (e: Elemento | null, nombre: string): Elemento[] => (e?.hijos ?? []).flatMap((h) => (h.nombre === nombre ? [h] : todos(h, nombre)));
