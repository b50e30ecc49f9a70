import type { Campo } from '#shared/domain/acta.ts';
import type { Quad } from '#shared/domain/homografia.ts';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { RecorteCampo } from './RecorteCampo.tsx';
import { Visor } from './Visor.tsx';
import css from './CampoDeCerca.module.css';

type Props = { readonly imagen: string; readonly nombre: string; readonly campo: Campo | null; readonly zona: Quad | null };

/**
 * The picture of an acta with the field that is being worked on: enlarged on top, and where it is on the paper below.
 * An acta whose fields were not found shows the whole picture.
 */
export const CampoDeCerca = ({ imagen, nombre, campo, zona }: Props) => (
  <div className={css['cerca']} data-con-campo={zona !== null}>
    {zona && campo ? (
      <figure className={css['campo']}>
        <figcaption>
          <NombreCampo campo={campo} />
        </figcaption>
        <RecorteCampo imagen={imagen} zona={zona} campo={campo.nombre} />
      </figure>
    ) : null}
    <Visor imagen={imagen} nombre={nombre} zona={zona} />
  </div>
);
