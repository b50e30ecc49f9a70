import { useMemo } from 'react';
import { ImageOff, ScanLine, SearchX } from 'lucide-react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { MOTIVOS_IMAGEN } from '#renderer/features/imagen/motivos.ts';
import { Visor } from '#renderer/features/imagen/Visor.tsx';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { numero } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useBandeja, useDialogoDigitalizacion, useHojaActual, useHojas, useOcupadoDigitalizacion, usePorIdentificar, useVista } from './digitalizacion-selectors.ts';
import {
  abrir, cargarDigitalizacion, cerrarDialogo, declararFuera, escanear, moverHoja, PARTES_DIGITALIZACION, rechazar, tengo, verVista, type Bandeja, type Vista,
} from './digitalizacion-store.ts';
import { DestinoHoja } from './DestinoHoja.tsx';
import { Hojas } from './Hojas.tsx';
import { Identificar } from './Identificar.tsx';
import css from './Digitalizacion.module.css';

const T = es.digitalizacion;
const cargar = (): void => void cargarDigitalizacion();
const atajosDe = (vista: Vista): readonly Atajo[] => {
  const grupo = 'seccion';
  return [
    ...(tengo('digitalizar') ? ([{ teclas: ['F2'], grupo, texto: T.teclas.escanear, accion: () => void escanear() }, { teclas: ['F4'], grupo, texto: T.teclas.vista, accion: () => verVista(vista === 'bandeja' ? 'identificar' : 'bandeja') }] satisfies Atajo[]) : []),
    ...(vista === 'bandeja'
      ? ([{ teclas: ['ArrowDown'], grupo, texto: T.teclas.mover, accion: () => moverHoja(1), repite: true }, { teclas: ['ArrowUp'], grupo, texto: T.teclas.mover, accion: () => moverHoja(-1), repite: true }] satisfies Atajo[])
      : ([{ teclas: ['Alt+ArrowDown'], grupo, texto: T.teclas.mover, accion: () => moverHoja(1), repite: true }, { teclas: ['Alt+ArrowUp'], grupo, texto: T.teclas.mover, accion: () => moverHoja(-1), repite: true }] satisfies Atajo[])),
    { teclas: ['F8'], grupo, texto: T.teclas.rechazar, accion: () => abrir('rechazar') },
    ...(tengo('declarar_fuera') && vista === 'identificar' ? ([{ teclas: ['F9'], grupo, texto: T.teclas.fuera, accion: () => abrir('fuera') }] satisfies Atajo[]) : []),
  ];
};

const Escaner = ({ bandeja }: { readonly bandeja: Bandeja }) => {
  const ocupado = useOcupadoDigitalizacion();
  const [escaner] = bandeja.escaneres;
  const hojas = escaner?.hojas ?? null;
  const escaneando = escaner !== undefined && escaner.estado !== 'libre';
  return (
    <div className={css['escaner']}>
      <p>
        <strong>{hojas === null ? escaner?.nombre : T.hojas(hojas)}</strong>
        {hojas === null ? null : <span> · {escaner?.nombre}</span>}
      </p>
      <Boton variante="primario" tecla="F2" icono={<ScanLine size={20} aria-hidden />} disabled={escaneando || ocupado} onClick={() => void escanear()}>
        {escaneando ? T.escaneando : T.escanear}
      </Boton>
    </div>
  );
};

const Vistas = ({ vista }: { readonly vista: Vista }) => {
  const pendientes = usePorIdentificar().datos?.length ?? 0;
  return (
    <div className={css['vistas']} role="group" aria-label={T.teclas.vista}>
      <button type="button" aria-pressed={vista === 'bandeja'} onClick={() => verVista('bandeja')}>
        {T.bandeja}
      </button>
      <button type="button" aria-pressed={vista === 'identificar'} onClick={() => verVista('identificar')}>
        {T.porIdentificar} ({numero(pendientes)})
      </button>
    </div>
  );
};

