import { Archive, CircleCheck, CircleDashed, CircleHelp, FileX2, Inbox, Keyboard, PackageCheck, RotateCcw, ScanLine, Scale, type LucideIcon } from 'lucide-react';
import type { Estado } from '#shared/domain/estados.ts';
import { es } from '#renderer/i18n/es.ts';
import css from './EstadoActa.module.css';

type Tono = 'neutro' | 'dato' | 'aviso' | 'mal' | 'bien';
const VISTA: Readonly<Record<Estado, readonly [LucideIcon, Tono]>> = {
  esperada: [CircleDashed, 'neutro'],
  acopiada: [Inbox, 'dato'],
  digitalizada: [ScanLine, 'dato'],
  redigitalizar: [RotateCcw, 'mal'],
  por_identificar: [CircleHelp, 'aviso'],
  en_captura: [Keyboard, 'dato'],
  discrepancia: [Scale, 'aviso'],
  verificada: [CircleCheck, 'bien'],
  sin_acta: [FileX2, 'aviso'],
  fuera_de_catalogo: [Archive, 'neutro'],
  cotejada: [CircleCheck, 'bien'],
  empaquetada: [PackageCheck, 'bien'],
};

/** Where an acta is: icon and word, never colour alone. */
export const EstadoActa = ({ estado }: { readonly estado: Estado }) => {
  const [Icono, tono] = VISTA[estado];
  return (
    <span className={`${css['estado'] ?? ''} ${css[tono] ?? ''}`}>
      <Icono size={16} aria-hidden />
      {es.estados[estado]}
    </span>
  );
};
