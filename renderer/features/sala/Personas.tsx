import { memo } from 'react';
import { esOperativo } from '#shared/domain/permisos.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta, numero, parte } from '#renderer/i18n/formato.ts';
import { preguntar, reanudar } from './direccion-store.ts';
import type { Sala } from './sala-store.ts';
import css from './Sala.module.css';

const T = es.sala.personas;
type Persona = Sala['personas'][number];

const Acciones = ({ persona: { id, nombre, roles, pausa } }: { readonly persona: Persona }) => {
  const yo = useSesion((s) => s.persona?.id);
  if (id === yo) return null;
  return (
    <div className={css['acciones']}>
      {roles.every(esOperativo) ? (
        <Boton variante="discreto" aria-label={T.funcionDe(nombre)} onClick={() => preguntar({ tipo: 'funcion', persona: id, nombre })}>
          {T.funcion}
        </Boton>
      ) : null}
      {pausa === null ? (
        <Boton variante="discreto" aria-label={T.pausarA(nombre)} onClick={() => preguntar({ tipo: 'pausar', clase: 'persona', id, nombre })}>
          {T.pausar}
        </Boton>
      ) : (
        <Boton aria-label={T.reanudarA(nombre)} onClick={() => reanudar('persona', id, nombre)}>
          {T.reanudar}
        </Boton>
      )}
    </div>
  );
};

/** Who works, where, how much and how exactly; and what whoever directs may do about it. */
export const Personas = memo(({ personas }: { readonly personas: Sala['personas'] }) =>
  personas.length === 0 ? (
    <p>{T.ninguna}</p>
  ) : (
    <div className={css['desplaza']} tabIndex={0} role="region" aria-label={T.titulo}>
      <table className={css['tabla']}>
        <thead>
          <tr>
            <th scope="col">{T.nombre}</th>
            <th scope="col">{T.puesto}</th>
            <th scope="col" className={css['cifras']}>{T.capturas}</th>
            <th scope="col" className={css['cifras']}>{T.aciertos}</th>
            <th scope="col" className={css['cifras']}>{T.ultima}</th>
            <th scope="col" className={css['cifras']}>{T.acciones}</th>
          </tr>
        </thead>
        <tbody>
          {personas.map((p) => (
            <tr key={p.id}>
              <th scope="row">
                {p.nombre}
                <span>{p.roles.map((r) => es.roles[r]).join(', ')}</span>
                {p.pausa === null ? null : <span className={css['pausa']}>{T.enPausa(p.pausa.motivo, horaCorta(p.pausa.hora))}</span>}
              </th>
              <td>{p.puesto ?? T.fuera}</td>
              <td className={css['cifras']}>{p.capturas === 0 ? '—' : numero(p.capturas)}</td>
              <td className={css['cifras']}>{p.campos === 0 ? '—' : parte(p.campos - p.errores, p.campos)}</td>
              <td className={css['cifras']}>{p.ultima === null ? '—' : horaCorta(p.ultima)}</td>
              <td><Acciones persona={p} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
