import { CloudOff, CloudUpload, HardDrive, Send, TriangleAlert } from 'lucide-react';
import { ESTADOS, type Estado } from '#shared/domain/estados.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { Cuentas } from '#renderer/components/Cuentas.tsx';
import { EstadoActa } from '#renderer/components/EstadoActa.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { Lecturas } from '#renderer/features/lecturas/Lecturas.tsx';
import { veLecturas } from '#renderer/features/lecturas/lecturas-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora, horaCorta, numero, parte, tamano } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useEnviando, useResumen } from './tablero-selectors.ts';
import { cargarResumen, enviarAhora, type Resumen } from './tablero-store.ts';
import css from './Tablero.module.css';

const ATAJOS: readonly Atajo[] = [{ teclas: ['F9'], grupo: 'seccion', texto: es.tablero.enviar, accion: () => void enviarAhora() }];
const PENDIENTES = ['digitalizar', 'identificar', 'captura', 'discrepancia', 'sinActa', 'cotejo', 'empaquetado'] as const;
const AVANCES = ['registradas', 'verificadas', 'contabilizadas'] as const;

const Eleccion = ({ e }: { readonly e: Resumen['porEleccion'][number] }) => (
  <li className={css['eleccion']}>
    <div className={css['eleccionCabeza']}>
      <h3>{e.titulo}</h3>
      <p>
        {es.tablero.esperadas}: <strong>{numero(e.esperadas)}</strong>
      </p>
    </div>
    <dl>
      {AVANCES.map((a) => (
        <div key={a} className={css['avance']}>
          <dt>{es.tablero[a]}</dt>
          <dd className={css['cifras']}>
            {numero(e[a])} <span>{parte(e[a], e.esperadas)}</span>
          </dd>
          <dd className={css['riel']} aria-hidden="true">
            <span style={{ inlineSize: `${e.esperadas > 0 ? Math.min(100, (e[a] / e.esperadas) * 100) : 0}%` }} />
          </dd>
        </div>
      ))}
    </dl>
  </li>
);

const SituacionEnlace = ({ t }: { readonly t: Resumen['transmision'] }) => {
  const espera = t.situacion === 'en_espera';
  const bytes = t.bytesPendientes > 0 ? tamano(t.bytesPendientes) : null;
  return (
    <div role="status">
      <p className={espera ? css['sinLinea'] : css['enLinea']}>
        {espera ? <CloudOff size={22} aria-hidden /> : <CloudUpload size={22} aria-hidden />}
        <strong>{espera && t.desde !== null ? es.tablero.esperaDesde(horaCorta(t.desde)) : es.tablero.situacion[t.situacion]}</strong>
      </p>
      {t.situacion === 'al_corriente' ? null : (
        <p className={css['nota']}>{es.tablero.falta(t.actasPendientes, bytes, t.segundosRestantes === null || espera ? null : es.tablero.tiempo(t.segundosRestantes))}</p>
      )}
      {espera ? <p className={css['nota']}>{t.motivo ?? es.tablero.esperaTexto}</p> : null}
      {t.porAtender.map((a) => (
        <p key={a.que + a.motivo} className={css['atender']}>
          <TriangleAlert size={18} aria-hidden />
          <span>{es.tablero.porAtender[a.que](a.cuantos, a.motivo)}</span>
        </p>
      ))}
    </div>
  );
};

const Transmision = ({ t }: { readonly t: Resumen['transmision'] }) => {
  const enviando = useEnviando();
  return (
    <Tarjeta id="transmision" titulo={es.tablero.transmision}>
      <SituacionEnlace t={t} />
      <dl className={css['datos']}>
        <div>
          <dt>{es.tablero.actasPorEnviar}</dt>
          <dd>{numero(t.actasPendientes)}</dd>
        </div>
        <div>
          <dt>{es.tablero.eventos}</dt>
          <dd>{numero(t.eventosPendientes)}</dd>
        </div>
        <div>
          <dt>{es.tablero.imagenes}</dt>
          <dd>
            {numero(t.imagenesPendientes)}
            {t.bytesPendientes > 0 ? ` · ${tamano(t.bytesPendientes)}` : ''}
          </dd>
        </div>
        <div>
          <dt>{es.tablero.ultimoAcuse}</dt>
          <dd>{t.ultimoAcuse === null ? es.tablero.nunca : hora(t.ultimoAcuse)}</dd>
        </div>
      </dl>
      <Boton tecla="F9" icono={<Send size={18} aria-hidden />} disabled={enviando} onClick={() => void enviarAhora()}>
        {enviando ? es.tablero.enviando : es.tablero.enviar}
      </Boton>
    </Tarjeta>
  );
};

const PorEstado = ({ resumen }: { readonly resumen: Resumen }) => {
  const hay = (e: Estado): number => resumen.porEstado[e];
  return (
    <Tarjeta id="por-estado" titulo={es.tablero.porEstado}>
      <ul className={css['estados']}>
        {ESTADOS.map((e) => (
          <li key={e} data-cero={hay(e) === 0}>
            <EstadoActa estado={e} />
            <strong>{numero(hay(e))}</strong>
          </li>
        ))}
      </ul>
    </Tarjeta>
  );
};

const DiscoBajo = ({ disco }: { readonly disco: Resumen['disco'] }) =>
  disco.bajo && disco.libres !== null ? (
    <p className={css['disco']} role="status">
      <HardDrive size={22} aria-hidden />
      <strong>{es.tablero.discoBajo(tamano(disco.libres))}</strong>
    </p>
  ) : null;

/** The state of the room at a glance. */
export const Tablero = () => {
  const resumen = useResumen();
  useAtajos(ATAJOS);
  return (
    <div className={css['tablero']}>
      <div className={css['titulo']}>
        <h1>{es.tablero.titulo}</h1>
        <p>{resumen.datos ? es.tablero.actas(resumen.datos.total) : ''}</p>
      </div>
      <ConCarga carga={resumen} alReintentar={() => void cargarResumen()}>
        {(r) => (
          <>
            <DiscoBajo disco={r.disco} />
            <Cuentas titulo={es.tablero.pendientes} cuentas={PENDIENTES.map((p) => ({ clave: p, cuantas: r.pendientes[p], texto: es.tablero.pendiente[p] }))} />
            {veLecturas() ? <Lecturas /> : null}
            <div className={css['columnas']}>
              <Tarjeta id="por-eleccion" titulo={es.tablero.porEleccion}>
                <ul className={css['elecciones']}>
                  {r.porEleccion.map((e) => (
                    <Eleccion key={e.eleccion} e={e} />
                  ))}
                </ul>
              </Tarjeta>
              <PorEstado resumen={r} />
              <Transmision t={r.transmision} />
            </div>
          </>
        )}
      </ConCarga>
    </div>
  );
};
