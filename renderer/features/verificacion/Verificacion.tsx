import { useEffect, useRef } from 'react';
import { Scale } from 'lucide-react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { Cargando } from '#renderer/components/Cargando.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { MesaTrabajo } from '#renderer/components/MesaTrabajo.tsx';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { OtraVentana } from '#renderer/components/OtraVentana.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { Valor } from '#renderer/components/Valor.tsx';
import { CampoDeCerca } from '#renderer/features/imagen/CampoDeCerca.tsx';
import { MOTIVOS_IMAGEN } from '#renderer/features/imagen/motivos.ts';
import { usePendientes } from '#renderer/features/tablero/tablero-selectors.ts';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { FilaDiscrepancia } from './FilaDiscrepancia.tsx';
import {
  useDecision, useDiscrepancia, useErrorVerificacion, useEstadoVerificacion, useFaltaMotivo, useMotivo, useNotasSuma, useOcupadoVerificacion, useOtraVentana, usePideMotivo, useRechazando,
} from './verificacion-selectors.ts';
import { abrirRechazo, continuarAqui, guardarDecision, oprimirTecla, PARTES_VERIFICACION, pedirDiscrepancia, ponerMotivo, rechazarImagen, type TrabajoVerificacion } from './verificacion-store.ts';
import css from './Verificacion.module.css';

const T = es.verificacion.teclas;
const alRenglon = (tecla: string): void => void oprimirTecla(tecla);
const ATAJOS: readonly Atajo[] = [
  { teclas: ['1'], grupo: 'seccion', texto: T.a, accion: alRenglon },
  { teclas: ['2'], grupo: 'seccion', texto: T.b, accion: alRenglon },
  { teclas: ['3'], grupo: 'seccion', texto: T.otro, accion: alRenglon },
  { teclas: ['0', '4', '5', '6', '7', '8', '9'], rotulo: '0 a 9', grupo: 'seccion', texto: T.cifras, accion: alRenglon },
  { teclas: ['/'], grupo: 'seccion', texto: es.captura.teclas.ilegible, accion: alRenglon },
  { teclas: ['*'], grupo: 'seccion', texto: es.captura.teclas.sinDato, accion: alRenglon },
  { teclas: ['Backspace'], grupo: 'seccion', texto: T.borrar, accion: alRenglon },
  { teclas: ['ArrowUp', 'ArrowDown'], grupo: 'seccion', texto: es.captura.teclas.mover, accion: alRenglon },
  { teclas: ['Enter'], grupo: 'seccion', texto: T.guardar, accion: alRenglon },
  { teclas: ['F8'], grupo: 'seccion', texto: es.captura.teclas.reportar, accion: () => abrirRechazo(true) },
];

const Motivo = () => {
  const motivo = useMotivo();
  const falta = useFaltaMotivo();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (falta) ref.current?.focus();
  }, [falta]);
  return (
    <Campo
      ref={ref}
      className={css['motivo'] ?? ''}
      etiqueta={es.verificacion.motivo}
      value={motivo}
      maxLength={300}
      error={falta ? es.verificacion.motivoFalta : null}
      onChange={(e) => ponerMotivo(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === 'Enter') void guardarDecision();
      }}
    />
  );
};

/** A sum that is not the written total is noted, and stops nothing. */
const NotasSuma = () => {
  const notas = useNotasSuma();
  if (notas.length === 0) return null;
  return (
    <div className={css['notas']} role="status">
      {notas.map((n) => (
        <p key={n}>{n}</p>
      ))}
      <p>{es.verificacion.notaSumaTexto}</p>
    </div>
  );
};

const Lecturas = ({ trabajo }: { readonly trabajo: TrabajoVerificacion }) => {
  const decision = useDecision();
  const pideMotivo = usePideMotivo();
  const ocupado = useOcupadoVerificacion();
  const iguales = trabajo.campos.filter((c) => !trabajo.distintos.includes(c.clave));
  if (!decision) return null;
  return (
    <div className={css['lecturas']}>
      <div className={css['lista']} tabIndex={-1}>
        <p className={css['explica']}>{es.verificacion.explicacion}</p>
        <ul>
          {trabajo.distintos.map((clave, i) => (
            <FilaDiscrepancia key={clave} trabajo={trabajo} clave={clave} fila={i} decision={decision} />
          ))}
        </ul>
        <h2 className={css['igualesTitulo']}>{es.verificacion.iguales}</h2>
        <dl className={css['iguales']}>
          {iguales.map((c) => (
            <div key={c.clave}>
              <dt>
                <NombreCampo campo={c} />
              </dt>
              <dd>
                <Valor valor={trabajo.capturas[0][c.clave]} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={css['pie']}>
        <NotasSuma />
        {pideMotivo ? <Motivo /> : null}
        <div className={css['botones']}>
          <Boton variante="discreto" tecla="F8" onClick={() => abrirRechazo(true)}>
            {es.captura.imagenMala}
          </Boton>
          <Boton variante="primario" tecla="Enter" disabled={ocupado} onClick={() => void guardarDecision()}>
            {es.verificacion.guardar}
          </Boton>
        </div>
      </div>
    </div>
  );
};

/** The picture at the field that is being decided. */
const CampoDecidido = ({ trabajo }: { readonly trabajo: TrabajoVerificacion }) => {
  const clave = trabajo.distintos[useDecision()?.foco ?? 0] ?? '';
  const campo = trabajo.campos.find((c) => c.clave === clave) ?? null;
  return <CampoDeCerca imagen={trabajo.imagen} nombre={trabajo.nombre} campo={campo} zona={trabajo.zonas?.[clave] ?? null} />;
};

const cerrarRechazo = (): void => abrirRechazo(false);

/** A third person decides where two readings differ, with the picture in view. Nothing says who read what. */
export const Verificacion = () => {
  const trabajo = useDiscrepancia();
  const estado = useEstadoVerificacion();
  const error = useErrorVerificacion();
  const rechazando = useRechazando();
  const otraVentana = useOtraVentana();
  const deOtros = (usePendientes().verificacion ?? 0) > 0;
  useAtajos(ATAJOS);
  usePartes(PARTES_VERIFICACION, pedirDiscrepancia);
  if (!trabajo) {
    if (otraVentana) return <OtraVentana pantalla={es.verificacion.titulo} icono={<Scale size={44} aria-hidden />} alContinuar={() => void continuarAqui()} />;
    if (error) return <ErrorNotice pantalla={es.verificacion.titulo} error={error} alReintentar={() => void pedirDiscrepancia()} />;
    return estado === 'ready' ? <Vacio pantalla={es.verificacion.titulo} icono={<Scale size={44} aria-hidden />} {...(deOtros ? es.deOtros : { titulo: es.verificacion.vacio, texto: es.verificacion.vacioTexto })} /> : <Cargando />;
  }
  return (
    <>
      <MesaTrabajo
        titulo={trabajo.titulo}
        subtitulo={trabajo.nombre}
        nota={es.verificacion.difieren(trabajo.distintos.length)}
        imagen={<CampoDecidido trabajo={trabajo} />}
        lado={<Lecturas key={`${trabajo.acta}-${trabajo.ciclo}`} trabajo={trabajo} />}
      />
      {rechazando ? (
        <DialogoOpciones titulo={es.captura.imagenMalaTitulo} opciones={MOTIVOS_IMAGEN} alElegir={(m) => void rechazarImagen(m)} alEscribir={(m) => void rechazarImagen(m)} alCerrar={cerrarRechazo} />
      ) : null}
    </>
  );
};
