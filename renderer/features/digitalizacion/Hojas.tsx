import { Inbox } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { Miniatura } from '#renderer/features/imagen/Miniatura.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { useHojaActual, useHojas } from './digitalizacion-selectors.ts';
import { elegirHoja, pideDecision } from './digitalizacion-store.ts';
import { DestinoHoja } from './DestinoHoja.tsx';
import { enumerar } from './tanda.ts';
import css from './Hojas.module.css';

const T = es.digitalizacion;

const Hoja = ({ hoja, actual }: { readonly hoja: ImagenBandeja; readonly actual: boolean }) => (
  <li className={css['renglon']}>
    <button type="button" className={css['hoja']} aria-current={actual} onClick={() => elegirHoja(hoja.fila)}>
      <Miniatura imagen={hoja.imagen} enProceso={hoja.estado === 'en_proceso'} />
      <span className={css['cabeza']}>
        <span>{hoja.hoja === null ? '' : T.hoja(hoja.hoja)}</span>
        <time>{horaCorta(hoja.hora)}</time>
      </span>
      <DestinoHoja hoja={hoja} />
      <span className={css['nombre']}>{hoja.nombre ?? hoja.motivo ?? hoja.fuente}</span>
    </button>
  </li>
);

/** The sheets: first those that wait for a person, then the newest, each with where its paper goes. */
export const Hojas = () => {
  const hojas = useHojas();
  const actual = useHojaActual();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [actual?.fila]);
  const grupos = [
    { titulo: T.atender, hojas: hojas.filter(pideDecision) },
    { titulo: T.bandeja, hojas: hojas.filter((h) => !pideDecision(h)) },
  ].filter((g) => g.hojas.length > 0);
  const aparte = hojas.filter((h) => h.papelAparte);
  return (
    <div ref={ref} className={css['hojas']}>
      {aparte.length === 0 ? null : (
        <p className={css['aparte']}>
          <Inbox size={20} aria-hidden />
          {T.papelAparte(aparte.length, enumerar([...new Set(aparte.flatMap((h) => h.hoja ?? []))]))}
        </p>
      )}
      {grupos.map((g) => (
        <section key={g.titulo} aria-label={g.titulo}>
          <h2 className={css['grupo']}>
            {g.titulo} ({g.hojas.length})
          </h2>
          <ul>
            {g.hojas.map((h) => (
              <Hoja key={h.fila} hoja={h} actual={h.fila === actual?.fila} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
