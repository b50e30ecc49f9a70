import { rotuloTecla } from '#renderer/teclado/tecla.ts';
import css from './Tecla.module.css';

/** A key, drawn as a key. Hidden from screen readers: the control says its shortcut itself. */
export const Tecla = ({ tecla }: { readonly tecla: string }) => (
  <kbd className={css['tecla']} aria-hidden="true">
    {rotuloTecla(tecla)}
  </kbd>
);
