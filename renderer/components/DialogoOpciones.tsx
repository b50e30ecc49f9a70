import { useEffect, useMemo, useState, type SyntheticEvent } from 'react';
import { es } from '#renderer/i18n/es.ts';
import { desistir, trasLector } from '#renderer/teclado/codigos.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { Boton } from './Boton.tsx';
import { Campo } from './Campo.tsx';
import { Dialogo } from './Dialogo.tsx';
import css from './DialogoOpciones.module.css';

type Opcion<T extends string> = { readonly valor: T; readonly texto: string };
type Props<T extends string> = {
  readonly titulo: string;
  readonly texto?: string;
  readonly opciones: readonly Opcion<T>[];
  readonly alElegir: (valor: T) => void;
  readonly alCerrar: () => void;
  /** Lets the person write a reason of their own. */
  readonly alEscribir?: (motivo: string) => void;
};

/** The number key of an answer: those after the ninth have none, and are reached with Tab. */
const teclaDe = (indice: number): { readonly tecla?: string } => (indice < 9 ? { tecla: String(indice + 1) } : {});
const atajoDe = (indice: number, texto: string, hacer: () => void): Atajo[] => {
  const { tecla } = teclaDe(indice);
  return tecla === undefined ? [] : [{ teclas: [tecla], grupo: 'dialogo', texto, accion: () => trasLector(hacer) }];
};

/** One question with some answers, the first nine on number keys; optionally a written one. */
export const DialogoOpciones = <T extends string>({ titulo, texto, opciones, alElegir, alCerrar, alEscribir }: Props<T>) => {
  const [otro, setOtro] = useState<string | null>(null);
  const [falta, setFalta] = useState(false);
  const atajos = useMemo<readonly Atajo[]>(
    () => [
      ...opciones.flatMap((o, i) => atajoDe(i, o.texto, () => alElegir(o.valor))),
      ...(alEscribir ? atajoDe(opciones.length, es.motivo.otro, () => setOtro('')) : []),
    ],
    [opciones, alElegir, alEscribir],
  );
  useEffect(() => desistir, []);
  const enviar = (evento: SyntheticEvent): void => {
    evento.preventDefault();
    const motivo = (otro ?? '').trim();
    if (motivo.length < 3) setFalta(true);
    else alEscribir?.(motivo);
  };
  return (
    <Dialogo titulo={titulo} {...(texto === undefined ? {} : { texto })} atajos={atajos} enTitulo alCerrar={alCerrar}>
      {otro === null ? (
        <ul className={css['lista']}>
          {opciones.map((o, i) => (
            <li key={o.valor}>
              <Boton className={css['opcion']} {...teclaDe(i)} onClick={() => alElegir(o.valor)}>
                {o.texto}
              </Boton>
            </li>
          ))}
          {alEscribir ? (
            <li>
              <Boton className={css['opcion']} {...teclaDe(opciones.length)} onClick={() => setOtro('')}>
                {es.motivo.otro}
              </Boton>
            </li>
          ) : null}
        </ul>
      ) : (
        <form className={css['forma']} onSubmit={enviar}>
          <Campo etiqueta={es.motivo.escriba} value={otro} maxLength={300} autoFocus error={falta ? es.motivo.minimo : null} onChange={(e) => setOtro(e.currentTarget.value)} />
          <Boton variante="primario" type="submit" tecla="Enter">
            {es.motivo.aceptar}
          </Boton>
        </form>
      )}
    </Dialogo>
  );
};
