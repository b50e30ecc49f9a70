import { es, type GrupoAtajos } from '#renderer/i18n/es.ts';
import { useTeclado, type Atajo, type Capa } from '#renderer/teclado/registro.ts';
import { useState } from 'react';
import { rotuloTecla } from '#renderer/teclado/tecla.ts';
import { Dialogo } from './Dialogo.tsx';
import { Tecla } from './Tecla.tsx';
import css from './Ayuda.module.css';

const GRUPOS: readonly GrupoAtajos[] = ['seccion', 'captura', 'imagen', 'general'];
const deGrupo = (capas: readonly Capa[], grupo: GrupoAtajos): Atajo[] => capas.flatMap((c) => c.atajos).filter((a) => a.grupo === grupo);

/** Every key that works on the screen under it, read from the registry when it opens. */
export const Ayuda = ({ alCerrar }: { readonly alCerrar: () => void }) => {
  const [capas] = useState(() => useTeclado.getState().capas);
  return (
    <Dialogo titulo={es.atajos.titulo} ancho="amplio" alCerrar={alCerrar}>
      <div className={css['grupos']}>
        {GRUPOS.map((grupo) => {
          const atajos = deGrupo(capas, grupo);
          return atajos.length === 0 ? null : (
            <section key={grupo}>
              <h3 className={css['grupo']}>{es.atajos.grupos[grupo]}</h3>
              <dl className={css['lista']}>
                {atajos.map((a) => (
                  <div key={a.teclas.join()} className={css['renglon']}>
                    <dt>
                      <span className="oculto-visual">{a.rotulo ?? a.teclas.map(rotuloTecla).join(' o ')}</span>
                      {(a.rotulo === undefined ? a.teclas : [a.rotulo]).map((t) => (
                        <Tecla key={t} tecla={t} />
                      ))}
                    </dt>
                    <dd>{a.texto}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialogo>
  );
};
