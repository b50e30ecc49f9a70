import { useMemo } from 'react';
import { Tecla } from '#renderer/components/Tecla.tsx';
import type { Estacion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import css from './PersonasDemo.module.css';

type Demo = Estacion['usuariosDemo'][number];
/** F5, F11 and F12 belong to the browser. */
const TECLAS = ['F2', 'F3', 'F4', 'F6', 'F7', 'F8', 'F9', 'F10'] as const;

/** One key for the first person of each role, then for whoever follows while there are keys. */
const conTecla = (personas: readonly Demo[]): ReadonlyMap<string, string> => {
  const primeras = new Map<string, Demo>();
  for (const p of personas) if (!primeras.has(p.roles.join())) primeras.set(p.roles.join(), p);
  const orden = [...primeras.values(), ...personas.filter((p) => primeras.get(p.roles.join()) !== p)];
  return new Map(orden.slice(0, TECLAS.length).map((p, i) => [p.id, TECLAS[i] ?? '']));
};

/** The people of a drill with their PIN: only a simulacro sends them. */
export const PersonasDemo = ({ personas, alElegir }: { readonly personas: readonly Demo[]; readonly alElegir: (persona: Demo) => void }) => {
  const teclas = useMemo(() => conTecla(personas), [personas]);
  const atajos = useMemo(
    () => personas.filter((p) => teclas.has(p.id)).map((p): Atajo => ({ teclas: [teclas.get(p.id) ?? ''], grupo: 'seccion', texto: p.nombre, accion: () => alElegir(p) })),
    [personas, teclas, alElegir],
  );
  useAtajos(atajos);
  return (
    <section className={css['demo']} aria-labelledby="personas-demo">
      <h2 id="personas-demo">{es.entrar.demoTitulo}</h2>
      <p className={css['texto']}>{es.entrar.demoTexto}</p>
      <ul className={css['lista']} tabIndex={-1}>
        {personas.map((p) => {
          const tecla = teclas.get(p.id);
          return (
          <li key={p.id}>
            <button type="button" className={css['persona']} aria-keyshortcuts={tecla} onClick={() => alElegir(p)}>
              <span className={css['roles']}>{p.roles.map((r) => es.roles[r]).join(', ')}</span>
              <span className={css['nombre']}>
                {p.nombre} · {p.id} · {es.entrar.pin} {p.pin}
              </span>
              {tecla === undefined ? null : <Tecla tecla={tecla} />}
            </button>
          </li>
          );
        })}
      </ul>
    </section>
  );
};
