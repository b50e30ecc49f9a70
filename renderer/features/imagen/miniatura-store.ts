import { crearAlmacen, mismaPersona } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

/** A thumbnail is about 10 kB: those of a long list stay. */
const MAXIMO = 300;
/** Few at a time: what the person does must not wait behind a list of pictures. */
const A_LA_VEZ = 3;

/** Address of each thumbnail; null: there is no picture to show. */
export const useMiniaturas = crearAlmacen<{ readonly urls: Readonly<Record<string, string | null>> }>(() => ({ urls: {} }));

const pedidas = new Set<string>();
let enCurso = 0;

const pedirUna = async (imagen: string): Promise<void> => {
  const sigue = mismaPersona();
  const r = await api()['imagen.ver']({ imagen, version: 'miniatura' });
  if (!sigue()) return;
  useMiniaturas.setState(({ urls }) => {
    const otras = Object.entries(urls).filter(([clave]) => clave !== imagen);
    return { urls: Object.fromEntries([...otras.slice(1 - MAXIMO), [imagen, r.ok ? `data:${r.valor.tipo};base64,${r.valor.base64}` : null]]) };
  });
};

const seguir = (): void => {
  for (const imagen of pedidas) {
    if (enCurso >= A_LA_VEZ) return;
    pedidas.delete(imagen);
    enCurso += 1;
    void pedirUna(imagen).finally(() => {
      enCurso -= 1;
      seguir();
    });
  }
};

/** Asks for a thumbnail once, when its turn comes. */
export const pedirMiniatura = (imagen: string): void => {
  if (imagen in useMiniaturas.getState().urls) return;
  pedidas.add(imagen);
  seguir();
};
/** It went out of view before its turn. */
export const soltarMiniatura = (imagen: string): void => void pedidas.delete(imagen);
