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

/** The people of a drill with their PIN: only a simulacro sends them. */
export const PersonasDemo = ({ personas, alElegir }: { readonly personas: readonly Demo[]; readonly alElegir: (persona: Demo) => void }) => {
  const atajos = useMemo(
    () => personas.slice(0, TECLAS.length).map((p, i): Atajo => ({ teclas: [TECLAS[i] ?? ''], grupo: 'seccion', texto: p.nombre, accion: () => alElegir(p) })),
    [personas, alElegir],
  );
  useAtajos(atajos);
  return (
    <section className={css['demo']} aria-labelledby="personas-demo">
      <h2 id="personas-demo">{es.entrar.demoTitulo}</h2>
      <p className={css['texto']}>{es.entrar.demoTexto}</p>
      <ul className={css['lista']} tabIndex={-1}>
        {personas.map((p, i) => (
          <li key={p.id}>
            <button type="button" className={css['persona']} aria-keyshortcuts={TECLAS[i]} onClick={() => alElegir(p)}>
              <span className={css['roles']}>{p.roles.map((r) => es.roles[r]).join(', ')}</span>
              <span className={css['nombre']}>
                {p.nombre} · {p.id} · {es.entrar.pin} {p.pin}
              </span>
              {TECLAS[i] === undefined ? null : <Tecla tecla={TECLAS[i]} />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
