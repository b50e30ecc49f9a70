import { useEffect } from 'react';
import { usePartes } from '#renderer/api/use-partes.ts';
import { ConCarga } from '#renderer/components/ConCarga.tsx';
import { Cuentas } from '#renderer/components/Cuentas.tsx';
import { Tarjeta } from '#renderer/components/Tarjeta.tsx';
import { es } from '#renderer/i18n/es.ts';
import { horaCorta } from '#renderer/i18n/formato.ts';
import { Alertas } from './Alertas.tsx';
import { Direccion } from './Direccion.tsx';
import { Faltantes } from './Faltantes.tsx';
import { Inconsistencias } from './Inconsistencias.tsx';
import { Maquina } from './Maquina.tsx';
import { Personas } from './Personas.tsx';
import { PorEstado } from './PorEstado.tsx';
import { PorHora } from './PorHora.tsx';
import { PuestosSala } from './PuestosSala.tsx';
import { cargarSala, PARTES_SALA, useSala, vigilarSala, type Sala as DatosSala } from './sala-store.ts';
import { Sumas } from './Sumas.tsx';
import { Trabajos } from './Trabajos.tsx';
import css from './Sala.module.css';

const T = es.sala;

const cuentasDe = (fases: DatosSala['fases']) =>
  fases.map((f) => ({ clave: f.fase, cuantas: f.cuantas, texto: T.fases[f.fase], nota: f.desde === null ? T.alCorriente : T.esperaDesde(horaCorta(f.desde)) }));

/** The room in one screen, for whoever directs it: who works on what may be changed from here, and no figure can. */
export const Sala = () => {
  const sala = useSala((s) => s.sala);
  usePartes(PARTES_SALA, cargarSala);
  useEffect(vigilarSala, []);
  return (
    <div className={css['sala']}>
      <header>
        <h1>{T.titulo}</h1>
        <p>{T.explicacion}</p>
      </header>
      <ConCarga carga={sala} alReintentar={() => void cargarSala()}>
        {(s) => (
          <>
            <Cuentas titulo={es.tablero.pendientes} cuentas={cuentasDe(s.fases)} />
            <div className={css['columnas']}>
              <div>
                <Tarjeta id="sala-alertas" titulo={T.alertas.titulo}><Alertas alertas={s.alertas} /></Tarjeta>
                <Tarjeta id="sala-horas" titulo={T.porHora}>{s.porHora.length === 0 ? <p>{T.sinHoras}</p> : <PorHora horas={s.porHora} />}</Tarjeta>
                <Tarjeta id="sala-personas" titulo={T.personas.titulo}><Personas personas={s.personas} /></Tarjeta>
                <Tarjeta id="sala-trabajos" titulo={T.trabajos.titulo}><Trabajos trabajos={s.trabajos} /></Tarjeta>
              </div>
              <div>
                <Tarjeta id="sala-estados" titulo={T.porEstado.titulo}><PorEstado porEstado={s.porEstado} /></Tarjeta>
                <Tarjeta id="sala-maquina" titulo={T.maquina.titulo}><Maquina sala={s} /></Tarjeta>
                <Tarjeta id="sala-inconsistencias" titulo={T.inconsistencias.titulo}><Inconsistencias lista={s.inconsistencias} /></Tarjeta>
                <Tarjeta id="sala-sumas" titulo={T.sumas.titulo}><Sumas lista={s.sumasDistintas} /></Tarjeta>
                <Tarjeta id="sala-faltantes" titulo={T.faltantes.titulo(s.seccionesFaltantes)}><Faltantes faltantes={s.faltantes} seccionesFaltantes={s.seccionesFaltantes} /></Tarjeta>
                <Tarjeta id="sala-puestos" titulo={T.puestos.titulo}><PuestosSala puestos={s.puestos} /></Tarjeta>
              </div>
            </div>
          </>
        )}
      </ConCarga>
      <Direccion />
    </div>
  );
};
