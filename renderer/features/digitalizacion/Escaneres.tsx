import { Ban, CircleCheck, LoaderCircle, OctagonAlert, ScanLine, Unplug, type LucideIcon } from 'lucide-react';
import type { EscanerBandeja } from '#shared/api/bandeja.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import { useEscanerActual, useOcupadoDigitalizacion } from './digitalizacion-selectors.ts';
import { cancelar, escanear } from './digitalizacion-acciones.ts';
import { elegirEscaner } from './digitalizacion-store.ts';
import css from './Escaneres.module.css';

const T = es.digitalizacion;
type Situacion = EscanerBandeja['estado'] | 'falla';

const SITUACIONES: Readonly<Record<Situacion, readonly [LucideIcon, string]>> = {
  libre: [CircleCheck, 'bien'],
  escaneando: [LoaderCircle, 'dato'],
  cancelando: [Ban, 'aviso'],
  no_disponible: [Unplug, 'mal'],
  falla: [OctagonAlert, 'mal'],
};

const situacionDe = ({ estado, tanda }: EscanerBandeja): Situacion => (estado === 'libre' && tanda?.falla && tanda.falla.codigo !== 'escaner_cancelado' ? 'falla' : estado);

/** What a scanner did or has to do, in one line. */
const resumenDe = ({ estado, hojas, tanda }: EscanerBandeja): string => {
  if (estado === 'no_disponible') return T.escaneres.revise;
  if (estado === 'escaneando' || estado === 'cancelando' || (tanda?.enProceso ?? 0) > 0) return T.escaneres.llegan(tanda?.recibidas ?? 0, tanda?.enProceso ?? 0);
  if (hojas !== null) return hojas === 0 ? T.escaneres.sinHojas : T.hojas(hojas);
  return tanda ? T.escaneres.ultima(tanda.recibidas) : T.escaneres.listo;
};

const Tarjeta = ({ escaner, elegido }: { readonly escaner: EscanerBandeja; readonly elegido: boolean }) => {
  const ocupado = useOcupadoDigitalizacion();
  const situacion = situacionDe(escaner);
  const [Icono, tono] = SITUACIONES[situacion];
  const escaneando = escaner.estado === 'escaneando' || escaner.estado === 'cancelando';
  return (
    <li className={css['tarjeta']} data-elegido={elegido}>
      <button type="button" className={css['quien']} aria-pressed={elegido} onClick={() => elegirEscaner(escaner.id)}>
        <strong title={escaner.nombre}>{escaner.nombre}</strong>
        <span className={css['estado']}>
          <span className={`${css['situacion'] ?? ''} ${css[tono] ?? ''}`}>
            <Icono size={18} aria-hidden className={situacion === 'escaneando' ? css['gira'] : undefined} />
            {T.escaneres.estados[situacion]}
          </span>
          <span className={css['resumen']}>{resumenDe(escaner)}</span>
        </span>
      </button>
      {elegido ? (
        escaneando ? (
          <Boton variante="peligro" tecla="F7" icono={<Ban size={20} aria-hidden />} disabled={ocupado || escaner.estado === 'cancelando'} onClick={() => void cancelar()}>
            {escaner.estado === 'cancelando' ? T.escaneres.estados.cancelando : T.cancelar}
          </Boton>
        ) : (
          <Boton variante="primario" tecla="F2" icono={<ScanLine size={20} aria-hidden />} disabled={ocupado || escaner.estado === 'no_disponible'} onClick={() => void escanear()}>
            {T.escanear}
          </Boton>
        )
      ) : null}
    </li>
  );
};

/** The scanners of the station side by side; F2 and F7 are for the chosen one. */
export const Escaneres = ({ escaneres }: { readonly escaneres: readonly EscanerBandeja[] }) => {
  const elegido = useEscanerActual();
  return (
    <ul className={css['escaneres']} aria-label={T.escaneres.titulo}>
      {escaneres.map((e) => (
        <Tarjeta key={e.id} escaner={e} elegido={e.id === elegido?.id} />
      ))}
    </ul>
  );
};
