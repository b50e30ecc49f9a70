import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Quad } from '#shared/domain/homografia.ts';
import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { adelantarImagen, decodificada, useImagenes } from './imagen-store.ts';
import type { Medida } from './encuadre.ts';
import { useDeImagen } from './use-de-imagen.ts';
import { useMedida } from './use-medida.ts';
import { conOrilla, enFranjas, recortar, type Recorte } from './zona.ts';
import css from './RecorteCampo.module.css';

/** The picture once it can be drawn without waiting; null until then. */
const useDecodificada = (imagen: string): ImageBitmap | null => {
  const url = useImagenes((s) => s.vistas[imagen]?.url ?? null);
  const [mapa, setMapa] = useDeImagen(imagen, decodificada(imagen));
  useEffect(() => {
    let viva = true;
    const antes = decodificada(imagen);
    void adelantarImagen(imagen).then((m) => {
      // One that could not be had takes nothing away.
      if (viva && m !== null && m !== antes) setMapa(m);
    });
    return () => {
      viva = false;
    };
  }, [imagen, url, setMapa]);
  return mapa;
};

const dibujar = (lienzo: HTMLCanvasElement, mapa: ImageBitmap, { transformacion }: Recorte, caja: Medida): void => {
  const dpr = window.devicePixelRatio;
  lienzo.width = Math.round(caja.ancho * dpr);
  lienzo.height = Math.round(caja.alto * dpr);
  const ctx = lienzo.getContext('2d');
  if (ctx === null) return;
  for (const { desde, hasta, matriz: [a, b, c, d, e, f] } of enFranjas(transformacion, { ancho: mapa.width, alto: mapa.height }, caja)) {
    ctx.save();
    ctx.beginPath();
    // On whole pixels of the screen, so that no seam shows.
    const [x0, x1] = [Math.round(desde * dpr), Math.round(hasta * dpr)];
    ctx.rect(x0, 0, x1 - x0, lienzo.height);
    ctx.clip();
    ctx.setTransform(a * dpr, b * dpr, c * dpr, d * dpr, e * dpr, f * dpr);
    ctx.drawImage(mapa, 0, 0);
    ctx.restore();
  }
};

/**
 * One field as it is on the paper, words and digit boxes, set straight and enlarged to its box. Drawn on a canvas of that
 * size: as a transformed picture the browser would draw anew, at each field, all of the page that it enlarges.
 */
export const RecorteCampo = ({ imagen, zona, campo }: { readonly imagen: string; readonly zona: Quad; readonly campo: string }) => {
  const mapa = useDecodificada(imagen);
  const contraste = usePreferencias((p) => p.contraste);
  const [refCaja, caja] = useMedida();
  const lienzo = useRef<HTMLCanvasElement>(null);
  const recorte = recortar(conOrilla(zona), { ancho: mapa?.width ?? 0, alto: mapa?.height ?? 0 }, caja);
  useLayoutEffect(() => {
    if (lienzo.current && mapa && recorte) dibujar(lienzo.current, mapa, recorte, caja);
  });
  return (
    <div ref={refCaja} className={css['tira']}>
      <canvas ref={lienzo} role="img" aria-label={es.imagen.altCampo(campo)} className={css['imagen']} data-contraste={contraste} hidden={recorte === null} />
      {recorte ? <span className={css['campo']} aria-hidden style={{ transform: `translate(${recorte.campo.x}px, ${recorte.campo.y}px)`, inlineSize: recorte.campo.ancho, blockSize: recorte.campo.alto }} /> : null}
    </div>
  );
};
