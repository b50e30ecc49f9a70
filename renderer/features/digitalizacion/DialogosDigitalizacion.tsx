import { useMemo } from 'react';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { MOTIVOS_IMAGEN } from '#renderer/features/imagen/motivos.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { aceptar, declararFuera, promover, rechazar } from './digitalizacion-acciones.ts';
import { useDialogoDigitalizacion } from './digitalizacion-selectors.ts';
import { cerrarDialogo } from './digitalizacion-store.ts';

const T = es.digitalizacion;
const MOTIVOS_ACEPTAR = T.motivosAceptar.map((m) => ({ valor: m, texto: m }));
const MOTIVOS_PROMOVER = T.motivosPromover.map((m) => ({ valor: m, texto: m }));
const alPromover = (motivo: string): void => void promover(motivo);
const alRechazar = (motivo: string): void => void rechazar(motivo);
const alAceptar = (motivo: string): void => void aceptar(motivo);

/** The questions that come before a sheet is refused, taken as it is or declared out of the catalogue. */
export const DialogosDigitalizacion = () => {
  const dialogo = useDialogoDigitalizacion();
  const elecciones = useSesion((s) => s.estacion.datos?.elecciones);
  const opciones = useMemo(() => (elecciones ?? []).map((e) => ({ valor: e.id, texto: e.titulo })), [elecciones]);
  switch (dialogo) {
    case null:
      return null;
    case 'rechazar':
      return <DialogoOpciones titulo={T.rechazarTitulo} opciones={MOTIVOS_IMAGEN} alElegir={alRechazar} alEscribir={alRechazar} alCerrar={cerrarDialogo} />;
    case 'aceptar':
      return <DialogoOpciones titulo={T.aceptarTitulo} texto={T.aceptarTexto} opciones={MOTIVOS_ACEPTAR} alElegir={alAceptar} alEscribir={alAceptar} alCerrar={cerrarDialogo} />;
    case 'promover':
      return <DialogoOpciones titulo={T.promoverTitulo} texto={T.promoverTexto} opciones={MOTIVOS_PROMOVER} alElegir={alPromover} alEscribir={alPromover} alCerrar={cerrarDialogo} />;
    case 'fuera':
      return <DialogoOpciones titulo={T.fueraTitulo} texto={T.fueraTexto} opciones={opciones} alElegir={(e) => void declararFuera(e)} alCerrar={cerrarDialogo} />;
  }
};
