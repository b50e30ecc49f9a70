import { useCallback, useMemo, useState } from 'react';
import type { Quad } from '#shared/domain/homografia.ts';
import { encuadrar, ENCUADRE_INICIAL, enfocarZona, type Encuadre, type Medida, type PasoEncuadre } from './encuadre.ts';

/** What the person moved by hand, and for which field. */
type Suelto = { readonly zona: Quad | null; readonly encuadre: Encuadre };

/**
 * The view of a picture: on the field that is followed until the person moves it, and again on the next field.
 * Everything is worked out while drawing, so that a key press paints once.
 */
export const useEncuadre = (zona: Quad | null, natural: Medida, caja: Medida) => {
  const [suelto, setSuelto] = useState<Suelto | null>(null);
  const [giro, setGiro] = useState<Encuadre['giro']>(0);
  const enMano = suelto !== null && suelto.zona === zona;
  const fijo = useMemo(() => (zona ? enfocarZona(zona, natural, caja, giro) : { ...ENCUADRE_INICIAL, giro }), [zona, natural, caja, giro]);
  const encuadre = enMano ? suelto.encuadre : fijo;
  const dar = useCallback(
    (paso: PasoEncuadre): void => {
      const nuevo = encuadrar(encuadre, paso, natural, caja);
      setGiro(nuevo.giro);
      // Turning a picture whose field is followed keeps following it.
      setSuelto(paso.tipo === 'girar' && !enMano ? null : { zona, encuadre: nuevo });
    },
    [encuadre, enMano, zona, natural, caja],
  );
  return { encuadre, dar };
};
