import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

type Vista = { readonly url: string | null; readonly error: ErrorApi | null };
/** A picture is about 400 kB: the last few stay, so that going back does not wait. */
const MAXIMO = 12;

export const useImagenes = crearAlmacen<{ readonly vistas: Readonly<Record<string, Vista>> }>(() => ({ vistas: {} }));

const enCurso = new Set<string>();

const guardar = (imagen: string, vista: Vista): void =>
  useImagenes.setState(({ vistas }) => {
    const otras = Object.entries(vistas).filter(([clave]) => clave !== imagen);
    return { vistas: Object.fromEntries([...otras.slice(1 - MAXIMO), [imagen, vista]]) };
  });

/** Puts a picture that did not come from the station: those of the practice. */
export const ponerImagen = (imagen: string, url: string): void => guardar(imagen, { url, error: null });

/** Asks for the picture of an acta for the screen, once. */
export const cargarImagen = async (imagen: string): Promise<void> => {
  if (useImagenes.getState().vistas[imagen]?.url || enCurso.has(imagen)) return;
  enCurso.add(imagen);
  const r = await api()['imagen.ver']({ imagen, version: 'pantalla' });
  enCurso.delete(imagen);
  guardar(imagen, r.ok ? { url: `data:${r.valor.tipo};base64,${r.valor.base64}`, error: null } : { url: null, error: r.error });
};

/** Pictures that were decoded ahead, so that the browser keeps them until they are drawn. */
const decodificadas = new Map<string, { readonly elemento: HTMLImageElement; readonly lista: Promise<void> }>();
/** The one on the screen and the one that comes. */
const MAXIMO_DECODIFICADAS = 2;

/** The picture if it is decoded: it can be drawn now. */
export const decodificada = (imagen: string): HTMLImageElement | null => {
  const elemento = decodificadas.get(imagen)?.elemento;
  return elemento?.complete === true && elemento.naturalWidth > 0 ? elemento : null;
};

const decodificar = async (elemento: HTMLImageElement, url: string): Promise<void> => {
  elemento.src = url;
  // One that cannot be decoded says so where it is drawn.
  await elemento.decode().catch(() => undefined);
};

/** Has a picture at hand, decoded, before it is looked at. */
export const adelantarImagen = async (imagen: string): Promise<void> => {
  await cargarImagen(imagen);
  const url = useImagenes.getState().vistas[imagen]?.url;
  if (!url) return;
  const ya = decodificadas.get(imagen);
  const elemento = ya?.elemento ?? new Image();
  const lista = ya?.lista ?? decodificar(elemento, url);
  // The last one that was asked for is the last one to go.
  decodificadas.delete(imagen);
  decodificadas.set(imagen, { elemento, lista });
  for (const vieja of decodificadas.keys()) {
    if (decodificadas.size <= MAXIMO_DECODIFICADAS) break;
    decodificadas.delete(vieja);
  }
  await lista;
};
