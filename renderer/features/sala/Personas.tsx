import { es } from '#renderer/i18n/es.ts';
import { horaCorta, numero, parte } from '#renderer/i18n/formato.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.personas;

/** Who works, where, how much and how exactly. */
export const Personas = ({ personas }: { readonly personas: Sala['personas'] }) => (
  <table className={css['tabla']}>
    <thead>
      <tr>
        <th scope="col">{T.nombre}</th>
        <th scope="col">{T.puesto}</th>
        <th scope="col" className={css['cifras']}>{T.capturas}</th>
        <th scope="col" className={css['cifras']}>{T.aciertos}</th>
        <th scope="col" className={css['cifras']}>{T.ultima}</th>
      </tr>
    </thead>
    <tbody>
      {personas.map((p) => (
        <tr key={p.id}>
          <th scope="row">
            {p.nombre}
            <span>{p.roles.map((r) => es.roles[r]).join(', ')}</span>
          </th>
          <td>{p.puesto ?? T.fuera}</td>
          <td className={css['cifras']}>{p.capturas === 0 ? '—' : numero(p.capturas)}</td>
          <td className={css['cifras']}>{p.campos === 0 ? '—' : parte(p.campos - p.errores, p.campos)}</td>
          <td className={css['cifras']}>{p.ultima === null ? '—' : horaCorta(p.ultima)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
