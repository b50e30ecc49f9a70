import { Contrast, Focus, Maximize, RotateCw, ZoomIn, ZoomOut, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { Boton } from '#renderer/components/Boton.tsx';
import { cambiarContraste, cambiarSeguir, usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import type { Medida, PasoEncuadre } from './encuadre.ts';
import css from './BarraImagen.module.css';

/** Part of the box that one key press moves. */
const PASO = 0.16;
const T = es.imagen;

type Dar = (paso: PasoEncuadre) => void;

const atajosDe = (dar: Dar, caja: Medida, conCampo: boolean): readonly Atajo[] => {
  const grupo = 'imagen';
  const mover = (sx: number, sy: number) => () => dar({ tipo: 'mover', dx: sx * PASO * caja.ancho, dy: sy * PASO * caja.alto });
  return [
    { teclas: ['+', 'Q'], grupo, texto: T.acercar, accion: () => dar({ tipo: 'acercar' }), repite: true },
    { teclas: ['-', 'E'], grupo, texto: T.alejar, accion: () => dar({ tipo: 'alejar' }), repite: true },
    { teclas: ['W'], grupo, texto: `${T.mover}: arriba`, accion: mover(0, 1), repite: true },
    { teclas: ['A'], grupo, texto: `${T.mover}: a la izquierda`, accion: mover(1, 0), repite: true },
    { teclas: ['S'], grupo, texto: `${T.mover}: abajo`, accion: mover(0, -1), repite: true },
    { teclas: ['D'], grupo, texto: `${T.mover}: a la derecha`, accion: mover(-1, 0), repite: true },
    { teclas: ['F'], grupo, texto: T.ajustar, accion: () => dar({ tipo: 'ajustar' }) },
    { teclas: ['G'], grupo, texto: T.girar, accion: () => dar({ tipo: 'girar' }) },
    { teclas: ['C'], grupo, texto: T.contraste, accion: cambiarContraste },
    ...(conCampo ? ([{ teclas: ['Z'], grupo, texto: T.seguir, accion: cambiarSeguir }] satisfies Atajo[]) : []),
  ];
};

type Props = {
  readonly dar: Dar;
  readonly caja: Medida;
  /** The picture knows where its fields are: it can follow them. */
  readonly conCampo?: boolean;
};

/** Everything to look closer at a picture, on buttons and on keys. One at a time on a screen. */
export const BarraImagen = ({ dar, caja, conCampo = false }: Props) => {
  const contraste = usePreferencias((p) => p.contraste);
  const seguir = usePreferencias((p) => p.seguir);
  const atajos = useMemo(() => atajosDe(dar, caja, conCampo), [dar, caja, conCampo]);
  useAtajos(atajos);
  const boton = (tecla: string, Icono: LucideIcon, texto: string, accion: () => void, oprimido?: boolean) => (
    <Boton variante="discreto" tecla={tecla} icono={<Icono size={20} aria-hidden />} aria-label={texto} title={texto} {...(oprimido === undefined ? {} : { 'aria-pressed': oprimido })} onClick={accion} />
  );
  return (
    <div className={css['barra']} role="group" aria-label={T.herramientas}>
      {boton('+', ZoomIn, T.acercar, () => dar({ tipo: 'acercar' }))}
      {boton('-', ZoomOut, T.alejar, () => dar({ tipo: 'alejar' }))}
      {boton('F', Maximize, T.ajustar, () => dar({ tipo: 'ajustar' }))}
      {boton('G', RotateCw, T.girar, () => dar({ tipo: 'girar' }))}
      {boton('C', Contrast, T.contraste, cambiarContraste, contraste)}
      {conCampo ? boton('Z', Focus, T.seguir, cambiarSeguir, seguir) : null}
    </div>
  );
};
