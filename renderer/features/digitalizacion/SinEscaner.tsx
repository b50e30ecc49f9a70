import { Unplug } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import css from './SinEscaner.module.css';

const T = es.digitalizacion.sinEscaner;

/** No scanner answers: what to look at, in order. It appears by itself when it is plugged in. */
export const SinEscaner = () => (
  <section className={css['sin']} role="status" aria-label={T.titulo}>
    <Unplug size={44} aria-hidden />
    <div>
      <h2>{T.titulo}</h2>
      <ol>
        {T.pasos.map((paso) => (
          <li key={paso}>{paso}</li>
        ))}
      </ol>
    </div>
  </section>
);
