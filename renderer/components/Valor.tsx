import type { Valor as ValorActa } from '#shared/domain/valor.ts';
import { es } from '#renderer/i18n/es.ts';
import css from './Valor.module.css';

/** What one field of an acta says: a number in digits, or why there is none, in words. */
export const Valor = ({ valor }: { readonly valor: ValorActa | undefined }) => {
  if (valor === undefined) return <span className={css['marca']}>—</span>;
  return typeof valor === 'number' ? <span className={css['cifras']}>{valor}</span> : <span className={css['marca']}>{es.valores[valor]}</span>;
};
