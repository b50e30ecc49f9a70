import type { ReactNode } from 'react';
import css from './Tarjeta.module.css';

type Props = { readonly id: string; readonly titulo: string; readonly nota?: string; readonly children: ReactNode };

/** One subject of a screen that tells the state of the room. `id` names its title, once per screen. */
export const Tarjeta = ({ id, titulo, nota, children }: Props) => (
  <section className={css['tarjeta']} aria-labelledby={id}>
    <h2 id={id}>{titulo}</h2>
    {nota === undefined ? null : <p className={css['nota']}>{nota}</p>}
    {children}
  </section>
);
