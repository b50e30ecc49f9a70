import type { ErrorApi } from '#shared/errors/result.ts';
import { crearAlmacen, mismaPersona } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

type Vista = {
  readonly url: string | null;
  /** What is behind the address: it can be decoded without holding the keys of who types. Null of the practice's. */
  readonly foto: Blob | null;
  readonly error: ErrorApi | null;
};
/** A picture is about 400 kB: the last few stay, so that going back does not wait. */
const MAXIMO = 12;

export const useImagenes = crearAlmacen<{ readonly vistas: Readonly<Record<string, Vista>> }>(() => ({ vistas: {} }));

// An address of a picture holds it in memory until it is given back: with its acta, or when the person leaves.
useImagenes.subscribe(({ vistas }, antes) => {
  for (const [imagen, { url, foto }] of Object.entries(antes.vistas)) if (foto && url && vistas[imagen]?.url !== url) URL.revokeObjectURL(url);
});

type Pedida = { readonly lista: Promise<void>; readonly sigue: () => boolean };
const enCurso = new Map<string, Pedida>();

const guardar = (imagen: string, vista: Vista): void =>
  useImagenes.setState(({ vistas }) => {
    const otras = Object.entries(vistas).filter(([clave]) => clave !== imagen);
    return { vistas: Object.fromEntries([...otras.slice(1 - MAXIMO), [imagen, vista]]) };
  });

/** Puts a picture that did not come from the station: those of the practice. */
export const ponerImagen = (imagen: string, url: string): void => guardar(imagen, { url, foto: null, error: null });

/** Native where there is one: half a megabyte, letter by letter, would hold the keys of who types. */
const deBase64 = (Uint8Array as { fromBase64?: (texto: string) => Uint8Array<ArrayBuffer> }).fromBase64 ?? ((texto: string) => Uint8Array.from(atob(texto), (letra) => letra.charCodeAt(0)));
const fotoDe = ({ tipo, base64 }: { readonly tipo: string; readonly base64: string }): Blob => new Blob([deBase64(base64)], { type: tipo });
const vistaDe = (foto: Blob): Vista => ({ url: URL.createObjectURL(foto), foto, error: null });

const pedirImagen = (imagen: string): Pedida => {
  const sigue = mismaPersona();
  const lista = api()['imagen.ver']({ imagen, version: 'pantalla' }).then((r) => {
    if (!sigue()) return;
    enCurso.delete(imagen);
    guardar(imagen, r.ok ? vistaDe(fotoDe(r.valor)) : { url: null, foto: null, error: r.error });
  });
  return { lista, sigue };
};

/** Asks for the picture of an acta for the screen, once. Whoever asks while it comes waits for it too. */
export const cargarImagen = async (imagen: string): Promise<void> => {
  if (useImagenes.getState().vistas[imagen]?.url) return;
  const antes = enCurso.get(imagen);
  const pedida = antes?.sigue() === true ? antes : pedirImagen(imagen);
  enCurso.set(imagen, pedida);
  await pedida.lista;
};

type Decodificada = {
  /** Keeps what the browser decoded, for whoever shows the same picture as an element. */
  readonly elemento: HTMLImageElement;
  /** Null when it cannot be drawn. */
  readonly lista: Promise<ImageBitmap | null>;
  mapa: ImageBitmap | null;
};
/** Pictures that were decoded ahead: they are drawn without waiting. */
const decodificadas = new Map<string, Decodificada>();
/** The one on the screen and the one that comes. */
const MAXIMO_DECODIFICADAS = 2;

/** The picture if it is decoded: it can be drawn now. */
export const decodificada = (imagen: string): ImageBitmap | null => decodificadas.get(imagen)?.mapa ?? null;

const decodificar = async (elemento: HTMLImageElement, url: string, foto: Blob | null): Promise<ImageBitmap | null> => {
  elemento.src = url;
  try {
    await elemento.decode();
    return await createImageBitmap(foto ?? elemento);
  } catch {
    // One that cannot be decoded says so where it is shown.
    return null;
  }
};

const nueva = (url: string, foto: Blob | null): Decodificada => {
  const elemento = new Image();
  const d: Decodificada = { elemento, lista: decodificar(elemento, url, foto), mapa: null };
  void d.lista.then((mapa) => { d.mapa = mapa; });
  return d;
};

/** Has a picture at hand, decoded, before it is looked at. Null when there is none. */
export const adelantarImagen = async (imagen: string): Promise<ImageBitmap | null> => {
  await cargarImagen(imagen);
  const vista = useImagenes.getState().vistas[imagen];
  if (!vista?.url) return null;
  const suya = decodificadas.get(imagen) ?? nueva(vista.url, vista.foto);
  // The last one that was asked for is the last one to go.
  decodificadas.delete(imagen);
  decodificadas.set(imagen, suya);
  for (const vieja of decodificadas.keys()) {
    if (decodificadas.size <= MAXIMO_DECODIFICADAS) break;
    decodificadas.delete(vieja);
  }
  return suya.lista;
};
