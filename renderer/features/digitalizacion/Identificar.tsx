import { useEffect, useRef } from 'react';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useBuscadoSeccion, useFolio, useHayPapeles, useIndice, useOcupadoDigitalizacion, useResultados, useTextoSeccion } from './digitalizacion-selectors.ts';
import { buscarOIdentificar } from './digitalizacion-acciones.ts';
import { abrir, elegirResultado, escribirFolio, escribirSeccion, moverResultado, tengo } from './digitalizacion-store.ts';
import css from './Identificar.module.css';

const ATAJOS: readonly Atajo[] = [
  { teclas: ['ArrowDown'], grupo: 'seccion', texto: es.digitalizacion.teclas.acta, accion: () => moverResultado(1), enCampos: true, repite: true },
  { teclas: ['ArrowUp'], grupo: 'seccion', texto: es.digitalizacion.teclas.acta, accion: () => moverResultado(-1), enCampos: true, repite: true },
];

/** Which acta of the catalogue an image is: typed by its section and chosen, never written freely. */
export const Identificar = ({ hoja }: { readonly hoja: ImagenBandeja }) => {
  const texto = useTextoSeccion();
  const buscado = useBuscadoSeccion();
  const resultados = useResultados();
  const indice = useIndice();
  const folio = useFolio();
  const hayPapeles = useHayPapeles();
  const ocupado = useOcupadoDigitalizacion();
  const ref = useRef<HTMLInputElement>(null);
  const lista = useRef<HTMLUListElement>(null);
  useAtajos(ATAJOS);
  useEffect(() => {
    ref.current?.focus();
  }, [hoja.imagen, ocupado]);
  useEffect(() => {
    lista.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [indice]);
  return (
    <form
      className={css['identificar']}
      onSubmit={(e) => {
        e.preventDefault();
        void buscarOIdentificar();
      }}
    >
      <Campo ref={ref} etiqueta={es.digitalizacion.seccion} {...(resultados.length === 0 ? { ayuda: es.digitalizacion.seccionAyuda } : {})} grande inputMode="numeric" value={texto} maxLength={60} onChange={(e) => escribirSeccion(e.currentTarget.value)} />
      {hayPapeles ? <Campo etiqueta={es.digitalizacion.folio} ayuda={es.digitalizacion.folioAyuda} value={folio} maxLength={40} onChange={(e) => escribirFolio(e.currentTarget.value)} /> : null}
      {buscado !== null && resultados.length === 0 ? (
        <p className={css['nadie']} role="alert">
          {es.digitalizacion.nadie(buscado)}
        </p>
      ) : null}
      <ul ref={lista} className={css['lista']} aria-label={es.digitalizacion.elegir}>
        {resultados.map((a, i) => (
          <li key={a.acta}>
            <button type="button" className={css['acta']} aria-current={i === indice} onClick={() => elegirResultado(i)}>
              <span>{a.nombre}</span>
              <span className={css['eleccion']}>{es.elecciones[a.eleccion]}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={css['botones']}>
        <Boton variante="primario" type="submit" tecla="Enter" disabled={ocupado || texto.trim() === ''}>
          {resultados.length > 0 && buscado === texto.trim() ? es.digitalizacion.identificar : es.digitalizacion.buscar}
        </Boton>
        <Boton variante="peligro" tecla="F8" onClick={() => abrir('rechazar')}>
          {es.digitalizacion.rechazar}
        </Boton>
        {tengo('declarar_fuera') ? (
          <Boton tecla="F9" onClick={() => abrir('fuera')}>
            {es.digitalizacion.fuera}
          </Boton>
        ) : null}
      </div>
    </form>
  );
};
