import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { EscanerBandeja, ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { textoDeError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { darPorLeida } from './digitalizacion-store.ts';
import { cuentaDe, enumerar } from './tanda.ts';
import css from './FallaTanda.module.css';

const T = es.digitalizacion.fallas;
type Props = { readonly escaner: EscanerBandeja; readonly tanda: NonNullable<EscanerBandeja['tanda']>; readonly imagenes: readonly ImagenBandeja[]; readonly conNombre: boolean };

/** A tanda that stopped half way: what happened, which sheets are safe, and which go again through the scanner. */
export const FallaTanda = ({ escaner, tanda, imagenes, conNombre }: Props) => {
  const { guardadas, desde, repetir } = cuentaDe(tanda, imagenes);
  const atajos = useMemo<readonly Atajo[]>(() => [{ teclas: ['Enter'], grupo: 'seccion', texto: T.entendido, accion: () => darPorLeida(tanda.tanda) }], [tanda.tanda]);
  useAtajos(atajos);
  const cancelada = tanda.falla?.codigo === 'escaner_cancelado';
  const Icono = cancelada ? TriangleAlert : OctagonAlert;
  return (
    <section className={css['falla']} data-cancelada={cancelada} role="alert" aria-label={T.titulo}>
      <Icono size={44} aria-hidden />
      <div className={css['que']}>
        <p className={css['causa']}>
          {conNombre ? `${escaner.nombre}: ` : ''}
          {textoDeError(tanda.falla as ErrorApi)}
        </p>
        <p className={css['hojas']}>
          <span>{guardadas.length === 0 ? T.ninguna : T.guardadas(enumerar(guardadas), guardadas.length)}</span> <strong>{escaner.tipo === 'carpeta' ? T.carpeta : T.repetir(desde)}</strong>
        </p>
        {repetir.length === 0 ? null : <p className={css['ademas']}>{T.ademas(enumerar(repetir), repetir.length)}</p>}
      </div>
      <Boton tecla="Enter" onClick={() => darPorLeida(tanda.tanda)}>
        {T.entendido}
      </Boton>
    </section>
  );
};
