import type { ReactNode } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { Boton } from './Boton.tsx';
import { Vacio } from './Vacio.tsx';

/** The same person went on with their acta in another window; they may bring it to this one. */
export const OtraVentana = ({ pantalla, icono, alContinuar }: { readonly pantalla: string; readonly icono: ReactNode; readonly alContinuar: () => void }) => (
  <Vacio pantalla={pantalla} icono={icono} titulo={es.otraVentana.titulo} texto={es.otraVentana.texto}>
    <Boton variante="primario" tecla="Enter" autoFocus onClick={alContinuar}>
      {es.otraVentana.continuar}
    </Boton>
  </Vacio>
);
