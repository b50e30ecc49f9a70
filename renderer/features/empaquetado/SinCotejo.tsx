import type { Parte } from '#shared/api/contrato-estacion.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { cargarSinCotejo, dispensar, pedirDispensa, useCajas } from './cajas-store.ts';
import css from './Cajas.module.css';

const T = es.empaquetado.dispensa;
const PARTES: readonly Parte[] = ['captura', 'verificacion', 'cotejo', 'empaquetado'];
const MOTIVOS = T.motivos.map((m) => ({ valor: m, texto: m }));
const alDispensar = (motivo: string): void => void dispensar(motivo);
const cerrar = (): void => pedirDispensa(null);

/** The actas that wait for their cotejo, for the coordinator who may let one of them go without it. */
export const SinCotejo = () => {
  const carga = useCajas((s) => s.sinCotejo);
  const porDispensar = useCajas((s) => s.porDispensar);
  usePartes(PARTES, cargarSinCotejo);
  return (
    <div className={css['cajas']}>
      <Tarjeta id="sin-cotejo" titulo={es.empaquetado.vistas.sinCotejo} nota={T.explicacion}>
        <ConCarga carga={carga} alReintentar={() => void cargarSinCotejo()}>
          {(actas) =>
            actas.length === 0 ? (
              <p>{T.ninguna}</p>
            ) : (
              <ul>
                {actas.map((a) => (
                  <li key={a.acta} className={css['caja']}>
                    <p>
                      <strong>{a.nombre}</strong>
                      <span>
                        {a.titulo} · {a.hora === null ? '' : horaCorta(a.hora)}
                      </span>
                    </p>
                    <Boton variante="discreto" aria-label={T.dispensarEsta(a.nombre)} onClick={() => pedirDispensa(a)}>
                      {T.dispensar}
                    </Boton>
                  </li>
                ))}
              </ul>
            )
          }
        </ConCarga>
      </Tarjeta>
      {porDispensar === null ? null : <DialogoOpciones titulo={T.titulo(porDispensar.nombre)} texto={T.texto} opciones={MOTIVOS} alElegir={alDispensar} alEscribir={alDispensar} alCerrar={cerrar} />}
    </div>
  );
};
