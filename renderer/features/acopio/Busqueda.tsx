import { useEffect, useRef } from 'react';
import { FileQuestion } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { Campo } from '#renderer/components/Campo.tsx';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { useBuscado, useCasilla, useOcupadoAcopio, usePaquetes, useTexto } from './acopio-selectors.ts';
import { abrirSinIdentificar, buscar, elegirCasilla, escribir, moverCasilla } from './acopio-store.ts';
import { esEsperada } from './paquete.ts';
import css from './Busqueda.module.css';

const ID = 'acopio-busqueda';
const volver = (): void => {
  const campo = document.querySelector<HTMLInputElement>(`#${ID} input`);
  campo?.focus();
  campo?.select();
};
const ATAJOS: readonly Atajo[] = [
  { teclas: ['Escape'], grupo: 'seccion', texto: es.acopio.teclas.buscar, accion: volver, enCampos: true },
  { teclas: ['Alt+I'], grupo: 'seccion', texto: es.acopio.teclas.sinIdentificar, accion: abrirSinIdentificar },
  { teclas: ['ArrowDown'], grupo: 'seccion', texto: es.acopio.teclas.mover, accion: () => moverCasilla(1), enCampos: true, repite: true },
  { teclas: ['ArrowUp'], grupo: 'seccion', texto: es.acopio.teclas.mover, accion: () => moverCasilla(-1), enCampos: true, repite: true },
];

/** Where a label is scanned or a section typed, and the casillas that it names. */
export const Busqueda = () => {
  const texto = useTexto();
  const buscado = useBuscado();
  const paquetes = usePaquetes();
  const casilla = useCasilla();
  const ocupado = useOcupadoAcopio();
  const ref = useRef<HTMLInputElement>(null);
  useAtajos(ATAJOS);
  // After each step the next label can be scanned at once: what was typed is selected and the scan replaces it.
  useEffect(() => {
    if (ocupado) return;
    ref.current?.focus();
    ref.current?.select();
  }, [ocupado, buscado]);
  return (
    <section className={css['busqueda']} id={ID} aria-label={es.acopio.buscar}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void buscar();
        }}
      >
        <Campo ref={ref} etiqueta={es.acopio.buscar} placeholder={es.acopio.ejemplo} grande value={texto} maxLength={200} onChange={(e) => escribir(e.currentTarget.value)} />
      </form>
      {buscado !== null && paquetes.length === 0 ? (
        <p className={css['nadie']} role="alert">
          {es.acopio.nadie(buscado)}
        </p>
      ) : null}
      {paquetes.length > 0 ? <h2 className={css['titulo']}>{es.acopio.casillasDe(paquetes.length)}</h2> : null}
      <ul className={css['lista']}>
        {paquetes.map((p) => {
          const faltan = p.actas.filter(esEsperada).length;
          return (
            <li key={p.casilla}>
              <button type="button" className={css['casilla']} aria-current={p.casilla === casilla} onClick={() => elegirCasilla(p.casilla)}>
                <span>{p.nombre}</span>
                <span className={css['faltan']}>{`${p.actas.length - faltan}/${p.actas.length}`}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <Boton variante="discreto" tecla="Alt+I" icono={<FileQuestion size={18} aria-hidden />} onClick={abrirSinIdentificar}>
        {es.acopio.sinIdentificar.boton}
      </Boton>
    </section>
  );
};
