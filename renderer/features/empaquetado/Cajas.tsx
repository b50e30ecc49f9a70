import { CircleCheck, Printer, TriangleAlert } from 'lucide-react';
import type { ActaResumen, Parte } from '#shared/api/contrato-estacion.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { EstadoActa } from '#renderer/components/EstadoActa.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { es } from '#renderer/i18n/es.ts';
import { hora, numero } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { cargarCajas, useCajas, verCaja, verEntrega, type Cajas as Datos } from './cajas-store.ts';
import css from './Cajas.module.css';

const T = es.empaquetado;
const CUENTAS = ['esperadas', 'recibidas', 'deOtroCentro', 'fueraDeCatalogo', 'sinActa', 'faltan', 'soloImagen', 'empaquetadas', 'porEmpaquetar', 'enProceso', 'sinIdentificar'] as const;
const PARTES: readonly Parte[] = ['acopio', 'digitalizacion', 'captura', 'verificacion', 'cotejo', 'empaquetado'];
const ATAJOS: readonly Atajo[] = [{ teclas: ['Ctrl+P'], grupo: 'seccion', texto: T.teclas.entrega, accion: () => void verEntrega() }];

const Lista = ({ titulo, actas }: { readonly titulo: string; readonly actas: readonly ActaResumen[] }) =>
  actas.length === 0 ? null : (
    <>
      <h3>{titulo}</h3>
      <ul className={css['actas']} tabIndex={0} aria-label={titulo}>
        {actas.map((a) => (
          <li key={a.acta}>
            <span>
              {a.nombre} · {es.elecciones[a.eleccion]}
            </span>
            <EstadoActa estado={a.estado} />
          </li>
        ))}
      </ul>
    </>
  );

const Conciliacion = ({ c }: { readonly c: Datos['conciliacion'] }) => (
  <Tarjeta id="conciliacion" titulo={T.conciliacion.titulo}>
    <p className={c.cuadra ? css['cuadra'] : css['noCuadra']}>
      {c.cuadra ? <CircleCheck size={20} aria-hidden /> : <TriangleAlert size={20} aria-hidden />}
      {c.cuadra ? T.conciliacion.cuadra : T.conciliacion.noCuadra}
    </p>
    <dl className={css['cuentas']}>
      {CUENTAS.map((k) => (
        <div key={k}>
          <dt>{T.conciliacion.cuentas[k]}</dt>
          <dd>{numero(c[k])}</dd>
        </div>
      ))}
    </dl>
    <Lista titulo={T.conciliacion.sinAcopio} actas={c.sinAcopio} />
    <Lista titulo={T.conciliacion.pendientes} actas={c.pendientes} />
  </Tarjeta>
);

/** The closed boxes, each with its report, and the paper of the center counted two ways. */
export const Cajas = () => {
  const cajas = useCajas((s) => s.cajas);
  useAtajos(ATAJOS);
  usePartes(PARTES, cargarCajas);
  return (
    <ConCarga carga={cajas} alReintentar={() => void cargarCajas()}>
      {(d) => (
        <div className={css['cajas']}>
          <Tarjeta id="cajas-cerradas" titulo={T.cajas.titulo}>
            {d.cajas.length === 0 ? <p>{T.cajas.ninguna}</p> : null}
            <ul>
              {d.cajas.map((c) => (
                <li key={c.caja} className={css['caja']}>
                  <p>
                    <strong>{c.caja}</strong>
                    <span>
                      {T.cajas.actas(c.actas)}
                      {c.sinCotejo > 0 ? ` · ${T.cajas.sinCotejo(c.sinCotejo)}` : ''} · {hora(c.hora)} · {c.cerro}
                    </span>
                  </p>
                  <Boton variante="discreto" icono={<Printer size={18} aria-hidden />} aria-label={T.cajas.imprimir(c.caja)} onClick={() => void verCaja(c.caja)}>
                    {T.cajas.reporte}
                  </Boton>
                </li>
              ))}
            </ul>
            <Boton tecla="Ctrl+P" icono={<Printer size={18} aria-hidden />} onClick={() => void verEntrega()}>
              {T.cajas.entrega}
            </Boton>
          </Tarjeta>
          <Conciliacion c={d.conciliacion} />
        </div>
      )}
    </ConCarga>
  );
};
