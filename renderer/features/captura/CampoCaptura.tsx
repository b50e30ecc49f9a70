import { memo } from 'react';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import { EntradaCifras } from '#renderer/components/EntradaCifras.tsx';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { useEscrito, useFalta, useTieneFoco } from './captura-selectors.ts';
import { enfocarCampo, oprimir } from './captura-store.ts';
import css from './CampoCaptura.module.css';

/** Id of the line under the form that says what a missing field needs. */
export const ID_FALTA = 'captura-falta';

const Campo = ({ campo, indice }: { readonly campo: Trabajo['campos'][number]; readonly indice: number }) => {
  const escrito = useEscrito(campo.clave);
  const conFoco = useTieneFoco(indice);
  const falta = useFalta(campo.clave);
  const id = `campo-${campo.clave}`;
  return (
    <li className={css['campo']} data-foco={conFoco} data-total={campo.grupo === 'total'}>
      <label htmlFor={id}>
        <NombreCampo campo={campo} />
      </label>
      <EntradaCifras id={id} escrito={escrito} conFoco={conFoco} falta={falta} {...(falta ? { describe: ID_FALTA } : {})} alTeclear={oprimir} alEnfocar={() => enfocarCampo(indice)} />
    </li>
  );
};

export const CampoCaptura = memo(Campo);
