import { memo } from 'react';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { preguntar } from './direccion-store.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.trabajos;

/** Who has which acta in their hands, oldest first; any of them can be given to somebody else. */
export const Trabajos = memo(({ trabajos }: { readonly trabajos: Sala['trabajos'] }) =>
  trabajos.length === 0 ? (
    <p>{T.ninguno}</p>
  ) : (
    <div className={css['desplaza']} tabIndex={0} role="region" aria-label={T.titulo}>
      <table className={css['tabla']}>
        <thead>
          <tr>
            <th scope="col">{T.acta}</th>
            <th scope="col">{T.quien}</th>
            <th scope="col">{T.tarea}</th>
            <th scope="col" className={css['cifras']}>{T.desde}</th>
            <th scope="col" className={css['cifras']}>{es.sala.personas.acciones}</th>
          </tr>
        </thead>
        <tbody>
          {trabajos.map((t) => (
            <tr key={t.acta}>
              <th scope="row">{t.nombre}</th>
              <td>{t.nombrePersona}</td>
              <td>{T.tareas[t.tarea]}</td>
              <td className={css['cifras']}>{horaCorta(t.desde)}</td>
              <td>
                <div className={css['acciones']}>
                  <Boton variante="discreto" aria-label={T.reasignarDe(t.nombre, t.nombrePersona)} onClick={() => preguntar({ tipo: 'reasignar', trabajo: t })}>
                    {T.reasignar}
                  </Boton>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
