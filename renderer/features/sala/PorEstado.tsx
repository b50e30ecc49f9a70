import { memo } from 'react';
import { ESTADOS } from '#shared/domain/estados.ts';
import { EstadoActa } from '#renderer/components/EstadoActa.tsx';
import { numero } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './PorEstado.module.css';

/** How many actas are at each step, as bars with their figure: where the pile is shows before it is read. Those that have not come are no pile. */
export const PorEstado = memo(({ porEstado }: { readonly porEstado: Sala['porEstado'] }) => {
  const mayor = Math.max(1, ...ESTADOS.map((e) => (e === 'esperada' ? 0 : porEstado[e])));
  return (
    <ul className={css['estados']}>
      {ESTADOS.map((e) => (
        <li key={e} data-cero={porEstado[e] === 0}>
          <EstadoActa estado={e} />
          <span className={e === 'esperada' ? undefined : css['riel']} aria-hidden="true">
            {e === 'esperada' ? null : <span style={{ inlineSize: `${(porEstado[e] / mayor) * 100}%` }} />}
          </span>
          <strong>{numero(porEstado[e])}</strong>
        </li>
      ))}
    </ul>
  );
});
