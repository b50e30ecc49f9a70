import { CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import { useResultado, type TipoResultado } from './resultado-store.ts';
import css from './Franja.module.css';

const ICONOS: Readonly<Record<TipoResultado, LucideIcon>> = { bien: CircleCheck, aviso: TriangleAlert, mal: OctagonAlert, dato: Info };

/** The last line of every screen: how the last step ended, large enough to read from the scanner. Always there, so nothing moves. */
export const Franja = () => {
  const ultimo = useResultado((s) => s.ultimo);
  const Icono = ultimo ? ICONOS[ultimo.tipo] : Info;
  return (
    <footer className={`${css['franja'] ?? ''} ${ultimo ? (css[ultimo.tipo] ?? '') : ''}`} aria-label={es.app.sinPasos}>
      <div className={css['vivo']} role="status">
        {ultimo ? (
          <p key={ultimo.n} className={`${css['texto'] ?? ''} ${ultimo.texto.length > 70 ? (css['largo'] ?? '') : ''}`}>
            <Icono size={30} aria-hidden />
            <span>{ultimo.texto}</span>
          </p>
        ) : null}
      </div>
      {ultimo ? null : <p className={css['reposo']}>{es.app.sinPasos}</p>}
    </footer>
  );
};
