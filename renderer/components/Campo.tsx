import { useId, type ComponentProps } from 'react';
import css from './Campo.module.css';

type Props = ComponentProps<'input'> & { readonly etiqueta: string; readonly ayuda?: string; readonly error?: string | null; readonly grande?: boolean };

/** A text field with its label and, under it, room for its help or its error. */
export const Campo = ({ etiqueta, ayuda, error = null, grande = false, className, ...resto }: Props) => {
  const id = useId();
  const nota = error ?? ayuda;
  return (
    <div className={`${css['campo'] ?? ''} ${className ?? ''}`}>
      <label htmlFor={id}>{etiqueta}</label>
      <input
        id={id}
        className={`${css['entrada'] ?? ''} ${grande ? (css['grande'] ?? '') : ''}`}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={error !== null}
        aria-describedby={nota === undefined ? undefined : `${id}-nota`}
        {...resto}
      />
      {nota === undefined ? null : (
        <p id={`${id}-nota`} className={error === null ? css['ayuda'] : css['error']}>
          {nota}
        </p>
      )}
    </div>
  );
};
