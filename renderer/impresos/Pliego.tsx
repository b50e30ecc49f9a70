import type { ReactNode } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { fecha, hora } from '#renderer/i18n/formato.ts';
import type { Estacion } from '#renderer/features/sesion/sesion-store.ts';
import css from './Pliego.module.css';

type Props = {
  readonly estacion: Estacion;
  readonly titulo: string;
  readonly sello: string;
  /** Who signs, one line each. */
  readonly firmas: readonly string[];
  readonly children: ReactNode;
};

/** A letter-size document: of which election and center it is, what it says, and places to sign. A simulacro says so on it. */
export const Pliego = ({ estacion, titulo, sello, firmas, children }: Props) => (
  <article className={css['pliego']}>
    {estacion.modo === 'simulacro' ? (
      <p className={css['simulacro']}>
        {es.app.simulacro}. {es.app.simulacroTexto}
      </p>
    ) : null}
    <header className={css['cabeza']}>
      <h1>{titulo}</h1>
      <p>
        {estacion.proceso} · {estacion.entidad}
      </p>
      <p>
        {estacion.centro} · {es.impresos.hecho(fecha(sello), hora(sello))}
      </p>
    </header>
    {children}
    <footer className={css['firmas']}>
      {firmas.map((firma) => (
        <p key={firma}>
          <span>{es.impresos.nombreYFirma}</span>
          {firma}
        </p>
      ))}
    </footer>
  </article>
);
