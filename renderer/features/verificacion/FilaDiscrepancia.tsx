import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Tecla } from '#renderer/components/Tecla.tsx';
import { Valor } from '#renderer/components/Valor.tsx';
import { valorDe } from '#renderer/features/captura/formulario.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Decision } from './decision.ts';
import { enfocarFila, oprimirTecla, type TrabajoVerificacion } from './verificacion-store.ts';
import css from './FilaDiscrepancia.module.css';

type Props = { readonly trabajo: TrabajoVerificacion; readonly clave: string; readonly fila: number; readonly decision: Decision };

/** One field that two people read differently, and what this person says it is. */
export const FilaDiscrepancia = ({ trabajo, clave, fila, decision }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  const conFoco = decision.foco === fila;
  const decidido = decision.decididos[clave];
  const nombre = trabajo.campos.find((c) => c.clave === clave)?.nombre ?? clave;
  const [a, b] = trabajo.capturas;
  const escribiendo = conFoco && decision.escribiendo;
  useEffect(() => {
    if (conFoco) ref.current?.focus();
  }, [conFoco, escribiendo]);
  const opcion = (lectura: 'a' | 'b', tecla: string) => {
    const valor = (lectura === 'a' ? a : b)[clave];
    const elegida = decidido?.lectura === lectura;
    return (
      <button
        type="button"
        tabIndex={-1}
        className={css['opcion']}
        aria-pressed={elegida}
        onClick={() => {
          enfocarFila(fila);
          oprimirTecla(tecla);
        }}
      >
        <span className={css['rotulo']}>
          <Tecla tecla={tecla} /> {es.verificacion.lectura[lectura]}
          {elegida ? <Check size={18} aria-hidden /> : null}
        </span>
        <Valor valor={valor} />
      </button>
    );
  };
  const otro = decidido?.lectura === 'otro' ? decidido.escrito : null;
  const valorOtro = otro === null ? null : valorDe(otro);
  return (
    <li className={css['fila']} data-foco={conFoco}>
      <div
        ref={ref}
        tabIndex={conFoco ? 0 : -1}
        role="group"
        aria-label={nombre}
        className={css['grupo']}
        onFocus={(e) => {
          if (e.target === e.currentTarget) enfocarFila(fila);
        }}
      >
        <p className={css['nombre']}>
          {nombre}
          <span className={decidido ? css['decidido'] : css['pendiente']}>{decidido && !escribiendo ? es.verificacion.elegido : es.verificacion.pendiente}</span>
        </p>
        <div className={css['opciones']}>
          {opcion('a', '1')}
          {opcion('b', '2')}
          <button
            type="button"
            tabIndex={-1}
            className={css['opcion']}
            aria-pressed={otro !== null && !escribiendo}
            data-abierta={escribiendo}
            onClick={() => {
              enfocarFila(fila);
              oprimirTecla('3');
            }}
          >
            <span className={css['rotulo']}>
              <Tecla tecla="3" /> {es.verificacion.otro}
            </span>
            {escribiendo ? (
              <span className={css['escrito']} aria-live="polite">
                {otro}
                <span className={css['cursor']} aria-hidden />
              </span>
            ) : valorOtro === null ? (
              <span className={css['nada']}>/ *</span>
            ) : (
              <Valor valor={valorOtro} />
            )}
          </button>
        </div>
      </div>
    </li>
  );
};
