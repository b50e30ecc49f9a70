import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { vistaDestino } from './destinos.ts';
import css from './DestinoHoja.module.css';

/** Where the sheet must go, in the row of a list. */
export const DestinoHoja = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const [Icono, tono] = vistaDestino(hoja);
  return (
    <span className={`${css['destino'] ?? ''} ${css[tono] ?? ''}`}>
      <Icono size={20} aria-hidden />
      {hoja.destino}
    </span>
  );
};
