import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Printer } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Dialogo } from '#renderer/components/Dialogo.tsx';
import { useSesion, type Estacion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { AcuseEntrega } from './AcuseEntrega.tsx';
import { Etiquetas, EtiquetaSinIdentificar } from './Etiquetas.tsx';
import { cerrarImpreso, imprimir, useImpreso, type Documento } from './impreso-store.ts';
import { ReporteCaja } from './ReporteCaja.tsx';
import css from './Impreso.module.css';

const T = es.impresos;
const ATAJOS: readonly Atajo[] = [{ teclas: ['Enter', 'Ctrl+P'], grupo: 'dialogo', texto: T.imprimir, accion: () => void imprimir() }];

const Hoja = ({ documento, estacion, sello }: { readonly documento: Documento; readonly estacion: Estacion; readonly sello: string }) => {
  const simulacro = estacion.modo === 'simulacro';
  switch (documento.tipo) {
    case 'etiquetas':
      return <Etiquetas etiquetas={documento.etiquetas} simulacro={simulacro} />;
    case 'sin_identificar':
      return <EtiquetaSinIdentificar folio={documento.folio} sello={documento.hora} simulacro={simulacro} />;
    case 'caja':
      return <ReporteCaja caja={documento.caja} estacion={estacion} />;
    case 'entrega':
      return <AcuseEntrega entrega={documento.entrega} estacion={estacion} sello={sello} />;
  }
};

/**
 * The document as it will come out, and the same outside the application's root: what the printer gets, for the style
 * sheet of paper hides everything else (styles/imprimir.css).
 */
export const Impreso = ({ estacion }: { readonly estacion: Estacion }) => {
  const documento = useImpreso((s) => s.documento);
  return documento === null ? null : <Mostrado documento={documento} estacion={estacion} />;
};

const Mostrado = ({ documento, estacion }: { readonly documento: Documento; readonly estacion: Estacion }) => {
  const desfase = useSesion((s) => s.desfase);
  // The hour of a receipt is the station's, at the moment in which it is shown.
  const [ahora] = useState(() => Date.now());
  const sello = horaDeEstacion(ahora + desfase, estacion.hora);
  const hoja = <Hoja documento={documento} estacion={estacion} sello={sello} />;
  return (
    <>
      <Dialogo titulo={T.titulos[documento.tipo]} ancho="amplio" atajos={ATAJOS} alCerrar={cerrarImpreso}>
        <div className={css['vista']} tabIndex={0} role="region" aria-label={T.titulos[documento.tipo]}>
          {hoja}
        </div>
        <Boton variante="primario" tecla="Enter" icono={<Printer size={20} aria-hidden />} onClick={() => void imprimir()}>
          {T.imprimir}
        </Boton>
      </Dialogo>
      {createPortal(<div className="papel" aria-hidden="true">{hoja}</div>, document.body)}
    </>
  );
};

/** `ms` as an ISO time in the zone of `iso`. */
const horaDeEstacion = (ms: number, iso: string): string => {
  const [, signo = '+', horas = '00', minutos = '00'] = /([+-])(\d{2}):(\d{2})$/.exec(iso) ?? [];
  const zona = (signo === '-' ? -1 : 1) * (Number(horas) * 60 + Number(minutos));
  return new Date(ms + zona * 60_000).toISOString().replace('Z', `${signo}${horas}:${minutos}`);
};
