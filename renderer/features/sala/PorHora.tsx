import { memo } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta, numero } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './PorHora.module.css';

const T = es.sala;
const PASOS = ['acopiadas', 'digitalizadas', 'verificadas', 'cotejadas'] as const;
const [ALTO, ANCHO_BARRA, HUECO] = [120, 22, 20];
const ANCHO_GRUPO = PASOS.length * ANCHO_BARRA + HUECO;

/** Actas of each hour by step: bars to look at, and the same as a table for who cannot. */
export const PorHora = memo(({ horas }: { readonly horas: Sala['porHora'] }) => {
  const mayor = Math.max(1, ...horas.flatMap((h) => PASOS.map((p) => h[p])));
  const ancho = Math.max(1, horas.length) * ANCHO_GRUPO;
  return (
    <figure className={css['figura']}>
      <ul className={css['leyenda']} aria-hidden="true">
        {PASOS.map((p) => (
          <li key={p}>
            <svg width="14" height="14" className={css[p]}><rect width="14" height="14" rx="3" /></svg>
            {T.pasos[p]}
          </li>
        ))}
      </ul>
      <div className={css['ventana']} tabIndex={0} role="region" aria-label={T.porHora}>
        <svg width={ancho} height={ALTO + 34} aria-hidden="true">
          {horas.map((h, i) => (
            <g key={h.hora} transform={`translate(${i * ANCHO_GRUPO} 14)`}>
              {PASOS.map((p, j) => {
                const alto = (h[p] / mayor) * ALTO;
                return (
                  <g key={p} className={css[p]}>
                    <rect x={j * ANCHO_BARRA} y={ALTO - alto} width={ANCHO_BARRA - 2} height={alto} rx="2" />
                    {h[p] > 0 ? <text x={j * ANCHO_BARRA + (ANCHO_BARRA - 2) / 2} y={ALTO - alto - 3} className={css['cifra']}>{h[p]}</text> : null}
                  </g>
                );
              })}
              <line x1="0" x2={PASOS.length * ANCHO_BARRA - 2} y1={ALTO} y2={ALTO} className={css['suelo']} />
              <text x={(PASOS.length * ANCHO_BARRA - 2) / 2} y={ALTO + 16} className={css['hora']}>{horaCorta(h.hora)}</text>
            </g>
          ))}
        </svg>
      </div>
      <table className="oculto-visual">
        <caption>{T.porHora}</caption>
        <thead>
          <tr>
            <th scope="col">{T.hora}</th>
            {PASOS.map((p) => <th key={p} scope="col">{T.pasos[p]}</th>)}
          </tr>
        </thead>
        <tbody>
          {horas.map((h) => (
            <tr key={h.hora}>
              <th scope="row">{horaCorta(h.hora)}</th>
              {PASOS.map((p) => <td key={p}>{numero(h[p])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
});
