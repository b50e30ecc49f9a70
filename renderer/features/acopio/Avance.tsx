import type { KeyboardEvent } from 'react';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useAvance } from './acopio-selectors.ts';
import { buscarSeccion, cargarAvance, type Avance as Datos } from './acopio-store.ts';
import css from './Avance.module.css';

const T = es.acopio.avance;
const ID = 'acopio-faltantes';
const irALaLista = (): void => document.querySelector<HTMLElement>(`#${ID} button`)?.focus();
const ATAJOS: readonly Atajo[] = [{ teclas: ['Alt+F'], grupo: 'seccion', texto: es.acopio.teclas.faltantes, accion: irALaLista }];

const faltanDe = (g: { readonly esperadas: number; readonly recibidas: number; readonly sinActa: number }): number => g.esperadas - g.recibidas - g.sinActa;
const llenado = (recibidas: number, esperadas: number): string => `${esperadas > 0 ? (recibidas / esperadas) * 100 : 0}%`;

const Grupo = ({ grupo }: { readonly grupo: Datos['grupos'][number] }) => {
  const incompletas = grupo.secciones.filter((s) => faltanDe(s) > 0);
  return (
    <li>
      <h3 className={css['grupo']}>
        <span>{grupo.nombre}</span>
        <span>{T.recibidas(grupo.recibidas, grupo.esperadas)}</span>
      </h3>
      <div className={css['riel']} aria-hidden="true">
        <span style={{ inlineSize: llenado(grupo.recibidas, grupo.esperadas) }} />
      </div>
      <ul>
        {incompletas.map((s) => (
          <li key={s.seccion}>
            <button type="button" tabIndex={-1} className={css['seccion']} onClick={() => void buscarSeccion(s.seccion)}>
              <span>{T.seccion(s.seccion)}</span>
              <span className={css['faltan']}>{T.faltan(faltanDe(s))}</span>
              <span className={css['desde']}>{s.desde === null ? '' : T.desde(horaCorta(s.desde))}</span>
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
};

/** Arrows go from one section to the next; the list is one stop of Tab, however long. */
const mover = (e: KeyboardEvent<HTMLDivElement>): void => {
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  e.preventDefault();
  e.stopPropagation();
  const botones = [...e.currentTarget.querySelectorAll('button')];
  const i = botones.findIndex((b) => b === document.activeElement);
  botones[Math.max(0, Math.min(botones.length - 1, i + (e.key === 'ArrowDown' ? 1 : -1)))]?.focus();
};

/** Expected against received, always in view: what is missing, where, and since when. */
export const Avance = () => {
  const avance = useAvance();
  useAtajos(ATAJOS);
  return (
    <section className={css['avance']} aria-labelledby="avance-titulo">
      <h2 id="avance-titulo">{T.titulo}</h2>
      <ConCarga carga={avance} alReintentar={() => void cargarAvance()}>
        {(a) => (
          <>
            <p className={css['total']}>
              <strong>{T.recibidas(a.recibidas, a.esperadas)}</strong>
              <span>{T.faltan(faltanDe(a))}</span>
            </p>
            <ul className={css['notas']}>
              {a.sinActa > 0 ? <li>{T.sinActa(a.sinActa)}</li> : null}
              {a.deOtroCentro > 0 ? <li>{T.deOtro(a.deOtroCentro)}</li> : null}
              {a.papeles.length > 0 ? <li>{T.sinIdentificar(a.papeles.length)}</li> : null}
            </ul>
            {/* Arrows move among the buttons inside. */}
            <div id={ID} className={css['lista']} role="region" aria-label={T.lista} tabIndex={0} onKeyDown={mover}>
              <ul>
                {a.grupos.map((g) => <Grupo key={g.id} grupo={g} />)}
              </ul>
            </div>
          </>
        )}
      </ConCarga>
    </section>
  );
};
