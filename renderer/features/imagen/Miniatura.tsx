import { ImageOff, LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { pedirMiniatura, soltarMiniatura, useMiniaturas } from './miniatura-store.ts';
import css from './Miniatura.module.css';

type Props = {
  readonly imagen: string;
  /** Nobody has looked at it yet: there is nothing to show. */
  readonly enProceso: boolean;
};

/** A small picture of a sheet, asked for when it comes into view. The row that has it says what it is. */
export const Miniatura = ({ imagen, enProceso }: Props) => {
  const ref = useRef<HTMLSpanElement>(null);
  const url = useMiniaturas((s) => s.urls[imagen]);
  useEffect(() => {
    const nodo = ref.current;
    if (!nodo || enProceso) return undefined;
    const vigia = new IntersectionObserver((vistos) => {
      if (vistos.some((v) => v.isIntersecting)) pedirMiniatura(imagen);
      else soltarMiniatura(imagen);
    });
    vigia.observe(nodo);
    return () => {
      vigia.disconnect();
      soltarMiniatura(imagen);
    };
  }, [imagen, enProceso]);
  return (
    <span ref={ref} className={css['miniatura']} aria-hidden>
      {enProceso ? <LoaderCircle size={22} className={css['gira']} /> : url === null ? <ImageOff size={22} /> : url === undefined ? null : <img src={url} alt="" draggable={false} />}
    </span>
  );
};
