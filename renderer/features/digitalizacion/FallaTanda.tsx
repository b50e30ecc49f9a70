import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { TandaDetenidaBandeja } from '#shared/api/bandeja.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { textoDeError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { atender } from './digitalizacion-acciones.ts';
import { queHacer } from './tanda.ts';
import css from './FallaTanda.module.css';

const T = es.digitalizacion.fallas;
const NINGUN_ATAJO: readonly Atajo[] = [];
type Props = {
  readonly detenida: TandaDetenidaBandeja;
  /** Enter is for this one. */
  readonly primera: boolean;
  readonly conNombre: boolean;
};

/** A tanda that stopped half way: what happened, which sheets are safe, and which go again through the scanner. */
export const FallaTanda = ({ detenida, primera, conNombre }: Props) => {
  const { tanda, nombre, hora, falla, recuperando } = detenida;
  const atajos = useMemo<readonly Atajo[]>(() => [{ teclas: ['Enter'], grupo: 'seccion', texto: T.entendido, accion: () => void atender(tanda) }], [tanda]);
  useAtajos(primera && !recuperando ? atajos : NINGUN_ATAJO);
  const cancelada = falla.codigo === 'escaner_cancelado';
  const Icono = cancelada ? TriangleAlert : OctagonAlert;
  const { guardadas, ordenes, ademas } = queHacer(detenida);
  return (
    <section className={css['falla']} data-cancelada={cancelada} role="alert" aria-label={T.titulo}>
      <Icono size={44} aria-hidden />
      <div className={css['que']}>
        <p className={css['causa']}>
          {conNombre ? `${nombre}, ${horaCorta(hora)}: ` : ''}
          {textoDeError(falla as ErrorApi)}
        </p>
        <p className={css['hojas']}>
          <span>{guardadas}</span> <strong>{ordenes}</strong>
        </p>
        {ademas.map((texto) => (
          <p key={texto} className={css['ademas']}>
            {texto}
          </p>
        ))}
      </div>
      {recuperando ? null : (
        <Boton {...(primera ? { tecla: 'Enter' } : {})} onClick={() => void atender(tanda)}>
          {T.entendido}
        </Boton>
      )}
    </section>
  );
};
