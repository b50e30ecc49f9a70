import { useEffect, useRef } from 'react';
import type { Quad } from '#shared/domain/homografia.ts';
import { Cargando } from '#renderer/components/Cargando.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { ajuste, type Encuadre, type Medida, type PasoEncuadre } from './encuadre.ts';
import { cargarImagen, useImagenes } from './imagen-store.ts';
import { useMiniaturas } from './miniatura-store.ts';
import { conOrilla, poligono } from './zona.ts';
import css from './Lienzo.module.css';

type Props = {
  readonly imagen: string;
  readonly nombre: string | null;
  readonly encuadre: Encuadre;
  /** Field to frame. */
  readonly zona?: Quad | null;
  readonly natural: Medida;
  readonly caja: Medida;
  readonly refCaja: (nodo: HTMLElement | null) => (() => void) | undefined;
  readonly dar: (paso: PasoEncuadre) => void;
  readonly alMedir: (natural: Medida) => void;
  readonly alVerse?: (() => void) | undefined;
};

/** A line of the same width at any zoom around the field. */
const Marco = ({ zona, zoom }: { readonly zona: Quad; readonly zoom: number }) => {
  const puntos = poligono(conOrilla(zona));
  return (
    <svg className={css['marco']} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
      <polygon points={puntos} className={css['bordeMarco']} strokeWidth={6 / zoom} />
      <polygon points={puntos} strokeWidth={2.5 / zoom} />
    </svg>
  );
};

/** The picture of an acta in its box, moved by hand or as `encuadre` says. Only CSS transforms move it. */
export const Lienzo = ({ imagen, nombre, encuadre, zona = null, natural, caja, refCaja, dar, alMedir, alVerse }: Props) => {
  const vista = useImagenes((s) => s.vistas[imagen]);
  const miniatura = useMiniaturas((s) => s.urls[imagen]);
  const contraste = usePreferencias((p) => p.contraste);
  const arrastre = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => void cargarImagen(imagen), [imagen]);
  /** The thumbnail, where the list has it, until the picture is here: nothing flashes. */
  const url = vista?.url ?? (vista ? null : miniatura) ?? null;
  const base = ajuste(natural, caja, encuadre.giro);
  return (
    <div
      ref={refCaja}
      className={css['mesa']}
      data-acercada={encuadre.zoom > 1}
      onPointerDown={(e) => {
        arrastre.current = { x: e.clientX, y: e.clientY };
        e.currentTarget.setPointerCapture(e.pointerId);
      }}
      onPointerMove={(e) => {
        const desde = arrastre.current;
        if (!desde) return;
        dar({ tipo: 'mover', dx: e.clientX - desde.x, dy: e.clientY - desde.y });
        arrastre.current = { x: e.clientX, y: e.clientY };
      }}
      onPointerUp={() => {
        arrastre.current = null;
      }}
      onWheel={(e) => dar({ tipo: e.deltaY < 0 ? 'acercar' : 'alejar' })}
      // A click on the picture must not take the caret away from the form.
      onMouseDown={(e) => e.preventDefault()}
    >
      {vista?.error ? <ErrorNotice error={vista.error} alReintentar={() => void cargarImagen(imagen)} /> : null}
      {vista || url !== null ? null : <Cargando texto={es.imagen.cargando} />}
      {url === null ? null : (
        <div
          className={css['hoja']}
          style={{ width: base.ancho, height: base.alto, transform: `translate(-50%, -50%) translate(${encuadre.x}px, ${encuadre.y}px) rotate(${encuadre.giro}deg) scale(${encuadre.zoom})` }}
        >
          <img
            key={imagen}
            src={url}
            alt={es.imagen.alt(nombre ?? es.imagen.sinNombre)}
            className={css['imagen']}
            data-contraste={contraste}
            draggable={false}
            onLoad={(e) => {
              const { naturalWidth: ancho, naturalHeight: alto } = e.currentTarget;
              if (ancho !== natural.ancho || alto !== natural.alto) alMedir({ ancho, alto });
              if (vista?.url) alVerse?.();
            }}
          />
          {zona ? <Marco zona={zona} zoom={encuadre.zoom} /> : null}
        </div>
      )}
    </div>
  );
};
