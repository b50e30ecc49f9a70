import { memo } from 'react';
import { es } from '#renderer/i18n/es.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.sumas;

/** Verified actas whose votes do not add up to the total that is written: a note, which changes nothing. */
export const Sumas = memo(({ lista }: { readonly lista: Sala['sumasDistintas'] }) =>
  lista.length === 0 ? (
    <p>{T.ninguna}</p>
  ) : (
    <>
      <p>{T.explicacion}</p>
      <ul className={css['faltantes']} tabIndex={0} aria-label={T.lista}>
        {lista.map((a) => (
          <li key={a.acta}>
            <strong>{a.nombre}</strong>
            <span>{T.nota(a.suma, a.asentado)}</span>
          </li>
        ))}
      </ul>
    </>
  ));
