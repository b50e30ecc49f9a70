import { useMemo } from 'react';
import { ImageOff, ScanLine, SearchX } from 'lucide-react';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { useMedio } from '#renderer/components/use-medio.ts';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { Comparador } from '#renderer/features/imagen/Comparador.tsx';
import { Visor } from '#renderer/features/imagen/Visor.tsx';
import { es } from '#renderer/i18n/es.ts';
import { numero } from '#renderer/i18n/formato.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { atajosDigitalizacion } from './atajos.ts';
import { useBandeja, useComparando, useHojaActual, useHojas, usePorIdentificar, useVista } from './digitalizacion-selectors.ts';
import { cargarDigitalizacion, PARTES_DIGITALIZACION, tengo, verVista, type Bandeja, type Vista } from './digitalizacion-store.ts';
import { DetalleHoja } from './DetalleHoja.tsx';
import { DialogosDigitalizacion } from './DialogosDigitalizacion.tsx';
import { Escaneres } from './Escaneres.tsx';
import { FallaTanda } from './FallaTanda.tsx';
import { Hojas } from './Hojas.tsx';
import { Identificar } from './Identificar.tsx';
import { Letrero } from './Letrero.tsx';
import { SinEscaner } from './SinEscaner.tsx';
import { trabaja } from './tanda.ts';
import css from './Digitalizacion.module.css';

const T = es.digitalizacion;
const cargar = (): void => void cargarDigitalizacion();

/** Two notices fit above the sheets where the window is this high, else one; the others come as these are read. */
const ALTA = '(min-height: 56rem)';

/** The scanners, and the tandas that stopped half way and nobody has read of. */
const Aparatos = ({ bandeja }: { readonly bandeja: Bandeja }) => {
  const { escaneres, detenidas } = bandeja;
  // Of what is still changing nobody can say yet that it was read.
  const primera = detenidas.find((d) => !d.recuperando)?.tanda;
  const conNombre = escaneres.length > 1 || detenidas.length > 1;
  const caben = useMedio(ALTA) ? 2 : 1;
  // The one that Enter is for is always in view.
  const orden = [...detenidas.filter((d) => d.tanda === primera), ...detenidas.filter((d) => d.tanda !== primera)];
  return (
    <>
      {escaneres.length === 0 ? <SinEscaner /> : <Escaneres escaneres={escaneres} />}
      {orden.slice(0, caben).map((d) => (
        <FallaTanda key={d.tanda} detenida={d} primera={d.tanda === primera} conNombre={conNombre} />
      ))}
      {orden.length > caben ? <p className={css['otras']}>{T.fallas.otras(orden.length - caben)}</p> : null}
    </>
  );
};

const Vistas = ({ vista }: { readonly vista: Vista }) => {
  const pendientes = usePorIdentificar().datos?.length ?? 0;
  const porRevisar = useBandeja().datos?.pendientes.porRevisar ?? 0;
  return (
    <div className={css['vistas']} role="group" aria-label={T.teclas.vista}>
      <button type="button" aria-pressed={vista === 'bandeja'} onClick={() => verVista('bandeja')}>
        {porRevisar > 0 ? T.hojasPorRevisar(porRevisar) : T.bandeja}
      </button>
      <button type="button" aria-pressed={vista === 'identificar'} onClick={() => verVista('identificar')}>
        {T.porIdentificar} ({numero(pendientes)})
      </button>
    </div>
  );
};

/** A file that was no image has none to show, nor one that nobody has opened yet: its row says why. */
const Imagen = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const comparando = useComparando();
  if (hoja.estado === 'en_proceso') return <Vacio icono={<ScanLine size={44} aria-hidden />} titulo={T.revisandose} />;
  if ((hoja.estado === 'rechazada' || hoja.estado === 'repetida') && hoja.acta === null && hoja.qr === null && hoja.veredicto === null) return <Vacio icono={<ImageOff size={44} aria-hidden />} titulo={hoja.destino} texto={hoja.motivo ?? ''} />;
  if (comparando && hoja.vigente !== null) return <Comparador nueva={{ imagen: hoja.imagen, titulo: T.laNueva }} vieja={{ imagen: hoja.vigente, titulo: T.laVigente }} nombre={hoja.nombre} />;
  return <Visor imagen={hoja.imagen} nombre={hoja.nombre} />;
};

const SinHojas = ({ enBandeja, escaneres }: { readonly enBandeja: boolean; readonly escaneres: Bandeja['escaneres'] }) => {
  if (!enBandeja) return <Vacio icono={<SearchX size={44} aria-hidden />} titulo={T.nadaPorIdentificar} texto={T.nadaPorIdentificarTexto} />;
  const titulo = escaneres.length === 0 ? T.sinHojas : escaneres.some(trabaja) ? T.esperando : T.vacia;
  return <Vacio icono={<ScanLine size={44} aria-hidden />} titulo={titulo} texto={T.vaciaTexto} />;
};

/** What is done with a sheet: in the tray, look and decide; among those to identify, say which acta it is. */
const Lado = ({ hoja, enBandeja }: { readonly hoja: ImagenBandeja; readonly enBandeja: boolean }) =>
  enBandeja ? (
    <DetalleHoja hoja={hoja} />
  ) : (
    <section className={css['formulario']} aria-labelledby="identificar-titulo">
      <h2 id="identificar-titulo">{T.identificarTitulo}</h2>
      <p className={css['motivo']}>{hoja.motivo ?? T.sinLectura}</p>
      <Identificar hoja={hoja} />
    </section>
  );

/** From the tray to an image with a name: what came, where each sheet goes, and those that wait for a person. */
export const Digitalizacion = () => {
  const vista = useVista();
  const bandeja = useBandeja();
  const porIdentificar = usePorIdentificar();
  const hojas = useHojas();
  const hoja = useHojaActual();
  const atajos = useMemo(() => atajosDigitalizacion(vista), [vista]);
  useAtajos(atajos);
  usePartes(PARTES_DIGITALIZACION, cargarDigitalizacion);
  const enBandeja = vista === 'bandeja';
  return (
    <div className={css['digitalizacion']}>
      <h1 className="oculto-visual">{T.titulo}</h1>
      {tengo('digitalizar') ? (
        <div className={css['aparatos']}>
          <ConCarga carga={bandeja} alReintentar={cargar}>
            {(b) => <Aparatos bandeja={b} />}
          </ConCarga>
        </div>
      ) : null}
      <div className={css['mesa']}>
        <div className={css['lista']}>
          {tengo('digitalizar') && tengo('identificar') ? <Vistas vista={vista} /> : null}
          {enBandeja ? <Hojas /> : <ConCarga carga={porIdentificar} alReintentar={cargar}>{() => <Hojas />}</ConCarga>}
        </div>
        <div className={css['centro']}>
          {hojas.length === 0 ? <SinHojas enBandeja={enBandeja} escaneres={bandeja.datos?.escaneres ?? []} /> : null}
          {hoja ? (
            <>
              {enBandeja ? <Letrero hoja={hoja} /> : null}
              <div className={css['hoja']}>
                <Imagen hoja={hoja} />
                <Lado hoja={hoja} enBandeja={enBandeja} />
              </div>
            </>
          ) : null}
        </div>
      </div>
      <DialogosDigitalizacion />
    </div>
  );
};
