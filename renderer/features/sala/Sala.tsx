import type { ReactNode } from 'react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta, numero } from '#renderer/i18n/formato.ts';
import { Alertas } from './Alertas.tsx';
import { Faltantes } from './Faltantes.tsx';
import { Inconsistencias } from './Inconsistencias.tsx';
import { Personas } from './Personas.tsx';
import { PorHora } from './PorHora.tsx';
import { cargarSala, PARTES_SALA, useSala, type Sala as DatosSala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala;

const Tarjeta = ({ id, titulo, children }: { readonly id: string; readonly titulo: string; readonly children: ReactNode }) => (
  <section className={css['tarjeta']} aria-labelledby={id}>
    <h2 id={id}>{titulo}</h2>
    {children}
  </section>
);

const Fases = ({ fases }: { readonly fases: DatosSala['fases'] }) => (
  <ul className={css['fases']}>
    {fases.map((f) => (
      <li key={f.fase} data-cero={f.cuantas === 0}>
        <strong>{numero(f.cuantas)}</strong>
        <span>{T.fases[f.fase]}</span>
        <small>{f.desde === null ? T.alCorriente : T.esperaDesde(horaCorta(f.desde))}</small>
      </li>
    ))}
  </ul>
);

/** The room in one screen, for who directs it. It shows; nothing here can change a figure. */
export const Sala = () => {
  const sala = useSala((s) => s.sala);
  usePartes(PARTES_SALA, cargarSala);
  return (
    <div className={css['sala']}>
      <header>
        <h1>{T.titulo}</h1>
        <p>{T.explicacion}</p>
      </header>
      <ConCarga carga={sala} alReintentar={() => void cargarSala()}>
        {(s) => (
          <>
            <Fases fases={s.fases} />
            <div className={css['columnas']}>
              <div>
                <Tarjeta id="sala-alertas" titulo={T.alertas.titulo}><Alertas alertas={s.alertas} /></Tarjeta>
                <Tarjeta id="sala-horas" titulo={T.porHora}>{s.porHora.length === 0 ? <p>{T.sinHoras}</p> : <PorHora horas={s.porHora} />}</Tarjeta>
                <Tarjeta id="sala-personas" titulo={T.personas.titulo}><Personas personas={s.personas} /></Tarjeta>
              </div>
              <div>
                <Tarjeta id="sala-inconsistencias" titulo={T.inconsistencias.titulo}><Inconsistencias lista={s.inconsistencias} /></Tarjeta>
                <Tarjeta id="sala-faltantes" titulo={T.faltantes.titulo(s.seccionesFaltantes)}><Faltantes sala={s} /></Tarjeta>
              </div>
            </div>
          </>
        )}
      </ConCarga>
    </div>
  );
};
