import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { Tecla } from '#renderer/components/Tecla.tsx';
import { Valor } from '#renderer/components/Valor.tsx';
import { valorDe } from '#renderer/features/captura/formulario.ts';
import { RecorteCampo } from '#renderer/features/imagen/RecorteCampo.tsx';
import { es } from '#renderer/i18n/es.ts';
import type { Decision } from './decision.ts';
import { usePideMotivo } from './verificacion-selectors.ts';
import { enfocarFila, oprimirTecla, type TrabajoVerificacion } from './verificacion-store.ts';
import css from './FilaDiscrepancia.module.css';

type Props = { readonly trabajo: TrabajoVerificacion; readonly clave: string; readonly fila: number; readonly decision: Decision };

/** One field that two people read differently, and what this person says it is. */
export const FilaDiscrepancia = ({ trabajo, clave, fila, decision }: Props) => {
  const ref = useRef<HTMLDivElement>(null);
  const conFoco = decision.foco === fila;
  const decidido = decision.decididos[clave];
  const campo = trabajo.campos.find((c) => c.clave === clave) ?? { clave, grupo: 'total' as const, nombre: clave };
  const zona = trabajo.zonas?.[clave] ?? null;
  const [a, b] = trabajo.capturas;
  const pideMotivo = usePideMotivo();
  const escribiendo = conFoco && decision.escribiendo;
  useEffect(() => {
    if (!conFoco) return;
    ref.current?.focus();
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, [conFoco, escribiendo, pideMotivo]);
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
        </span>
        <span className={css['valor']}>
          <Valor valor={valor} />
          {elegida ? <Check size={20} aria-hidden /> : null}
        </span>
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
        aria-label={campo.nombre}
        className={css['grupo']}
        onFocus={(e) => {
          if (e.target === e.currentTarget) enfocarFila(fila);
        }}
      >
        <p className={css['nombre']}>
          <NombreCampo campo={campo} />
          <span className={decidido && !escribiendo ? css['decidido'] : css['pendiente']}>{decidido && !escribiendo ? es.verificacion.elegido : es.verificacion.pendiente}</span>
        </p>
        {zona ? (
          <div className={css['recorte']}>
            <RecorteCampo imagen={trabajo.imagen} zona={zona} campo={campo.nombre} />
          </div>
        ) : null}
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
              <span className={css['nada']}>{es.verificacion.otroAyuda}</span>
            ) : (
              <Valor valor={valorOtro} />
            )}
          </button>
        </div>
      </div>
    </li>
  );
};
