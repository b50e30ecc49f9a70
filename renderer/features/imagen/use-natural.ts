import type { Medida } from './encuadre.ts';
import { decodificada } from './imagen-store.ts';
import { useDeImagen } from './use-de-imagen.ts';
import { SIN_MEDIDA } from './use-medida.ts';

/** The size of a picture, `[natural, alMedir]`: known at once of one that was decoded ahead, of others when they are loaded. */
export const useNatural = (imagen: string): [Medida, (natural: Medida) => void] => {
  const mapa = decodificada(imagen);
  const [medida, alMedir] = useDeImagen<Medida>(imagen, SIN_MEDIDA);
  return [medida === SIN_MEDIDA && mapa ? { ancho: mapa.width, alto: mapa.height } : medida, alMedir];
};
