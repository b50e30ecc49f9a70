import { CircleCheck, CircleX } from 'lucide-react';
import { resumirPractica, type Confusion, type ResultadoPractica as Resultado } from '#shared/domain/practica.ts';
import type { Valor } from '#shared/domain/valor.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import { numero, parte } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { comenzar, siguienteActa, terminar, usePractica, volverAlInicio } from './practica-store.ts';
import css from './Practica.module.css';

const T = es.practica;
const ATAJOS_ACTA: readonly Atajo[] = [
  { teclas: ['Enter'], grupo: 'seccion', texto: T.siguiente, accion: siguienteActa },
  { teclas: ['Escape'], grupo: 'seccion', texto: T.terminar, accion: terminar },
];
const ATAJOS_RESUMEN: readonly Atajo[] = [
  { teclas: ['Enter'], grupo: 'seccion', texto: T.otraVez, accion: comenzar },
  { teclas: ['Escape'], grupo: 'seccion', texto: T.volver, accion: volverAlInicio },
];

const deMarca = (texto: string): string => (texto in es.valores ? es.valores[texto as keyof typeof es.valores] : texto);
const deValor = (valor: Valor): string => deMarca(String(valor));

const Errores = ({ errores }: Pick<Resultado, 'errores'>) => (
  <table className={css['tabla']}>
    <caption className="oculto-visual">{T.errores(errores.length)}</caption>
    <thead>
      <tr>
        <th scope="col">{T.campo}</th>
        <th scope="col">{T.dice}</th>
        <th scope="col">{T.escribio}</th>
      </tr>
    </thead>
    <tbody>
      {errores.map((e) => (
        <tr key={e.clave}>
          <th scope="row">{e.nombre}</th>
          <td>{deValor(e.dice)}</td>
          <td>{deValor(e.escribio)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** How the acta that was just typed went. */
export const ActaCalificada = () => {
  const r = usePractica((s) => s.resultados.at(-1));
  useAtajos(ATAJOS_ACTA);
  if (!r) return null;
  const bien = r.errores.length === 0;
  return (
    <section className={css['resultado']}>
      <h1 className={bien ? css['bien'] : css['mal']} tabIndex={-1}>
        {bien ? <CircleCheck size={32} aria-hidden /> : <CircleX size={32} aria-hidden />}
        {bien ? T.exacta : T.errores(r.errores.length)}
      </h1>
      <p role="status">{T.esfuerzo(numero(Math.round(r.ms / 1000)), numero(r.teclas), numero(r.teclasMinimas))}</p>
      <div className={css['salidas']}>
        <Boton variante="primario" tecla="Enter" autoFocus onClick={siguienteActa}>
          {T.siguiente}
        </Boton>
        <Boton tecla="Escape" onClick={terminar}>
          {T.terminar}
        </Boton>
      </div>
      {bien ? null : <Errores errores={r.errores} />}
    </section>
  );
};

const Confusiones = ({ confusiones }: { readonly confusiones: readonly Confusion[] }) => (
  <ul className={css['lista']}>
    {confusiones.map((c) => (
      <li key={`${c.dice}-${c.escribio}`}>{T.confusion(deMarca(c.dice), deMarca(c.escribio), c.veces)}</li>
    ))}
  </ul>
);

/** How the whole practice went: exactness, speed, which fields and which figures go wrong. */
export const Resumen = () => {
  const resumen = resumirPractica(usePractica((s) => s.resultados));
  useAtajos(ATAJOS_RESUMEN);
  if (!resumen) return null;
  const datos = [
    [T.datos.actas, numero(resumen.actas)],
    [T.datos.exactitud, parte(resumen.exactitud, 1)],
    [T.datos.segundos, numero(Math.round(resumen.segundosPorActa))],
    [T.datos.teclas, numero(Math.round(resumen.teclasPorActa))],
    [T.datos.deMas, numero(resumen.teclasDeMas)],
  ] as const;
  return (
    <section className={css['resultado']}>
      <h1 tabIndex={-1}>{T.resumen}</h1>
      <dl className={css['datos']}>
        {datos.map(([nombre, valor]) => (
          <div key={nombre}>
            <dt>{nombre}</dt>
            <dd>{valor}</dd>
          </div>
        ))}
      </dl>
      <div className={css['salidas']}>
        <Boton variante="primario" tecla="Enter" autoFocus onClick={comenzar}>
          {T.otraVez}
        </Boton>
        <Boton tecla="Escape" onClick={volverAlInicio}>
          {T.volver}
        </Boton>
      </div>
      {resumen.porCampo.length === 0 ? <p>{T.sinErrores}</p> : null}
      {resumen.porCampo.length > 0 ? (
        <div className={css['dos']}>
          <div>
            <h2>{T.porCampo}</h2>
            <ul className={css['lista']}>
              {resumen.porCampo.map((c) => (
                <li key={c.clave}>{T.veces(c.nombre, c.veces)}</li>
              ))}
            </ul>
          </div>
          <div>
            <h2>{T.confusiones}</h2>
            <Confusiones confusiones={resumen.confusiones} />
          </div>
        </div>
      ) : null}
    </section>
  );
};
