import { usePartes } from '#renderer/api/use-partes.ts';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { cargarBitacora, PARTES_BITACORA, useBitacora, type Registros } from './bitacora-store.ts';
import { Rastreo } from './Rastreo.tsx';
import css from './Bitacora.module.css';

const T = es.bitacora;

const Tabla = ({ registros }: { readonly registros: Registros }) => (
  <div className={css['caja']} tabIndex={0} role="region" aria-label={T.titulo}>
    <table className={css['tabla']}>
      <thead>
        <tr>
          <th scope="col">{T.columnas.hora}</th>
          <th scope="col">{T.columnas.frase}</th>
          <th scope="col">{T.columnas.acta}</th>
          <th scope="col">{T.columnas.actor}</th>
          <th scope="col" className={css['numero']}>
            {T.columnas.seq}
          </th>
        </tr>
      </thead>
      <tbody>
        {registros.map((r) => (
          <tr key={r.seq}>
            <td className={css['cifras']}>{hora(r.hora)}</td>
            <td>{r.frase}</td>
            <td className={css['cifras']}>{r.acta ?? ''}</td>
            <td>{r.actor}</td>
            <td className={`${css['cifras'] ?? ''} ${css['numero'] ?? ''}`}>{r.seq}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** The last events of the journal, in an operator's words. */
export const Bitacora = () => {
  const registros = useBitacora((s) => s.registros);
  usePartes(PARTES_BITACORA, cargarBitacora);
  return (
    <div className={css['bitacora']}>
      <header>
        <h1>{T.titulo}</h1>
        <p>{T.explicacion}</p>
      </header>
      <Rastreo />
      <ConCarga carga={registros} alReintentar={() => void cargarBitacora()}>
        {(lista) => (lista.length === 0 ? <Vacio titulo={T.vacio} texto={T.vacioTexto} /> : <Tabla registros={lista} />)}
      </ConCarga>
    </div>
  );
};
