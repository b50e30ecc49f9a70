import { CloudOff, CloudUpload } from 'lucide-react';
import { esDesfaseNotable } from '#shared/domain/desfase.ts';
import { es } from '#renderer/i18n/es.ts';
import { duracion, hora, horaCorta, numero, tamano } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.maquina;

const relojDe = ({ hora: ahora, retrocesos, ultimo }: Sala['reloj']): string => (ultimo === null ? T.relojBien(horaCorta(ahora)) : T.relojMal(horaCorta(ahora), retrocesos, hora(ultimo)));
const esNotable = (d: Sala['enlace']['desfase']): boolean => d !== null && esDesfaseNotable(d);
const desfaseDe = (d: Sala['enlace']['desfase']): string =>
  d === null ? T.desfaseSinMedir : esDesfaseNotable(d) ? T.desfase(duracion(Math.abs(d.ms) / 1_000), d.ms > 0, horaCorta(d.hora)) : T.desfaseNinguno(horaCorta(d.hora));
const discoDe = ({ libres, bajo }: Sala['disco']): string => (libres === null ? T.discoDesconocido : bajo ? T.discoBajo(tamano(libres)) : tamano(libres));

/** The road to the central and the machine itself: what only is looked at when it is wrong. */
export const Maquina = ({ sala: { enlace, disco, reloj } }: { readonly sala: Pick<Sala, 'enlace' | 'disco' | 'reloj'> }) => {
  const espera = enlace.situacion === 'en_espera';
  const filas = [
    { titulo: T.enlace, valor: espera && enlace.desde !== null ? es.tablero.esperaDesde(horaCorta(enlace.desde)) : es.tablero.situacion[enlace.situacion], mal: espera, icono: espera ? <CloudOff size={18} aria-hidden /> : <CloudUpload size={18} aria-hidden /> },
    ...enlace.porAtender.map((a) => ({ titulo: T.porAtender, valor: es.tablero.porAtender[a.que](a.cuantos, a.motivo), mal: true })),
    { titulo: es.tablero.actasPorEnviar, valor: numero(enlace.actasPendientes), mal: false },
    { titulo: T.eventos, valor: numero(enlace.eventosPendientes), mal: false },
    { titulo: T.imagenes, valor: `${numero(enlace.imagenesPendientes)}${enlace.bytesPendientes > 0 ? ` · ${tamano(enlace.bytesPendientes)}` : ''}`, mal: false },
    { titulo: T.acuse, valor: enlace.ultimoAcuse === null ? es.tablero.nunca : hora(enlace.ultimoAcuse), mal: false },
    { titulo: T.disco, valor: discoDe(disco), mal: disco.bajo },
    { titulo: T.reloj, valor: relojDe(reloj), mal: reloj.retrocesos > 0 },
    { titulo: T.relojCentral, valor: desfaseDe(enlace.desfase), mal: esNotable(enlace.desfase) },
  ];
  return (
    <dl className={css['maquina']}>
      {filas.map((f) => (
        <div key={f.titulo}>
          <dt>{f.titulo}</dt>
          <dd className={f.mal ? css['mal'] : undefined}>
            {'icono' in f ? f.icono : null} {f.valor}
          </dd>
        </div>
      ))}
    </dl>
  );
};
