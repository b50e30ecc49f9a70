import { useEffect } from 'react';
import { Keyboard } from 'lucide-react';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { Cargando } from '#renderer/components/Cargando.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { MesaTrabajo } from '#renderer/components/MesaTrabajo.tsx';
import { OtraVentana } from '#renderer/components/OtraVentana.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { CampoDeCerca } from '#renderer/features/imagen/CampoDeCerca.tsx';
import { MOTIVOS_IMAGEN } from '#renderer/features/imagen/motivos.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { CampoCaptura, ID_FALTA } from './CampoCaptura.tsx';
import { useDeOtros, useDialogo, useEnEspera, useErrorCaptura, useEscritos, useEstadoCaptura, useFoco, useOcupado, useOtraVentana, useTrabajo } from './captura-selectors.ts';
import { abrirDialogo, continuarAqui, guardar, oprimir, PARTES_CAPTURA, pedirSiguiente, reportarImagen, soltar, useCaptura } from './captura-store.ts';
import css from './Captura.module.css';

const T = es.captura.teclas;
const CIFRAS = Array.from('0123456789');
/** The field handles its own keys; these are for when a click elsewhere took the caret away. */
const alCampo = (tecla: string): void => {
  oprimir(tecla);
  document.querySelector<HTMLElement>('[data-foco="true"] input')?.focus();
};
const ATAJOS: readonly Atajo[] = [
  { teclas: CIFRAS, rotulo: '0 a 9', grupo: 'captura', texto: T.cifras, accion: alCampo },
  { teclas: ['/'], grupo: 'captura', texto: T.ilegible, accion: alCampo },
  { teclas: ['*'], grupo: 'captura', texto: T.sinDato, accion: alCampo },
  { teclas: ['Enter'], grupo: 'captura', texto: T.siguiente, accion: alCampo },
  { teclas: ['ArrowUp', 'ArrowDown'], grupo: 'captura', texto: T.mover, accion: alCampo },
  { teclas: ['Backspace'], grupo: 'captura', texto: T.borrar, accion: alCampo },
  { teclas: ['Escape'], grupo: 'captura', texto: T.soltar, accion: () => abrirDialogo('soltar') },
  { teclas: ['F8'], grupo: 'captura', texto: T.reportar, accion: () => abrirDialogo('imagen') },
];
const GRUPOS = ['cabecera', 'votos', 'total'] as const;
const SALIDAS = [
  { valor: 'seguir', texto: es.captura.seguir },
  { valor: 'soltar', texto: es.captura.soltar },
] as const;
const cerrarDialogo = (): void => abrirDialogo(null);
const alSalir = (valor: 'seguir' | 'soltar'): void => {
  if (valor === 'seguir') cerrarDialogo();
  else void soltar();
};

const Falta = () => {
  const falta = useCaptura((s) => s.formulario?.falta ?? null);
  return (
    <p id={ID_FALTA} className={falta === null ? css['pie'] : css['falta']} role={falta === null ? undefined : 'alert'}>
      {falta === null ? es.captura.pie : es.captura.falta}
    </p>
  );
};

const Formulario = ({ trabajo }: { readonly trabajo: Trabajo }) => {
  const ocupado = useOcupado();
  const escritos = useEscritos();
  return (
    <form
      className={css['formulario']}
      onSubmit={(e) => {
        e.preventDefault();
        void guardar();
      }}
    >
      <div className={css['campos']} data-lista>
        {GRUPOS.map((grupo) => (
          <fieldset key={grupo} className={css['grupo']}>
            <legend>{es.captura.grupos[grupo]}</legend>
            <ul>{trabajo.campos.map((campo, i) => (campo.grupo === grupo ? <CampoCaptura key={campo.clave} campo={campo} indice={i} /> : null))}</ul>
          </fieldset>
        ))}
      </div>
      <Falta />
      <div className={css['botones']}>
        <p className={css['avance']}>{es.captura.avance(escritos, trabajo.campos.length)}</p>
        <Boton variante="discreto" tecla="F8" onClick={() => abrirDialogo('imagen')}>
          {es.captura.imagenMala}
        </Boton>
        <Boton variante="primario" type="submit" disabled={ocupado || escritos < trabajo.campos.length}>
          {es.captura.guardar}
        </Boton>
      </div>
    </form>
  );
};

/** The picture at the field that has the caret. */
const CampoActual = ({ trabajo }: { readonly trabajo: Trabajo }) => {
  const campo = trabajo.campos[useFoco()] ?? null;
  return <CampoDeCerca imagen={trabajo.imagen} nombre={trabajo.nombre} campo={campo} zona={campo ? (trabajo.zonas?.[campo.clave] ?? null) : null} />;
};

/** Nothing to capture now, and why: without saying whose an acta is, nor how far it has come. */
const SinActas = () => {
  const deOtros = useDeOtros();
  const otraVentana = useOtraVentana();
  const icono = <Keyboard size={44} aria-hidden />;
  if (otraVentana) return <OtraVentana pantalla={es.captura.titulo} icono={icono} alContinuar={() => void continuarAqui()} />;
  return <Vacio pantalla={es.captura.titulo} icono={icono} titulo={deOtros ? es.captura.deOtros : es.captura.vacio} texto={deOtros ? es.captura.deOtrosTexto : es.captura.vacioTexto} />;
};

/** Blind capture: the picture, its fields, and nothing of what anybody else read. */
export const Captura = () => {
  const trabajo = useTrabajo();
  const estado = useEstadoCaptura();
  const error = useErrorCaptura();
  const enEspera = useEnEspera();
  const dialogo = useDialogo();
  useAtajos(ATAJOS);
  usePartes(PARTES_CAPTURA, pedirSiguiente);
  useEffect(() => {
    // The caret, after a dialog and in an acta that was sent from a button.
    if (dialogo === null) document.querySelector<HTMLElement>('[data-foco="true"] input')?.focus();
  }, [dialogo, trabajo]);

  if (!trabajo) {
    if (error) return <ErrorNotice pantalla={es.captura.titulo} error={error} alReintentar={() => void pedirSiguiente()} />;
    return estado === 'ready' ? <SinActas /> : <Cargando />;
  }
  return (
    <>
      <MesaTrabajo
        titulo={trabajo.titulo}
        subtitulo={trabajo.nombre}
        nota={es.captura.quedan(enEspera)}
        imagen={<CampoActual trabajo={trabajo} />}
        lado={<Formulario trabajo={trabajo} />}
        juntos
      />
      {dialogo === 'soltar' ? <DialogoOpciones titulo={es.captura.soltarTitulo} texto={es.captura.soltarTexto} opciones={SALIDAS} alElegir={alSalir} alCerrar={cerrarDialogo} /> : null}
      {dialogo === 'imagen' ? (
        <DialogoOpciones titulo={es.captura.imagenMalaTitulo} opciones={MOTIVOS_IMAGEN} alElegir={(m) => void reportarImagen(m)} alEscribir={(m) => void reportarImagen(m)} alCerrar={cerrarDialogo} />
      ) : null}
    </>
  );
};
