import { CircleHelp, Copy, Eye, FolderX, Keyboard, LoaderCircle, PackageCheck, RotateCcw, type LucideIcon } from 'lucide-react';
import type { ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import css from './DestinoHoja.module.css';

const VISTA: Readonly<Record<ImagenBandeja['estado'], readonly [LucideIcon, string]>> = {
  en_proceso: [LoaderCircle, 'dato'],
  por_revisar: [Eye, 'aviso'],
  en_captura: [Keyboard, 'bien'],
  lista: [PackageCheck, 'bien'],
  por_identificar: [CircleHelp, 'aviso'],
  alternativa: [Copy, 'dato'],
  rechazada: [RotateCcw, 'mal'],
  fuera_de_catalogo: [FolderX, 'aviso'],
};

/** Where the sheet must go, in words that can be read from the scanner. */
export const DestinoHoja = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const [Icono, tono] = VISTA[hoja.estado];
  return (
    <span className={`${css['destino'] ?? ''} ${css[tono] ?? ''}`}>
      <Icono size={22} aria-hidden />
      {hoja.destino}
    </span>
  );
};
