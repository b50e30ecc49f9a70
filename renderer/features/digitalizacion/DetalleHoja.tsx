import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import { useComparando, useOcupadoDigitalizacion } from './digitalizacion-selectors.ts';
import { usarDeTodosModos } from './digitalizacion-acciones.ts';
import { abrir, alternarComparacion, irAIdentificar, permite } from './digitalizacion-store.ts';
import css from './DetalleHoja.module.css';

const T = es.digitalizacion;

const Razones = ({ hoja }: { readonly hoja: ImagenBandeja }) => (
  <ul className={css['razones']}>
    {hoja.medidas.map((m) => (
      <li key={m.nombre} className={m.veredicto === 'repetir' ? css['mal'] : css['aviso']}>
        {m.veredicto === 'repetir' ? <OctagonAlert size={22} aria-hidden /> : <TriangleAlert size={22} aria-hidden />}
        <span>{m.texto}</span>
      </li>
    ))}
    {hoja.avisos.map((aviso) => (
      <li key={aviso} className={css['dato']}>
        <Info size={22} aria-hidden />
        <span>{aviso}</span>
      </li>
    ))}
    {hoja.veredicto === 'buena' ? (
      <li className={css['bien']}>
        <CircleCheck size={22} aria-hidden />
        <span>{T.buena}</span>
      </li>
    ) : null}
  </ul>
);

/** What was seen in the image of a sheet, in plain words, and what can be done about it. */
export const DetalleHoja = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const comparando = useComparando();
  const ocupado = useOcupadoDigitalizacion();
  const puede = permite(hoja);
  return (
    <section className={css['detalle']} aria-labelledby="hoja-nombre">
      <div className={css['que']} tabIndex={0} role="region" aria-labelledby="hoja-nombre">
        <h2 id="hoja-nombre">{hoja.nombre ?? (hoja.estado === 'en_proceso' ? hoja.fuente : T.sinNombre)}</h2>
        {hoja.motivo === null ? null : <p>{hoja.motivo}</p>}
        <Razones hoja={hoja} />
      </div>
      <div className={css['acciones']}>
        {puede.identificar ? (
          <Boton variante="primario" tecla="I" disabled={ocupado} onClick={irAIdentificar}>
            {T.identificarla}
          </Boton>
        ) : null}
        {puede.rechazar ? (
          <Boton variante={hoja.veredicto === 'repetir' && puede.aceptar ? 'primario' : 'peligro'} tecla="F8" disabled={ocupado} onClick={() => abrir('rechazar')}>
            {T.rechazar}
          </Boton>
        ) : null}
        {puede.aceptar ? (
          <Boton variante={hoja.veredicto === 'repetir' ? 'secundario' : 'primario'} tecla="U" disabled={ocupado} onClick={() => void usarDeTodosModos()}>
            {T.aceptar}
          </Boton>
        ) : null}
        {puede.promover ? (
          <Boton tecla="P" disabled={ocupado} onClick={() => abrir('promover')}>
            {T.promover}
          </Boton>
        ) : null}
        {puede.comparar ? (
          <Boton tecla="V" aria-pressed={comparando} onClick={alternarComparacion}>
            {comparando ? T.dejarDeComparar : T.comparar}
          </Boton>
        ) : null}
      </div>
    </section>
  );
};
