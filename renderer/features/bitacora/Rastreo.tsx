import { Search } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { buscarActas, escribirBusqueda, rastrear, useRastreo, type Envio, type Rastro } from './rastreo-store.ts';
import css from './Rastreo.module.css';

const T = es.bitacora.rastreo;

const estadoDe = (e: Envio): string => {
  if (e.estado === 'acusado') return T.acusado(e.hora === null ? '' : hora(e.hora));
  return e.estado === 'sin_acuse' ? T.sinAcuse : T.sinEnviar;
};

const Fila = ({ que, cuando, envio }: { readonly que: string; readonly cuando: string; readonly envio: Envio }) => (
  <tr>
    <td className={css['cifras']}>{hora(cuando)}</td>
    <td>{que}</td>
    <td className={envio.estado === 'acusado' ? css['bien'] : css['mal']}>{estadoDe(envio)}</td>
    <td>{envio.desde === null || envio.hasta === null ? '' : T.lote(envio.desde, envio.hasta)}{envio.lote === null ? null : <code title={envio.lote}>{envio.lote.slice(0, 12)}</code>}</td>
    <td>{envio.acuse === null ? '' : <code title={envio.acuse}>{envio.acuse.slice(0, 12)}</code>}</td>
  </tr>
);

const Detalle = ({ rastro: r }: { readonly rastro: Rastro }) => (
  <section aria-labelledby="rastro" className={css['rastro']}>
    <h2 id="rastro">{r.nombre} <span className={css['clave']}>{r.acta}</span></h2>
    <p className={css['resumen']} role="status">{T.resumen(r.eventos.map((e) => e.envio), r.imagenes.map((i) => i.envio), hora)}</p>
    <div className={css['caja']} tabIndex={0} role="region" aria-label={T.detalle}>
      <table className={css['tabla']}>
        <thead>
          <tr>{(['hora', 'que', 'central', 'lote', 'acuse'] as const).map((c) => <th key={c} scope="col">{T.columnas[c]}</th>)}</tr>
        </thead>
        <tbody>
          {r.eventos.map((e) => <Fila key={e.seq} que={e.frase} cuando={e.hora} envio={e.envio} />)}
          {r.imagenes.map((i) => <Fila key={i.imagen} que={T.imagen(i.imagen.slice(0, 12))} cuando={i.hora} envio={i.envio} />)}
        </tbody>
      </table>
    </div>
  </section>
);

/** Whether, and when, the central received one acta: its data and its images apart, with the signed receipt of each. */
export const Rastreo = () => {
  const { texto, halladas, rastro, error } = useRastreo();
  return (
    <div className={css['rastreo']}>
      <form
        className={css['busqueda']}
        onSubmit={(e) => {
          e.preventDefault();
          void buscarActas();
        }}
      >
        <Campo etiqueta={T.titulo} ayuda={T.ayuda} value={texto} maxLength={60} onChange={(e) => escribirBusqueda(e.currentTarget.value)} />
        <Boton type="submit" icono={<Search size={18} aria-hidden />}>{T.buscar}</Boton>
      </form>
      {error === null ? null : <ErrorNotice error={error} />}
      {halladas === null || halladas.length === 1 ? null : halladas.length === 0 ? <p role="status">{T.ninguna}</p> : (
        <ul className={css['halladas']} aria-label={T.halladas}>
          {halladas.map((a) => (
            <li key={a.acta}>
              <Boton variante="discreto" aria-pressed={rastro?.acta === a.acta} onClick={() => void rastrear(a.acta)}>{`${a.nombre}, ${a.titulo}`}</Boton>
            </li>
          ))}
        </ul>
      )}
      {rastro === null ? null : <Detalle rastro={rastro} />}
    </div>
  );
};
