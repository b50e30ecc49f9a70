import { CircleHelp, Copy, Eye, FolderX, Inbox, Keyboard, LoaderCircle, PackageCheck, RotateCcw, type LucideIcon } from 'lucide-react';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { esBlanca } from './tanda.ts';

export type Tono = 'bien' | 'aviso' | 'dato' | 'mal';

const VISTAS: Readonly<Record<ImagenBandeja['estado'], readonly [LucideIcon, Tono]>> = {
  en_proceso: [LoaderCircle, 'dato'],
  por_revisar: [Eye, 'aviso'],
  en_captura: [Keyboard, 'bien'],
  lista: [PackageCheck, 'bien'],
  por_identificar: [CircleHelp, 'aviso'],
  alternativa: [Copy, 'dato'],
  rechazada: [RotateCcw, 'mal'],
  fuera_de_catalogo: [FolderX, 'aviso'],
  repetida: [Copy, 'aviso'],
};

/** How the fate of a sheet looks: a drawing and a tone beside its words. */
export const vistaDestino = (hoja: ImagenBandeja): readonly [LucideIcon, Tono] =>
  esBlanca(hoja) ? [FolderX, 'dato'] : hoja.papelAparte ? [Inbox, 'aviso'] : VISTAS[hoja.estado];
