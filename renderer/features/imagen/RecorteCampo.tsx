import { useEffect, useState } from 'react';
import type { Quad } from '#shared/domain/homografia.ts';
import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { cargarImagen, useImagenes } from './imagen-store.ts';
import { SIN_MEDIDA, useMedida } from './use-medida.ts';
import { conOrilla, cssDe, recortar } from './zona.ts';
import css from './RecorteCampo.module.css';

/** One field as it is on the paper, words and digit boxes, set straight and enlarged to its box. */
export const RecorteCampo = ({ imagen, zona, campo }: { readonly imagen: string; readonly zona: Quad; readonly campo: string }) => {
  const url = useImagenes((s) => s.vistas[imagen]?.url ?? null);
  const contraste = usePreferencias((p) => p.contraste);
  const [refCaja, caja] = useMedida();
  const [natural, setNatural] = useState(SIN_MEDIDA);
  useEffect(() => void cargarImagen(imagen), [imagen]);
  const recorte = recortar(conOrilla(zona), natural, caja);
  return (
    <div ref={refCaja} className={css['tira']}>
      {url === null ? null : (
        <img
          src={url}
          alt={es.imagen.altCampo(campo)}
          className={css['imagen']}
          data-contraste={contraste}
          draggable={false}
          style={recorte ? { transform: cssDe(recorte.transformacion, natural) } : { visibility: 'hidden' }}
          onLoad={(e) => setNatural({ ancho: e.currentTarget.naturalWidth, alto: e.currentTarget.naturalHeight })}
        />
      )}
      {recorte ? <span className={css['campo']} aria-hidden style={{ transform: `translate(${recorte.campo.x}px, ${recorte.campo.y}px)`, inlineSize: recorte.campo.ancho, blockSize: recorte.campo.alto }} /> : null}
    </div>
  );
};
