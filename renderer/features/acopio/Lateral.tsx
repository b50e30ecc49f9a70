import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { usePorConfirmar, usePuedo, useRecientes } from './acopio-selectors.ts';
import { cargarPorConfirmar, cargarRecientes, confirmarPrimera, confirmarSinActa, retirarSinActa } from './acopio-store.ts';
import { Avance } from './Avance.tsx';
import css from './Lateral.module.css';

const ATAJOS_CONFIRMAR: readonly Atajo[] = [{ teclas: ['F10'], grupo: 'seccion', texto: es.acopio.teclas.confirmar, accion: confirmarPrimera }];
const NINGUNO: readonly Atajo[] = [];

const PorConfirmar = () => {
  const carga = usePorConfirmar();
  const puedo = usePuedo('sin_acta_confirmar');
  const retira = usePuedo('sin_acta_retirar');
  useAtajos(puedo ? ATAJOS_CONFIRMAR : NINGUNO);
  if (carga.datos?.length === 0) return null;
  return (
    <section className={css['bloque']} aria-labelledby="por-confirmar">
      <h2 id="por-confirmar">{es.acopio.porConfirmar}</h2>
      <ConCarga carga={carga} alReintentar={() => void cargarPorConfirmar()}>
        {(reportes) => (
          <ul className={css['lista']}>
            {reportes.map((r, i) => (
              <li key={r.acta} className={css['reporte']}>
                <p className={css['nombre']}>
                  {r.nombre}
                  <br />
                  {r.titulo}
                </p>
                <p>{es.motivosSinActa[r.motivo]}</p>
                <p className={css['nota']}>{es.acopio.reporta(r.solicita)}</p>
                <div className={css['botones']}>
                  {puedo ? (
                    <Boton {...(i === 0 ? { tecla: 'F10' } : {})} onClick={() => void confirmarSinActa(r.acta)}>
                      {es.acopio.confirmar}
                    </Boton>
                  ) : null}
                  {retira ? (
                    <Boton aria-label={es.acopio.retirarDe(`${r.nombre}, ${r.titulo}`)} onClick={() => void retirarSinActa(r.acta)}>
                      {es.acopio.retirar}
                    </Boton>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </ConCarga>
    </section>
  );
};

/** What is expected and what came, what was received last, and the missing actas that wait for a second person. */
export const Lateral = () => {
  const recientes = useRecientes();
  return (
    <aside className={css['lateral']}>
      <PorConfirmar />
      <Avance />
      <section className={css['bloque']} aria-labelledby="recientes">
        <h2 id="recientes">{es.acopio.recientes}</h2>
        <ConCarga carga={recientes} alReintentar={() => void cargarRecientes()}>
          {(actas) =>
            actas.length === 0 ? (
              <p className={css['nota']}>{es.acopio.sinRecientes}</p>
            ) : (
              <ul className={css['lista']} tabIndex={0} aria-labelledby="recientes">
                {actas.map((a) => (
                  <li key={a.acta} className={css['reciente']}>
                    <time>{a.hora === null ? '' : hora(a.hora)}</time>
                    <span>
                      {a.nombre}
                      <br />
                      <span className={css['nota']}>{es.elecciones[a.eleccion]}</span>
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </ConCarga>
      </section>
    </aside>
  );
};
