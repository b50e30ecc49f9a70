import type { Quad } from '#shared/domain/homografia.ts';
import { usePreferencias } from '#renderer/features/preferencias/preferencias-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { BarraImagen } from './BarraImagen.tsx';
import { Lienzo } from './Lienzo.tsx';
import { useEncuadre } from './use-encuadre.ts';
import { useMedida } from './use-medida.ts';
import { useNatural } from './use-natural.ts';
import css from './Visor.module.css';

type Props = {
  readonly imagen: string;
  readonly nombre: string | null;
  /** Field that is being worked on: the picture goes to it. */
  readonly zona?: Quad | null;
  readonly alVerse?: () => void;
};

/** The picture of an acta, with everything to look closer on the keyboard. Each picture starts whole. */
export const Visor = ({ imagen, nombre, zona = null, alVerse }: Props) => {
  const seguir = usePreferencias((p) => p.seguir);
  const [refCaja, caja] = useMedida();
  const [natural, alMedir] = useNatural(imagen);
  const { encuadre, dar } = useEncuadre(imagen, seguir ? zona : null, natural, caja);
  return (
    <section className={css['visor']} aria-label={es.imagen.herramientas}>
      <Lienzo imagen={imagen} nombre={nombre} encuadre={encuadre} zona={zona} natural={natural} caja={caja} refCaja={refCaja} dar={dar} alMedir={alMedir} alVerse={alVerse} />
      <BarraImagen dar={dar} caja={caja} conCampo={zona !== null} />
    </section>
  );
};
