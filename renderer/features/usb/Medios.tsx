import { HardDrive, RefreshCw } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { es } from '#renderer/i18n/es.ts';
import { cargarMedios, elegirMedio, escribirRuta, useUsb, type Medio } from './usb-store.ts';
import css from './Usb.module.css';

const T = es.usb.medio;

const UnMedio = ({ medio, elegido }: { readonly medio: Medio; readonly elegido: boolean }) => (
  <li>
    <label className={css['medio']} data-elegido={elegido}>
      <input type="radio" name="usb" checked={elegido} onChange={() => elegirMedio(medio.ruta)} />
      <HardDrive size={26} aria-hidden />
      <span>
        <strong>{medio.nombre}</strong> <span className={css['nota']}>{medio.ruta === medio.nombre ? '' : medio.ruta}</span>
        <span className={css['detalle']}>{medio.soloLectura ? <b className={css['mal']}>{T.soloLectura}</b> : medio.libres === null ? '' : T.libres(medio.libres)}</span>
        {medio.trae.length === 0 ? <span className={css['detalle']}>{T.vacia}</span> : medio.trae.map((t) => <span key={t.carpeta} className={css['detalle']}>{T.trae[t.clase](t.estacion, t.lotes, t.acuses)}</span>)}
      </span>
    </label>
  </li>
);

/** Which USB: those that the station's machine sees, or the path of another one. */
export const Medios = () => {
  const medios = useUsb((s) => s.medios);
  const elegido = useUsb((s) => s.elegido);
  const escrita = useUsb((s) => s.escrita);
  return (
    <Tarjeta id="usb-medio" titulo={T.titulo} nota={T.nota}>
      <ConCarga carga={medios} alReintentar={() => void cargarMedios()}>
        {(lista) => (lista.length === 0 ? (
          <p className={css['ninguno']}><strong>{T.ninguno}.</strong> {T.ningunoTexto}</p>
        ) : (
          <fieldset className={css['medios']}>
            <legend className="oculto-visual">{T.titulo}</legend>
            <ul>{lista.map((m) => <UnMedio key={m.ruta} medio={m} elegido={m.ruta === elegido} />)}</ul>
          </fieldset>
        ))}
      </ConCarga>
      <Campo etiqueta={T.otra} ayuda={T.otraAyuda} name="ruta" value={escrita} maxLength={400} onChange={(e) => escribirRuta(e.currentTarget.value)} />
      <Boton tecla="F3" icono={<RefreshCw size={18} aria-hidden />} onClick={() => void cargarMedios()}>{T.buscar}</Boton>
    </Tarjeta>
  );
};
