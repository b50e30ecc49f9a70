import { api } from '#renderer/api/conexion.ts';

/** The station ends a session after twenty minutes without anybody: telling it once a minute is enough. */
const CADA_MS = 60_000;

/** Tells the station that somebody is at this window who touches its keys or mouse, even if they only look. */
export const vigilarActividad = (ventana: Pick<Window, 'addEventListener' | 'removeEventListener'>): (() => void) => {
  let ultima = Date.now();
  const tocar = (): void => {
    if (Date.now() - ultima < CADA_MS) return;
    ultima = Date.now();
    void api()['sesion.activa']({});
  };
  for (const evento of ['keydown', 'pointermove'] as const) ventana.addEventListener(evento, tocar, { passive: true });
  return () => {
    for (const evento of ['keydown', 'pointermove'] as const) ventana.removeEventListener(evento, tocar);
  };
};
