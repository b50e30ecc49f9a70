import { useEffect, useRef } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { useHojaActual, useHojas } from './digitalizacion-selectors.ts';
import { elegirHoja } from './digitalizacion-store.ts';
import { DestinoHoja } from './DestinoHoja.tsx';
import css from './Hojas.module.css';

/** The sheets, newest first, each with where its paper goes. */
export const Hojas = () => {
  const hojas = useHojas();
  const actual = useHojaActual();
  const ref = useRef<HTMLUListElement>(null);
  useEffect(() => {
    ref.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [actual?.imagen]);
  return (
    <ul ref={ref} className={css['hojas']} aria-label={es.digitalizacion.bandeja}>
      {hojas.map((h) => (
        <li key={h.imagen}>
          <button type="button" className={css['hoja']} aria-current={h.imagen === actual?.imagen} onClick={() => elegirHoja(h.imagen)}>
            <DestinoHoja hoja={h} />
            <time className={css['hora']}>{hora(h.hora)}</time>
            <span className={css['nombre']}>{h.nombre ?? h.motivo ?? h.fuente}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