const Pie = () => {
  const hoja = useHojaActual();
  if (!hoja) return null;
  return (
    <div className={css['pie']}>
      <div>
        <DestinoHoja hoja={hoja} />
        <p>{[hoja.nombre, hoja.motivo].filter((t) => t !== null).join(' · ')}</p>
      </div>
      {['en_captura', 'por_identificar', 'alternativa'].includes(hoja.estado) ? (
        <Boton variante="peligro" tecla="F8" onClick={() => abrir('rechazar')}>
          {T.rechazar}
        </Boton>
      ) : null}
    </div>
  );
};

/** A file that was no image has none to show; its row says why. */
const Imagen = () => {
  const hoja = useHojaActual();
  if (!hoja) return null;
  if (hoja.estado === 'rechazada' && hoja.acta === null && hoja.qr === null) return <Vacio icono={<ImageOff size={44} aria-hidden />} titulo={hoja.destino} texto={hoja.motivo ?? ''} />;
  return <Visor key={hoja.imagen} imagen={hoja.imagen} nombre={hoja.nombre} />;
};

const Dialogos = () => {
  const dialogo = useDialogoDigitalizacion();
  const elecciones = useSesion((s) => s.estacion.datos?.elecciones);
  const opciones = useMemo(() => (elecciones ?? []).map((e) => ({ valor: e.id, texto: e.titulo })), [elecciones]);
  if (dialogo === 'rechazar') return <DialogoOpciones titulo={T.rechazarTitulo} opciones={MOTIVOS_IMAGEN} alElegir={(m) => void rechazar(m)} alEscribir={(m) => void rechazar(m)} alCerrar={cerrarDialogo} />;
  return dialogo === 'fuera' ? <DialogoOpciones titulo={T.fueraTitulo} texto={T.fueraTexto} opciones={opciones} alElegir={(e) => void declararFuera(e)} alCerrar={cerrarDialogo} /> : null;
};

/** From the tray to an image with a name: what came, where each sheet goes, and those that nobody could read. */
export const Digitalizacion = () => {
  const vista = useVista();
  const bandeja = useBandeja();
  const porIdentificar = usePorIdentificar();
  const hojas = useHojas();
  const hoja = useHojaActual();
  const atajos = useMemo(() => atajosDe(vista), [vista]);
  useAtajos(atajos);
  usePartes(PARTES_DIGITALIZACION, cargarDigitalizacion);
  const enBandeja = vista === 'bandeja';
  const vacio = enBandeja ? <Vacio icono={<ScanLine size={44} aria-hidden />} titulo={T.vacia} texto={T.vaciaTexto} /> : <Vacio icono={<SearchX size={44} aria-hidden />} titulo={T.nadaPorIdentificar} texto={T.nadaPorIdentificarTexto} />;
  return (
    <div className={css['digitalizacion']} data-vista={vista}>
      <section className={css['lado']}>
        <h1 className="oculto-visual">{T.titulo}</h1>
        {tengo('digitalizar') ? <ConCarga carga={bandeja} alReintentar={cargar}>{(b) => <Escaner bandeja={b} />}</ConCarga> : null}
        {tengo('digitalizar') && tengo('identificar') ? <Vistas vista={vista} /> : null}
        {enBandeja ? <Hojas /> : <ConCarga carga={porIdentificar} alReintentar={cargar}>{() => <Hojas />}</ConCarga>}
      </section>
      <div className={css['centro']}>
        {hojas.length === 0 ? vacio : <Imagen />}
        {enBandeja ? <Pie /> : null}
      </div>
      {!enBandeja && hoja ? (
        <section className={css['formulario']} aria-labelledby="identificar-titulo">
          <h2 id="identificar-titulo">{T.identificarTitulo}</h2>
          <p className={css['motivo']}>{hoja.motivo ?? T.sinLectura}</p>
          <Identificar hoja={hoja} />
        </section>
      ) : null}
      <Dialogos />
    </div>
  );
};
