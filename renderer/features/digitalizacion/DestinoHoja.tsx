import type { ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import { VISTA_DESTINO } from './destinos.ts';
import css from './DestinoHoja.module.css';

/** Where the sheet must go, in the row of a list. */
export const DestinoHoja = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const [Icono, tono] = VISTA_DESTINO[hoja.estado];
  return (
    <span className={`${css['destino'] ?? ''} ${css[tono] ?? ''}`}>
      <Icono size={20} aria-hidden />
      {hoja.destino}
    </span>
  );
};
