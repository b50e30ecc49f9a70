import { useEffect, useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import { horaDeReloj } from '#renderer/i18n/formato.ts';
import { alConectar } from '#renderer/api/conexion.ts';
import { useSesion, type Estacion } from './sesion-store.ts';
import css from './Barra.module.css';

const CADA_SEGUNDO = 1000;

const Reloj = ({ estacion }: { readonly estacion: Estacion }) => {
  const desfase = useSesion((s) => s.desfase);
  const [ahora, setAhora] = useState(() => Date.now());
  useEffect(() => {
    const reloj = setInterval(() => setAhora(Date.now()), CADA_SEGUNDO);
    return () => clearInterval(reloj);
  }, []);
  return <time className={css['reloj']}>{horaDeReloj(ahora + desfase, estacion.hora)}</time>;
};

/** The first line of every screen: what this is (a drill says so), where, who, what time. */
export const Barra = ({ estacion, persona }: { readonly estacion: Estacion; readonly persona: string | null }) => {
  const [enLinea, setEnLinea] = useState(true);
  useEffect(() => alConectar(setEnLinea), []);
  const simulacro = estacion.modo === 'simulacro';
  return (
    <header className={`${css['barra'] ?? ''} ${simulacro ? (css['simulacro'] ?? '') : ''}`}>
      <p className={css['modo']}>
        {simulacro ? (
          <>
            <strong>{es.app.simulacro}</strong>
            {enLinea ? <span>{es.app.simulacroTexto}</span> : null}
          </>
        ) : (
          <strong>{es.app.jornada}</strong>
        )}
      </p>
      {enLinea ? (
        <p className={css['lugar']}>
          {estacion.proceso} · {estacion.centro}
        </p>
      ) : (
        <p className={css['caida']} role="alert">
          <TriangleAlert size={18} aria-hidden /> {es.app.desconectada}
        </p>
      )}
      <p className={css['quien']}>
        {persona === null ? null : <span>{persona}</span>}
        <Reloj estacion={estacion} />
      </p>
    </header>
  );
};
