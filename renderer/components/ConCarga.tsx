import type { ReactNode } from 'react';
import type { Carga } from '#renderer/api/almacen.ts';
import { Cargando } from './Cargando.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';

type Props<T> = { readonly carga: Carga<T>; readonly alReintentar: () => void; readonly children: (datos: T) => ReactNode };

/** What was loaded; before that, the wait; and the error beside what there was, if a reload failed. */
export const ConCarga = <T,>({ carga, alReintentar, children }: Props<T>) => (
  <>
    {carga.error ? <ErrorNotice error={carga.error} alReintentar={alReintentar} /> : null}
    {carga.datos === null ? carga.error ? null : <Cargando /> : children(carga.datos)}
  </>
);
