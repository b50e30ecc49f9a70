import { es, type GrupoAtajos } from '#renderer/i18n/es.ts';
import { useTeclado, type Atajo, type Capa } from '#renderer/teclado/registro.ts';
import { useMemo, useState } from 'react';
import { rotuloTecla } from '#renderer/teclado/tecla.ts';
import { Boton } from './Boton.tsx';
import { Dialogo } from './Dialogo.tsx';
import { Tecla } from './Tecla.tsx';
import css from './Ayuda.module.css';

const GRUPOS: readonly GrupoAtajos[] = ['seccion', 'captura', 'imagen', 'general'];
type Renglon = { readonly texto: string; readonly teclas: readonly string[] };

/** What the keys of a group do, each once: those that do the same go together. */
const deGrupo = (capas: readonly Capa[], grupo: GrupoAtajos): Renglon[] => {
  const porTexto = new Map<string, string[]>();
  for (const a of capas.flatMap((c) => c.atajos)) {
    if (a.grupo === grupo) porTexto.set(a.texto, [...(porTexto.get(a.texto) ?? []), ...(a.rotulo === undefined ? a.teclas : [a.rotulo])]);
  }
  return [...porTexto].map(([texto, teclas]) => ({ texto, teclas }));
};

/** Every key that works on the screen under it, read from the registry when it opens. */
export const Ayuda = ({ alCerrar, alVerGuia }: { readonly alCerrar: () => void; readonly alVerGuia: () => void }) => {
  const [capas] = useState(() => useTeclado.getState().capas);
  const atajos = useMemo<readonly Atajo[]>(
    () => [
      { teclas: ['?', 'F1'], grupo: 'dialogo', texto: es.app.cerrar, accion: alCerrar },
      { teclas: ['F2'], grupo: 'dialogo', texto: es.guia.otraVez, accion: alVerGuia },
    ],
    [alCerrar, alVerGuia],
  );
  return (
    <Dialogo titulo={es.atajos.titulo} ancho="completo" alCerrar={alCerrar} atajos={atajos}>
      <Boton className={css['guia']} tecla="F2" onClick={alVerGuia}>
        {es.guia.otraVez}
      </Boton>
      <div className={css['grupos']}>
        {GRUPOS.map((grupo) => {
          const renglones = deGrupo(capas, grupo);
          return renglones.length === 0 ? null : (
            <section key={grupo}>
              <h3 className={css['grupo']}>{es.atajos.grupos[grupo]}</h3>
              <dl className={css['lista']}>
                {renglones.map((r) => (
                  <div key={r.texto} className={css['renglon']}>
                    <dt>
                      <span className="oculto-visual">{r.teclas.map(rotuloTecla).join(' o ')}</span>
                      {r.teclas.map((t) => (
                        <Tecla key={t} tecla={t} />
                      ))}
                    </dt>
                    <dd>{r.texto}</dd>
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
