import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { vistaDestino } from './destinos.ts';
import css from './Letrero.module.css';

/** What to do with the paper, in letters that are read from where the scanner is. */
export const Letrero = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const [Icono, tono] = vistaDestino(hoja);
  return (
    <div className={`${css['letrero'] ?? ''} ${css[tono] ?? ''}`} role="region" aria-label={es.digitalizacion.quePapel}>
      <Icono size={52} aria-hidden />
      <p className={css['destino']}>
        {hoja.hoja === null ? null : <span className={css['hoja']}>{es.digitalizacion.hoja(hoja.hoja)}</span>}
        {hoja.destino}
      </p>
      <time className={css['hora']}>{hora(hoja.hora)}</time>
    </div>
  );
};
