import { TriangleAlert } from 'lucide-react';
import type { ErrorApi } from '#shared/errors/result.ts';
import { textoDeError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { Boton } from './Boton.tsx';
import css from './ErrorNotice.module.css';

/** An error of the station in the person's words: what happened and what to do. `pantalla` names the screen when this is all there is on it. */
export const ErrorNotice = ({ pantalla, error, alReintentar }: { readonly pantalla?: string; readonly error: ErrorApi; readonly alReintentar?: () => void }) => (
  <div className={css['error']} role="alert">
    {pantalla === undefined ? null : <h1 className="oculto-visual">{pantalla}</h1>}
    <TriangleAlert size={22} aria-hidden />
    <p>{textoDeError(error)}</p>
    {alReintentar ? <Boton onClick={alReintentar}>{es.app.reintentar}</Boton> : null}
  </div>
);
