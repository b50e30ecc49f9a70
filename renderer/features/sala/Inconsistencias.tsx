import { memo } from 'react';
import type { Observacion } from '#shared/domain/inconsistencias.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.inconsistencias;
type Inconsistencia = Sala['inconsistencias'][number];

const nombreDe = (observacion: string): string => es.observaciones[observacion as Observacion];
const explicacion = (i: Inconsistencia): string => {
  const partes = [i.formula === '' || i.base === null ? '' : `${T.base[i.base]}: ${i.formula}`, i.ilegibles > 0 ? T.ilegibles(i.ilegibles) : '', i.sinDato > 0 ? T.sinDato(i.sinDato) : ''];
  return partes.filter((t) => t !== '').join(' · ');
};

/** Verified actas with an observation: which rule, with its figures, and whether they are counted. */
export const Inconsistencias = memo(({ lista }: { readonly lista: Sala['inconsistencias'] }) =>
  lista.length === 0 ? (
    <p>{T.ninguna}</p>
  ) : (
    <ul className={css['faltantes']} tabIndex={0} aria-label={T.lista}>
      {lista.map((i) => (
        <li key={i.acta}>
          <strong>{i.nombre}</strong>
          <span>
            {i.observaciones.map(nombreDe).join(', ')} · {es.contabilizada[i.contabilizada as 0 | 1 | 2]}
          </span>
          <small>{explicacion(i)}</small>
        </li>
      ))}
    </ul>
  ));
