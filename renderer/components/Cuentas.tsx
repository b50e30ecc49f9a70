import { numero } from '#renderer/i18n/formato.ts';
import css from './Cuentas.module.css';

type Cuenta = { readonly clave: string; readonly cuantas: number; readonly texto: string; readonly nota?: string };

/** A row of large figures, read from across the room. Nothing to do is said in a quieter figure. */
export const Cuentas = ({ titulo, cuentas }: { readonly titulo: string; readonly cuentas: readonly Cuenta[] }) => (
  <section aria-label={titulo}>
    <ul className={css['cuentas']}>
      {cuentas.map((c) => (
        <li key={c.clave} data-cero={c.cuantas === 0}>
          <strong>{numero(c.cuantas)}</strong>
          <span>{c.texto}</span>
          {c.nota === undefined ? null : <small>{c.nota}</small>}
        </li>
      ))}
    </ul>
  </section>
);
