import { memo } from 'react';
import { Boton } from '#renderer/components/Boton.tsx';
import { nombrePuesto } from '#renderer/api/puesto.ts';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { preguntar, reanudar } from './direccion-store.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.puestos;
type Puesto = Sala['puestos'][number];

const estadoDe = ({ conectado }: Puesto): string => (conectado === null ? T.propio : conectado ? T.conectado : T.ausente);

/** The posts of the room: who is at each, whether it answers, and whether it is paused. */
export const PuestosSala = memo(({ puestos }: { readonly puestos: Sala['puestos'] }) => {
  const propio = nombrePuesto(location.search, sessionStorage);
  return puestos.length === 0 ? (
    <p>{T.ninguno}</p>
  ) : (
    <div className={css['desplaza']} tabIndex={0} role="region" aria-label={T.titulo}>
      <table className={css['tabla']}>
        <thead>
          <tr>
            <th scope="col">{T.nombre}</th>
            <th scope="col">{T.quien}</th>
            <th scope="col" className={css['cifras']}>{es.sala.personas.acciones}</th>
          </tr>
        </thead>
        <tbody>
          {puestos.map((p) => (
            <tr key={p.puesto}>
              <th scope="row">
                {p.puesto}
                <span>{estadoDe(p)}</span>
                {p.pausa === null ? null : <span className={css['pausa']}>{es.sala.personas.enPausa(p.pausa.motivo, horaCorta(p.pausa.hora))}</span>}
              </th>
              <td>{p.personas.length === 0 ? T.nadie : p.personas.join(', ')}</td>
              <td>
                <div className={css['acciones']}>
                  {p.pausa !== null ? (
                    <Boton aria-label={T.reanudarEl(p.puesto)} onClick={() => reanudar('puesto', p.puesto, p.puesto)}>
                      {es.sala.personas.reanudar}
                    </Boton>
                  ) : p.puesto === propio ? null : (
                    <Boton variante="discreto" aria-label={T.pausarEl(p.puesto)} onClick={() => preguntar({ tipo: 'pausar', clase: 'puesto', id: p.puesto, nombre: p.puesto })}>
                      {es.sala.personas.pausar}
                    </Boton>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
