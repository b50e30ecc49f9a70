import { useCallback, useMemo } from 'react';
import type { Quad } from '#shared/domain/homografia.ts';
import { encuadrar, ENCUADRE_INICIAL, enfocarZona, type Encuadre, type Medida, type PasoEncuadre } from './encuadre.ts';
import { useDeImagen } from './use-de-imagen.ts';

/** What the person moved by hand, and for which field. */
type Suelto = { readonly zona: Quad | null; readonly encuadre: Encuadre };
/** How the person left a picture: what was moved, and how it was turned. */
type Movido = { readonly suelto: Suelto | null; readonly giro: Encuadre['giro'] };
const SIN_MOVER: Movido = { suelto: null, giro: 0 };

/**
 * The view of a picture: on the field that is followed until the person moves it, and again on the next field.
 * Everything is worked out while drawing, so that a key press paints once.
 */
export const useEncuadre = (imagen: string, zona: Quad | null, natural: Medida, caja: Medida) => {
  const [{ suelto, giro }, setMovido] = useDeImagen(imagen, SIN_MOVER);
  const enMano = suelto !== null && suelto.zona === zona;
  const fijo = useMemo(() => (zona ? enfocarZona(zona, natural, caja, giro) : { ...ENCUADRE_INICIAL, giro }), [zona, natural, caja, giro]);
  const encuadre = enMano ? suelto.encuadre : fijo;
  const dar = useCallback(
    (paso: PasoEncuadre): void => {
      const nuevo = encuadrar(encuadre, paso, natural, caja);
      // Turning a picture whose field is followed keeps following it.
      setMovido({ giro: nuevo.giro, suelto: paso.tipo === 'girar' && !enMano ? null : { zona, encuadre: nuevo } });
    },
    [encuadre, enMano, zona, natural, caja, setMovido],
  );
  return { encuadre, dar };
};
