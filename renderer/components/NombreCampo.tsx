import type { Campo } from '#shared/domain/acta.ts';
import css from './NombreCampo.module.css';
import { rotuloCampo } from './rotulo-campo.ts';

/** Name of a field of the acta on one line: emblem letters first, the rest as far as it fits. */
export const NombreCampo = ({ campo }: { readonly campo: Campo }) => {
  const { siglas, nombre } = rotuloCampo(campo);
  return (
    <span className={css['nombre']} title={siglas === null ? nombre : `${siglas} · ${nombre}`}>
      {siglas === null ? null : <b>{siglas} </b>}
      <span className={siglas === null ? undefined : css['largo']}>{nombre}</span>
    </span>
  );
};
