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

/** Four of these fit in the time that the station waits for one. */
const LATIDO_MS = 10_000;

/** Tells the station that the window lives: what its person has at hand stays theirs. */
export const vigilarLatido = (): (() => void) => {
  const reloj = setInterval(() => void api()['sesion.latido']({}), LATIDO_MS);
  return () => clearInterval(reloj);
};

/** The screens are no pages: going back would leave the application, with an acta half written. */
export const vigilarAtras = (ventana: Pick<Window, 'addEventListener' | 'removeEventListener' | 'history'>): (() => void) => {
  const quedarse = (): void => ventana.history.pushState(null, '');
  quedarse();
  ventana.addEventListener('popstate', quedarse);
  return () => ventana.removeEventListener('popstate', quedarse);
};
