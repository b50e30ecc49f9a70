import { useEffect, useRef } from 'react';
import { CircleCheck, CircleSlash, FileCheck2 } from 'lucide-react';
import { OBSERVACIONES } from '#shared/domain/inconsistencias.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { Cargando } from '#renderer/components/Cargando.tsx';
import { DialogoOpciones } from '#renderer/components/DialogoOpciones.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { MesaTrabajo } from '#renderer/components/MesaTrabajo.tsx';
import { NombreCampo } from '#renderer/components/NombreCampo.tsx';
import { Vacio } from '#renderer/components/Vacio.tsx';
import { Valor } from '#renderer/components/Valor.tsx';
import { Visor } from '#renderer/features/imagen/Visor.tsx';
import { usePendientes } from '#renderer/features/tablero/tablero-selectors.ts';
import { es } from '#renderer/i18n/es.ts';
import { numero } from '#renderer/i18n/formato.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useEnEsperaCotejo, useErrorCotejo, useEstadoCotejo, usePidiendo, usePuedeAceptar, useTrabajoCotejo } from './cotejo-selectors.ts';
import { abrir, aceptar, cerrar, marcarVista, PARTES_COTEJO, pedirCorreccion, pedirCotejo, type TrabajoCotejo } from './cotejo-store.ts';
import css from './Cotejo.module.css';

const T = es.cotejo.teclas;
const ATAJOS: readonly Atajo[] = [
  { teclas: ['Enter'], grupo: 'seccion', texto: T.coincide, accion: () => void aceptar() },
  { teclas: ['R'], grupo: 'seccion', texto: T.recaptura, accion: () => abrir('recaptura') },
  { teclas: ['F8'], grupo: 'seccion', texto: T.escaneo, accion: () => abrir('escaneo') },
];
const MOTIVOS = es.cotejo.motivos.map((m) => ({ valor: m, texto: m }));
const GRUPOS = ['cabecera', 'votos', 'total'] as const;
const MOTIVOS_ESCANEO = es.cotejo.motivosEscaneo.map((m) => ({ valor: m, texto: m }));

const Evaluacion = ({ evaluacion }: { readonly evaluacion: TrabajoCotejo['evaluacion'] }) => {
  const cuenta = evaluacion.contabilizada === 1;
  const textos = OBSERVACIONES.filter((o) => evaluacion.observaciones.includes(o)).map((o) => es.observaciones[o]);
  return (
    <p className={cuenta ? css['cuenta'] : css['noCuenta']}>
      {cuenta ? <CircleCheck size={20} aria-hidden /> : <CircleSlash size={20} aria-hidden />}
      <span>
        <strong>{es.contabilizada[evaluacion.contabilizada]}.</strong> {textos.length === 0 ? es.cotejo.sinObservaciones : textos.join('. ')}.
      </span>
    </p>
  );
};

const Datos = ({ trabajo }: { readonly trabajo: TrabajoCotejo }) => {
  const puede = usePuedeAceptar();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return (
    <div className={css['datos']}>
      <div className={css['lista']} ref={ref} tabIndex={0} role="region" aria-label={es.cotejo.explicacion}>
        <p className={css['explica']}>{es.cotejo.explicacion}</p>
        {GRUPOS.map((grupo) => (
          <dl key={grupo} className={css['grupo']}>
            {trabajo.campos
              .filter((c) => c.grupo === grupo)
              .map((c) => (
                <div key={c.clave}>
                  <dt>
                    <NombreCampo campo={c} />
                  </dt>
                  <dd>
                    <Valor valor={trabajo.valores[c.clave]} />
                  </dd>
                </div>
              ))}
          </dl>
        ))}
      </div>
      <div className={css['pie']}>
        {trabajo.evaluacion.calculado === null ? null : (
          <p className={css['suma']}>
            {es.cotejo.suma}: <strong>{numero(trabajo.evaluacion.calculado)}</strong>
          </p>
        )}
        <Evaluacion evaluacion={trabajo.evaluacion} />
        <div className={css['botones']}>
          <Boton tecla="F8" onClick={() => abrir('escaneo')}>
            {es.cotejo.escaneo}
          </Boton>
          <Boton tecla="R" onClick={() => abrir('recaptura')}>
            {es.cotejo.recaptura}
          </Boton>
          <Boton variante="primario" tecla="Enter" disabled={!puede} onClick={() => void aceptar()}>
            {es.cotejo.coincide}
          </Boton>
        </div>
      </div>
    </div>
  );
};

/** The published data against the paper in hand. */
export const Cotejo = () => {
  const trabajo = useTrabajoCotejo();
  const estado = useEstadoCotejo();
  const error = useErrorCotejo();
  const enEspera = useEnEsperaCotejo();
  const pidiendo = usePidiendo();
  const deOtros = (usePendientes().cotejo ?? 0) > 0;
  useAtajos(ATAJOS);
  usePartes(PARTES_COTEJO, pedirCotejo);
  if (!trabajo) {
    if (error) return <ErrorNotice pantalla={es.cotejo.titulo} error={error} alReintentar={() => void pedirCotejo()} />;
    return estado === 'ready' ? <Vacio pantalla={es.cotejo.titulo} icono={<FileCheck2 size={44} aria-hidden />} {...(deOtros ? es.deOtros : { titulo: es.cotejo.vacio, texto: es.cotejo.vacioTexto })} /> : <Cargando />;
  }
  return (
    <>
      <MesaTrabajo
        titulo={trabajo.titulo}
        subtitulo={trabajo.nombre}
        nota={es.captura.quedan(enEspera)}
        imagen={<Visor imagen={trabajo.imagen} nombre={trabajo.nombre} alVerse={marcarVista} />}
        lado={<Datos key={`${trabajo.acta}-${trabajo.ciclo}`} trabajo={trabajo} />}
      />
      {pidiendo === null ? null : (
        <DialogoOpciones
          titulo={pidiendo === 'recaptura' ? es.cotejo.recapturaTitulo : es.cotejo.escaneoTitulo}
          opciones={pidiendo === 'recaptura' ? MOTIVOS : MOTIVOS_ESCANEO}
          alElegir={(m) => void pedirCorreccion(m)}
          alEscribir={(m) => void pedirCorreccion(m)}
          alCerrar={cerrar}
        />
      )}
    </>
  );
};
