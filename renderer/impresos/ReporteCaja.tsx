import { es } from '#renderer/i18n/es.ts';
import { hora, numero } from '#renderer/i18n/formato.ts';
import type { Estacion } from '#renderer/features/sesion/sesion-store.ts';
import type { Caja } from './impreso-store.ts';
import { Pliego } from './Pliego.tsx';
import css from './Pliego.module.css';

const T = es.impresos.caja;

/** What goes inside a box and on its lid: every acta in it, counted. */
export const ReporteCaja = ({ caja, estacion }: { readonly caja: Caja; readonly estacion: Estacion }) => (
  <Pliego estacion={estacion} titulo={T.titulo(caja.caja)} sello={caja.hora} firmas={T.firmas}>
    <p>{T.resumen(caja.actas.length, caja.cerro)}</p>
    <table>
      <thead>
        <tr>
          <th scope="col" className={css['numero']}>#</th>
          {T.columnas.map((c) => <th key={c} scope="col">{c}</th>)}
        </tr>
      </thead>
      <tbody>
        {caja.actas.map((a, i) => (
          <tr key={a.acta}>
            <td className={css['numero']}>{numero(i + 1)}</td>
            <td>{a.nombre}</td>
            <td>{a.titulo}</td>
            <td>{a.acta}</td>
            <td>{a.horaAcopio === null ? '—' : hora(a.horaAcopio)}</td>
            <td>{a.sinCotejo ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Pliego>
);
