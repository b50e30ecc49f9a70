import { useEffect } from 'react';
import { Download, Inbox, Upload } from 'lucide-react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { es } from '#renderer/i18n/es.ts';
import { hora, numero } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { Medios } from './Medios.tsx';
import { Trabajo } from './Trabajo.tsx';
import { acusar, cargarMedios, cargarUsb, detener, escribirRango, exportar, leerRango, PARTES_USB, rutaElegida, traer, useUsb, type EstadoUsb } from './usb-store.ts';
import css from './Usb.module.css';

const T = es.usb;
const ATAJOS: readonly Atajo[] = [
  { teclas: ['F2'], grupo: 'seccion', texto: T.hacer.exportar, accion: () => void exportar() },
  { teclas: ['F3'], grupo: 'seccion', texto: T.medio.buscar, accion: () => void cargarMedios() },
  { teclas: ['F4'], grupo: 'seccion', texto: T.hacer.acusar, accion: () => void acusar() },
  { teclas: ['F7'], grupo: 'seccion', texto: T.hacer.traer, accion: () => void traer() },
  { teclas: ['F8'], grupo: 'seccion', texto: T.trabajo.detener, accion: () => void detener() },
];

const Rango = ({ ultimo }: { readonly ultimo: number }) => {
  const rango = useUsb((s) => s.rango);
  const mal = leerRango(rango, ultimo) === 'mal' ? T.hacer.rangoMal(ultimo) : null;
  return (
    <details className={css['rango']}>
      <summary>{T.hacer.rango}</summary>
      <div>
        <Campo etiqueta={T.hacer.desde} inputMode="numeric" value={rango.desde} onChange={(e) => escribirRango({ desde: e.currentTarget.value })} />
        <Campo etiqueta={T.hacer.hasta} inputMode="numeric" value={rango.hasta} ayuda={T.hacer.rangoAyuda(ultimo)} error={mal} onChange={(e) => escribirRango({ hasta: e.currentTarget.value })} />
      </div>
    </details>
  );
};

const Acciones = ({ estado: { pendientes, trabajo } }: { readonly estado: EstadoUsb }) => {
  const sinMedio = useUsb((s) => rutaElegida(s) === '');
  const ocupada = trabajo?.terminado === false;
  const apagado = sinMedio || ocupada;
  return (
    <Tarjeta id="usb-hacer" titulo={T.hacer.titulo} {...(sinMedio ? { nota: T.hacer.sinMedio } : {})}>
      <div className={css['accion']}>
        <Boton variante="primario" tecla="F2" icono={<Upload size={20} aria-hidden />} disabled={apagado} onClick={() => void exportar()}>{T.hacer.exportar}</Boton>
        <p>{T.hacer.exportarTexto(pendientes.eventos, pendientes.imagenes, pendientes.bytes)}</p>
        <Rango ultimo={pendientes.ultimo} />
      </div>
      <div className={css['accion']}>
        <Boton tecla="F4" icono={<Download size={20} aria-hidden />} disabled={apagado} onClick={() => void acusar()}>{T.hacer.acusar}</Boton>
        <p>{T.hacer.acusarTexto}</p>
      </div>
      <div className={css['accion']}>
        <Boton tecla="F7" icono={<Inbox size={20} aria-hidden />} disabled={apagado} onClick={() => void traer()}>{T.hacer.traer}</Boton>
        <p>{T.hacer.traerTexto}</p>
      </div>
    </Tarjeta>
  );
};

const Ajenos = ({ ajenos }: { readonly ajenos: EstadoUsb['ajenos'] }) => (
  <Tarjeta id="usb-ajenos" titulo={T.ajenos.titulo}>
    <table className={css['tabla']}>
      <thead>
        <tr>{(['estacion', 'recibida', 'lotes', 'acuses', 'estado'] as const).map((c) => <th key={c} scope="col">{T.ajenos[c]}</th>)}</tr>
      </thead>
      <tbody>
        {ajenos.map((a) => (
          <tr key={a.estacion}>
            <th scope="row">{a.estacion}</th>
            <td>{hora(a.hora)}</td>
            <td>{numero(a.lotes)}</td>
            <td>{numero(a.conAcuse)}</td>
            <td className={a.porAtender === null ? undefined : css['mal']}>{a.porAtender ?? (a.conAcuse === a.lotes ? T.ajenos.completo : T.ajenos.enviando)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Tarjeta>
);

/** What is carried by hand: which USB, what to do with it, how it goes and what comes next. */
export const Usb = () => {
  const estado = useUsb((s) => s.estado);
  usePartes(PARTES_USB, cargarUsb);
  useAtajos(ATAJOS);
  useEffect(() => void cargarMedios(), []);
  return (
    <div className={css['usb']}>
      <header>
        <h1>{T.titulo}</h1>
        <p>{T.explicacion}</p>
      </header>
      <ConCarga carga={estado} alReintentar={() => void cargarUsb()}>
        {(e) => (
          <>
            {e.trabajo === null ? null : <Trabajo trabajo={e.trabajo} />}
            <div className={css['columnas']}>
              <Medios />
              <Acciones estado={e} />
            </div>
            {e.ajenos.length === 0 ? null : <Ajenos ajenos={e.ajenos} />}
          </>
        )}
      </ConCarga>
    </div>
  );
};
