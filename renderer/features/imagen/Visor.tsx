import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Contrast, Maximize, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Cargando } from '#renderer/components/Cargando.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { cambiarContraste, usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { ajuste, encuadrar, ENCUADRE_INICIAL, type Encuadre, type Medida, type PasoEncuadre } from './encuadre.ts';
import { cargarImagen, useImagenes } from './imagen-store.ts';
import css from './Visor.module.css';

const SIN_MEDIDA: Medida = { ancho: 0, alto: 0 };
/** Part of the box that one key press moves. */
const PASO = 0.16;

const useMedidaDe = (): [(nodo: HTMLDivElement | null) => (() => void) | undefined, Medida] => {
  const [medida, setMedida] = useState(SIN_MEDIDA);
  const ref = useCallback((nodo: HTMLDivElement | null) => {
    if (!nodo) return undefined;
    const observador = new ResizeObserver(() => setMedida({ ancho: nodo.clientWidth, alto: nodo.clientHeight }));
    observador.observe(nodo);
    return () => observador.disconnect();
  }, []);
  return [ref, medida];
};

const atajosDe = (dar: (paso: PasoEncuadre) => void, caja: Medida): readonly Atajo[] => {
  const grupo = 'imagen';
  const mover = (sx: number, sy: number) => () => dar({ tipo: 'mover', dx: sx * PASO * caja.ancho, dy: sy * PASO * caja.alto });
  const t = es.imagen;
  return [
    { teclas: ['+', 'Q'], grupo, texto: t.acercar, accion: () => dar({ tipo: 'acercar' }), repite: true },
    { teclas: ['-', 'E'], grupo, texto: t.alejar, accion: () => dar({ tipo: 'alejar' }), repite: true },
    { teclas: ['W'], grupo, texto: `${t.mover}: arriba`, accion: mover(0, 1), repite: true },
    { teclas: ['A'], grupo, texto: `${t.mover}: a la izquierda`, accion: mover(1, 0), repite: true },
    { teclas: ['S'], grupo, texto: `${t.mover}: abajo`, accion: mover(0, -1), repite: true },
    { teclas: ['D'], grupo, texto: `${t.mover}: a la derecha`, accion: mover(-1, 0), repite: true },
    { teclas: ['F'], grupo, texto: t.ajustar, accion: () => dar({ tipo: 'ajustar' }) },
    { teclas: ['G'], grupo, texto: t.girar, accion: () => dar({ tipo: 'girar' }) },
    { teclas: ['C'], grupo, texto: t.contraste, accion: cambiarContraste },
  ];
};

/** The picture of an acta, with everything to look closer on the keyboard. Use with `key={imagen}`: each picture starts whole. */
export const Visor = ({ imagen, nombre, alVerse }: { readonly imagen: string; readonly nombre: string | null; readonly alVerse?: () => void }) => {
  const vista = useImagenes((s) => s.vistas[imagen]);
  const contraste = usePreferencias((p) => p.contraste);
  const [refCaja, caja] = useMedidaDe();
  const [natural, setNatural] = useState(SIN_MEDIDA);
  const [encuadre, setEncuadre] = useState<Encuadre>(ENCUADRE_INICIAL);
  const arrastre = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => void cargarImagen(imagen), [imagen]);

  const dar = useCallback((paso: PasoEncuadre) => setEncuadre((e) => encuadrar(e, paso, natural, caja)), [natural, caja]);
  const atajos = useMemo(() => atajosDe(dar, caja), [dar, caja]);
  useAtajos(atajos);

  const base = ajuste(natural, caja, encuadre.giro);
  return (
    <section className={css['visor']} aria-label={es.imagen.herramientas}>
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
        {vista ? null : <Cargando texto={es.imagen.cargando} />}
        {vista?.url ? (
          <img
            src={vista.url}
            alt={es.imagen.alt(nombre ?? es.imagen.sinNombre)}
            className={css['imagen']}
            data-contraste={contraste}
            draggable={false}
            style={{ width: base.ancho, height: base.alto, transform: `translate(-50%, -50%) translate(${encuadre.x}px, ${encuadre.y}px) rotate(${encuadre.giro}deg) scale(${encuadre.zoom})` }}
            onLoad={(e) => {
              setNatural({ ancho: e.currentTarget.naturalWidth, alto: e.currentTarget.naturalHeight });
              alVerse?.();
            }}
          />
        ) : null}
      </div>
      <div className={css['barra']} role="group" aria-label={es.imagen.herramientas}>
        <Boton variante="discreto" tecla="+" icono={<ZoomIn size={20} aria-hidden />} aria-label={es.imagen.acercar} title={es.imagen.acercar} onClick={() => dar({ tipo: 'acercar' })} />
        <Boton variante="discreto" tecla="-" icono={<ZoomOut size={20} aria-hidden />} aria-label={es.imagen.alejar} title={es.imagen.alejar} onClick={() => dar({ tipo: 'alejar' })} />
        <Boton variante="discreto" tecla="F" icono={<Maximize size={20} aria-hidden />} aria-label={es.imagen.ajustar} title={es.imagen.ajustar} onClick={() => dar({ tipo: 'ajustar' })} />
        <Boton variante="discreto" tecla="G" icono={<RotateCw size={20} aria-hidden />} aria-label={es.imagen.girar} title={es.imagen.girar} onClick={() => dar({ tipo: 'girar' })} />
        <Boton variante="discreto" tecla="C" icono={<Contrast size={20} aria-hidden />} aria-label={es.imagen.contraste} title={es.imagen.contraste} aria-pressed={contraste} onClick={cambiarContraste} />
      </div>
    </section>
  );
};
