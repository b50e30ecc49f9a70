import type { ReactNode } from 'react';
import css from './MesaTrabajo.module.css';

type Props = {
  readonly titulo: string; readonly subtitulo: string; readonly nota: string; readonly imagen: ReactNode; readonly lado: ReactNode;
  /** The two stay side by side however small the window is: what is typed is typed looking at the picture. */
  readonly juntos?: boolean;
};

/** Picture at the left, what is done with it at the right: the table of captura, verificación and cotejo. */
export const MesaTrabajo = ({ titulo, subtitulo, nota, imagen, lado, juntos = false }: Props) => (
  <div className={css['mesa']} data-juntos={juntos}>
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
