import { es } from '#renderer/i18n/es.ts';
import { hora, numero } from '#renderer/i18n/formato.ts';
import type { Estacion } from '#renderer/features/sesion/sesion-store.ts';
import type { Entrega } from './impreso-store.ts';
import { Pliego } from './Pliego.tsx';
import css from './Pliego.module.css';

const T = es.impresos.entrega;
const CUENTAS = ['esperadas', 'recibidas', 'deOtroCentro', 'fueraDeCatalogo', 'sinActa', 'faltan', 'soloImagen', 'empaquetadas', 'porEmpaquetar', 'enProceso', 'sinIdentificar'] as const;

/** The receipt with which the boxes are handed over: each box, and the paper of the center counted two ways. */
export const AcuseEntrega = ({ entrega: { cajas, conciliacion }, estacion, sello }: { readonly entrega: Entrega; readonly estacion: Estacion; readonly sello: string }) => (
  <Pliego estacion={estacion} titulo={T.titulo} sello={sello} firmas={T.firmas}>
    <p>{T.resumen(cajas.length, cajas.reduce((n, c) => n + c.actas, 0))}</p>
    <table>
      <thead>
        <tr>{T.columnas.map((c) => <th key={c} scope="col">{c}</th>)}</tr>
      </thead>
      <tbody>
        {cajas.map((c) => (
          <tr key={c.caja}>
            <td>{c.caja}</td>
            <td className={css['numero']}>{numero(c.actas)}</td>
            <td className={css['numero']}>{numero(c.sinCotejo)}</td>
            <td>{hora(c.hora)}</td>
            <td>{c.cerro}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <h2>{es.empaquetado.conciliacion.titulo}</h2>
    <table>
      <tbody>
        {CUENTAS.map((c) => (
          <tr key={c}>
            <th scope="row">{es.empaquetado.conciliacion.cuentas[c]}</th>
            <td className={css['numero']}>{numero(conciliacion[c])}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className={css['cuadra']}>{conciliacion.cuadra ? es.empaquetado.conciliacion.cuadra : es.empaquetado.conciliacion.noCuadra}</p>
  </Pliego>
);
