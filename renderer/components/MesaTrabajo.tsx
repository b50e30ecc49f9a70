import type { ReactNode } from 'react';
import css from './MesaTrabajo.module.css';

type Props = { readonly titulo: string; readonly subtitulo: string; readonly nota: string; readonly imagen: ReactNode; readonly lado: ReactNode };

/** Picture at the left, what is done with it at the right: the table of captura, verificación and cotejo. */
export const MesaTrabajo = ({ titulo, subtitulo, nota, imagen, lado }: Props) => (
  <div className={css['mesa']}>
    {imagen}
    <section className={css['lado']}>
      <header className={css['cabeza']}>
        <div>
          <h1>{subtitulo}</h1>
          <p>{titulo}</p>
        </div>
        <p className={css['nota']}>{nota}</p>
      </header>
      <div className={css['cuerpo']}>{lado}</div>
    </section>
  </div>
);
