import { useLayoutEffect, useMemo } from 'react';
import type { CampoPractica } from '#shared/domain/practica.ts';
import type { Quad } from '#shared/domain/homografia.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { EntradaCifras } from '#renderer/components/EntradaCifras.tsx';
import { MesaTrabajo } from '#renderer/components/MesaTrabajo.tsx';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { escritoEn } from '#renderer/features/captura/formulario.ts';
import { CampoDeCerca } from '#renderer/features/imagen/CampoDeCerca.tsx';
import { ponerImagen } from '#renderer/features/imagen/imagen-store.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { enfocarPractica, oprimirPractica, paginaActual, PAGINAS_PRACTICA, terminar, usePractica } from './practica-store.ts';
import css from './Practica.module.css';

const T = es.captura.teclas;
const ID_FALTA = 'practica-falta';
/** The field handles its own keys; these are for when a click elsewhere took the caret away. */
const alCampo = (tecla: string): void => {
  oprimirPractica(tecla);
  document.querySelector<HTMLElement>('[data-foco="true"] input')?.focus();
};
const ATAJOS: readonly Atajo[] = [
  { teclas: Array.from('0123456789'), rotulo: '0 a 9', grupo: 'captura', texto: T.cifras, accion: alCampo },
  { teclas: ['/'], grupo: 'captura', texto: T.ilegible, accion: alCampo },
  { teclas: ['*'], grupo: 'captura', texto: T.sinDato, accion: alCampo },
  { teclas: ['Enter'], grupo: 'captura', texto: T.siguiente, accion: alCampo },
  { teclas: ['ArrowUp', 'ArrowDown'], grupo: 'captura', texto: T.mover, accion: alCampo },
  { teclas: ['Backspace'], grupo: 'captura', texto: T.borrar, accion: alCampo },
  { teclas: ['Escape'], grupo: 'captura', texto: es.practica.terminar, accion: terminar },
];
const GRUPOS = ['cabecera', 'votos', 'total'] as const;

const aQuad = ([x, y, xx, yy]: CampoPractica['caja']): Quad => [[x, y], [xx, y], [xx, yy], [x, yy]];

const Campo = ({ campo, indice }: { readonly campo: CampoPractica; readonly indice: number }) => {
  const escrito = usePractica((s) => (s.formulario ? escritoEn(s.formulario, campo.clave) : ''));
  const conFoco = usePractica((s) => s.formulario?.foco === indice);
  const falta = usePractica((s) => s.formulario?.falta === campo.clave);
  const id = `practica-${campo.clave}`;
  return (
    <li className={css['campo']} data-foco={conFoco}>
      <label htmlFor={id}>
        <NombreCampo campo={campo} />
      </label>
      <EntradaCifras id={id} escrito={escrito} conFoco={conFoco} falta={falta} {...(falta ? { describe: ID_FALTA } : {})} alTeclear={oprimirPractica} alEnfocar={() => enfocarPractica(indice)} />
    </li>
  );
};

const Formulario = ({ campos }: { readonly campos: readonly CampoPractica[] }) => {
  const falta = usePractica((s) => (s.formulario?.falta ?? null) !== null);
  return (
    <form className={css['formulario']} onSubmit={(e) => e.preventDefault()}>
      <div className={css['campos']} data-lista>
        {GRUPOS.map((grupo) => (
          <fieldset key={grupo}>
            <legend>{es.captura.grupos[grupo]}</legend>
            <ul>{campos.map((campo, i) => (campo.grupo === grupo ? <Campo key={campo.clave} campo={campo} indice={i} /> : null))}</ul>
          </fieldset>
        ))}
      </div>
      <p id={ID_FALTA} className={css['pie']} role={falta ? 'alert' : undefined}>
        {falta ? es.captura.falta : es.captura.pie}
      </p>
      <div className={css['botones']}>
        <Boton tecla="Escape" onClick={terminar}>
          {es.practica.terminar}
        </Boton>
      </div>
    </form>
  );
};

/** A practice acta on the table, as capture has it. */
export const MesaPractica = () => {
  const indice = usePractica((s) => s.indice);
  const foco = usePractica((s) => s.formulario?.foco ?? 0);
  const pagina = paginaActual();
  const clave = `practica-${String(indice % PAGINAS_PRACTICA)}`;
  useAtajos(ATAJOS);
  useLayoutEffect(() => ponerImagen(clave, pagina.imagen), [clave, pagina.imagen]);
  const campo = pagina.campos[foco] ?? null;
  const zona = useMemo(() => (campo ? aQuad(campo.caja) : null), [campo]);
  return (
    <MesaTrabajo
      titulo={es.practica.numero((indice % PAGINAS_PRACTICA) + 1, PAGINAS_PRACTICA)}
      subtitulo={`${es.practica.marca} · ${pagina.titulo}`}
      nota={es.practica.noCuenta}
      imagen={<CampoDeCerca imagen={clave} nombre={es.practica.marca} campo={campo} zona={zona} />}
      lado={<Formulario campos={pagina.campos} />}
      juntos
    />
  );
};
