import { CloudOff, CloudUpload } from 'lucide-react';
import { es } from '#renderer/i18n/es.ts';
import { hora, horaCorta, numero, tamano } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.maquina;

const relojDe = ({ hora: ahora, retrocesos, ultimo }: Sala['reloj']): string => (ultimo === null ? T.relojBien(horaCorta(ahora)) : T.relojMal(horaCorta(ahora), retrocesos, hora(ultimo)));
const discoDe = ({ libres, bajo }: Sala['disco']): string => (libres === null ? T.discoDesconocido : bajo ? T.discoBajo(tamano(libres)) : tamano(libres));

/** The road to the central and the machine itself: what only is looked at when it is wrong. */
export const Maquina = ({ sala: { enlace, disco, reloj } }: { readonly sala: Pick<Sala, 'enlace' | 'disco' | 'reloj'> }) => {
  const filas = [
    { titulo: T.enlace, valor: enlace.enLinea ? es.tablero.enLinea : es.tablero.sinLinea, mal: !enlace.enLinea, icono: enlace.enLinea ? <CloudUpload size={18} aria-hidden /> : <CloudOff size={18} aria-hidden /> },
    { titulo: T.eventos, valor: numero(enlace.eventosPendientes), mal: false },
    { titulo: T.imagenes, valor: `${numero(enlace.imagenesPendientes)}${enlace.bytesPendientes > 0 ? ` · ${tamano(enlace.bytesPendientes)}` : ''}`, mal: false },
    { titulo: T.acuse, valor: enlace.ultimoAcuse === null ? es.tablero.nunca : hora(enlace.ultimoAcuse), mal: false },
    { titulo: T.disco, valor: discoDe(disco), mal: disco.bajo },
    { titulo: T.reloj, valor: relojDe(reloj), mal: reloj.retrocesos > 0 },
  ];
  return (
    <dl className={css['maquina']}>
      {filas.map((f) => (
        <div key={f.titulo}>
          <dt>{f.titulo}</dt>
          <dd className={f.mal ? css['mal'] : undefined}>
            {f.icono} {f.valor}
          </dd>
        </div>
      ))}
    </dl>
  );
};
