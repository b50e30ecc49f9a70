import { memo } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta, numero } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.faltantes;

/** Sections of which something has not come; those that came in part first. */
export const Faltantes = memo(({ faltantes, seccionesFaltantes }: Pick<Sala, 'faltantes' | 'seccionesFaltantes'>) =>
  faltantes.length === 0 ? (
    <p>{T.ninguna}</p>
  ) : (
    <>
      <ul className={css['faltantes']} tabIndex={0} aria-label={T.lista}>
        {faltantes.map((f) => (
          <li key={f.seccion}>
            <strong>{f.ruta === null ? T.seccion(f.seccion) : T.seccionDeRuta(f.seccion, f.ruta)}</strong>
            <span>{f.desde === null ? T.nada(f.esperadas) : T.parcial(f.recibidas, f.esperadas, horaCorta(f.desde))}</span>
            {f.desde === null ? null : <small>{f.faltan.map((x) => x.nombre).join('; ')}</small>}
          </li>
        ))}
      </ul>
      {seccionesFaltantes > faltantes.length ? <p>{T.mas(numero(seccionesFaltantes - faltantes.length))}</p> : null}
    </>
  ));
