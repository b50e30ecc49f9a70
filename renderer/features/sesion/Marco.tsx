import { useCallback, useEffect, useMemo, useState, type ComponentType } from 'react';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import { usePartes } from '#renderer/api/use-partes.ts';
import { Ayuda } from '#renderer/components/Ayuda.tsx';
import { LimiteErrores } from '#renderer/components/LimiteErrores.tsx';
import { Acopio } from '#renderer/features/acopio/Acopio.tsx';
import { Bitacora } from '#renderer/features/bitacora/Bitacora.tsx';
import { Captura } from '#renderer/features/captura/Captura.tsx';
import { Cotejo } from '#renderer/features/cotejo/Cotejo.tsx';
import { Digitalizacion } from '#renderer/features/digitalizacion/Digitalizacion.tsx';
import { Empaquetado } from '#renderer/features/empaquetado/Empaquetado.tsx';
import { Guia } from '#renderer/features/guia/Guia.tsx';
import { abrirGuia, ofrecerGuia } from '#renderer/features/guia/guia-store.ts';
import { Puestos } from '#renderer/features/puestos/Puestos.tsx';
import { Practica } from '#renderer/features/practica/Practica.tsx';
import { Franja } from '#renderer/features/resultado/Franja.tsx';
import { Sala } from '#renderer/features/sala/Sala.tsx';
import { Tablero } from '#renderer/features/tablero/Tablero.tsx';
import { cargarResumen, PARTES_TABLERO } from '#renderer/features/tablero/tablero-store.ts';
import { Usb } from '#renderer/features/usb/Usb.tsx';
import { Verificacion } from '#renderer/features/verificacion/Verificacion.tsx';
import { Impreso } from '#renderer/impresos/Impreso.tsx';
import { es, type Seccion } from '#renderer/i18n/es.ts';
import { CONTENIDO, retomarFoco } from '#renderer/teclado/retomar-foco.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { vigilarActividad, vigilarAtras, vigilarLatido } from './actividad.ts';
import { Barra } from './Barra.tsx';
import { atajosDelMarco } from './marco-atajos.ts';
import { Riel } from './Riel.tsx';
import { seccionesDe } from './secciones.ts';
import { PARTES_PERSONA, refrescarPersona, useSesion, type Estacion } from './sesion-store.ts';
import { useTitulo } from './use-titulo.ts';
import css from './Marco.module.css';

const PANTALLAS: Readonly<Record<Seccion, ComponentType>> = {
  tablero: Tablero, acopio: Acopio, digitalizacion: Digitalizacion, captura: Captura, verificacion: Verificacion, cotejo: Cotejo, empaquetado: Empaquetado, bitacora: Bitacora, sala: Sala, puestos: Puestos, usb: Usb, practica: Practica,
};

/** What surrounds every screen of a person who signed in. */
export const Marco = ({ estacion, persona }: { readonly estacion: Estacion; readonly persona: Persona }) => {
  const actual = useSesion((s) => s.seccion);
  const [ayuda, setAyuda] = useState(false);
  const secciones = useMemo(() => seccionesDe(persona.roles), [persona]);
  const alternarAyuda = useCallback(() => setAyuda((a) => !a), []);
  const atajos = useMemo(() => atajosDelMarco(secciones, alternarAyuda), [secciones, alternarAyuda]);
  useAtajos(atajos);
  useTitulo(es.secciones[actual]);
  usePartes(PARTES_TABLERO, cargarResumen);
  usePartes(PARTES_PERSONA, refrescarPersona);
  useEffect(() => vigilarActividad(window), []);
  useEffect(vigilarLatido, []);
  useEffect(() => vigilarAtras(window), []);
  useEffect(() => ofrecerGuia(persona), [persona]);
  useEffect(retomarFoco, [actual]);
  const verGuia = useCallback(() => {
    setAyuda(false);
    abrirGuia(persona);
  }, [persona]);
  const Pantalla = PANTALLAS[actual];
  return (
    <div className={css['marco']}>
      <a className={css['salto']} href={`#${CONTENIDO}`}>
        {es.app.saltar}
      </a>
      <Barra estacion={estacion} persona={persona.nombre} />
      <Guia />
      <Riel secciones={secciones} actual={actual} alAyudar={alternarAyuda} />
      <main id={CONTENIDO} tabIndex={-1} className={css['contenido']}>
        <LimiteErrores key={actual}>
          <Pantalla />
        </LimiteErrores>
      </main>
      <Franja />
      <Impreso estacion={estacion} />
      {ayuda ? <Ayuda alCerrar={alternarAyuda} alVerGuia={verGuia} /> : null}
    </div>
  );
};
