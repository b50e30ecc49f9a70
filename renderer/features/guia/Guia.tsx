import { Lightbulb } from 'lucide-react';
import { Boton } from '#renderer/components/Boton.tsx';
import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { useAtajos } from '#renderer/teclado/use-atajos.ts';
import { avanzarGuia, cerrarGuia, retrocederGuia, useGuia } from './guia-store.ts';
import css from './Guia.module.css';

const ATAJOS: readonly Atajo[] = [
  { teclas: ['Alt+ArrowRight'], grupo: 'general', texto: es.guia.siguiente, accion: avanzarGuia },
  { teclas: ['Alt+ArrowLeft'], grupo: 'general', texto: es.guia.anterior, accion: retrocederGuia },
  { teclas: ['Alt+O'], grupo: 'general', texto: es.guia.omitir, accion: cerrarGuia },
];

/** The tour of a role, a strip that leaves the screen and the focus to the work: who prefers to begin, begins. */
const Tira = () => {
  const { pasos, paso } = useGuia();
  useAtajos(ATAJOS);
  const ultimo = paso + 1 === pasos.length;
  return (
    <aside className={css['guia']} aria-label={es.guia.titulo}>
      <Lightbulb size={24} aria-hidden />
      <p role="status">
        <span className={css['cuenta']}>{es.guia.paso(paso + 1, pasos.length)}</span> {pasos[paso]}
      </p>
      <div className={css['botones']}>
        <Boton tecla="Alt+ArrowRight" onClick={avanzarGuia}>
          {ultimo ? es.guia.entendido : es.guia.siguiente}
        </Boton>
        {ultimo ? null : (
          <Boton variante="discreto" tecla="Alt+O" onClick={cerrarGuia}>
            {es.guia.omitir}
          </Boton>
        )}
      </div>
    </aside>
  );
};

export const Guia = () => (useGuia((s) => s.persona !== null) ? <Tira /> : null);
