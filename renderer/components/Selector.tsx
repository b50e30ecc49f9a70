import { useId } from 'react';
import { Tecla } from './Tecla.tsx';
import css from './Selector.module.css';

type Props<T extends string> = {
  readonly etiqueta: string;
  /** Shortcut shown beside the label; the keyboard registry is what makes it work. */
  readonly tecla?: string;
  readonly opciones: readonly { readonly valor: T; readonly texto: string }[];
  readonly valor: T;
  readonly alElegir: (valor: T) => void;
};

/** A choice from a closed list, by the browser's own control. */
export const Selector = <T extends string>({ etiqueta, tecla, opciones, valor, alElegir }: Props<T>) => {
  const id = useId();
  return (
    <div className={css['selector']}>
      <label htmlFor={id}>
        {etiqueta}
        {tecla === undefined ? null : <Tecla tecla={tecla} />}
      </label>
      <select
        id={id}
        aria-keyshortcuts={tecla}
        value={valor}
        onChange={(e) => {
          const elegida = opciones.find((o) => o.valor === e.currentTarget.value);
          if (elegida) alElegir(elegida.valor);
        }}
      >
        {opciones.map((o) => (
          <option key={o.valor} value={o.valor}>
            {o.texto}
          </option>
        ))}
      </select>
    </div>
  );
};
