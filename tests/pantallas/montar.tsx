import { cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { App } from '#renderer/App.tsx';
import { reiniciarAlmacenes } from '#renderer/api/almacen.ts';
import type { Camino } from '#renderer/api/caminos.ts';
import { conectar } from '#renderer/api/conexion.ts';
import { limpiarResultado } from '#renderer/features/resultado/resultado-store.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { escucharTeclado, useTeclado } from '#renderer/teclado/registro.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import type { EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

// Nothing is waited for longer than it takes; a slow machine is no failure.
configure({ asyncUtilTimeout: 10_000 });

/** What jsdom lacks and the screens ask of a browser. Layout is looked at in a real one. */
const completarJsdom = (): void => {
  window.ResizeObserver = class {
    observe(): void { /* no layout here */ }
    unobserve(): void { /* no layout here */ }
    disconnect(): void { /* no layout here */ }
  };
  window.IntersectionObserver = class {
    readonly root = null;
    readonly rootMargin = '';
    readonly scrollMargin = '';
    readonly thresholds = [];
    observe(): void { /* nothing comes into view here */ }
    unobserve(): void { /* nothing comes into view here */ }
    disconnect(): void { /* nothing comes into view here */ }
    takeRecords(): [] { return []; }
  };
  // A large screen that says nothing of itself.
  window.matchMedia = (media) => ({ media, matches: media.startsWith('(min-'), addEventListener: () => undefined, removeEventListener: () => undefined }) as Partial<MediaQueryList> as MediaQueryList;
  Element.prototype.scrollIntoView = () => undefined;
  HTMLImageElement.prototype.decode = () => Promise.resolve();
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
    this.querySelector<HTMLElement>('button, input')?.focus();
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
};

/** The road to a station of this process, without anything in between. */
const caminoDirecto = (e: EstacionDePrueba): Camino => ({
  llamar: (llamada) => e.estacion.despachar(llamada),
  alCambiar: (avisar) => e.estacion.alCambiar(avisar),
  alLeer: (avisar) => e.estacion.alLeer(avisar),
  alConectar: () => () => undefined,
});

export type Ventana = {
  readonly teclado: UserEvent;
  readonly entrar: (usuario: string) => Promise<void>;
  readonly salir: () => Promise<void>;
  /** The strip at the foot: how the last step ended. */
  readonly resultado: () => string;
  readonly cerrar: () => void;
};

/** The whole application in one window of a real station. Only jsdom stands for the browser; `porDonde` may put something on the road. */
export const abrirVentana = async (e: EstacionDePrueba, porDonde: (camino: Camino) => Camino = (camino) => camino): Promise<Ventana> => {
  completarJsdom();
  reiniciarAlmacenes();
  limpiarResultado();
  useSesion.setState(useSesion.getInitialState(), true);
  conectar(porDonde(caminoDirecto(e)), 'puesto-prueba');
  const dejar = escucharTeclado(window);
  const teclado = userEvent.setup();
  render(<App />);
  await screen.findByLabelText('Usuario');
  return {
    teclado,
    entrar: async (usuario) => {
      await teclado.clear(screen.getByLabelText('Usuario'));
      await teclado.type(screen.getByLabelText('Usuario'), usuario);
      await teclado.type(screen.getByLabelText('PIN'), `${PIN_DE_PRUEBA}{Enter}`);
      await screen.findByRole('navigation');
    },
    salir: async () => {
      await teclado.keyboard('{Alt>}s{/Alt}');
      await waitFor(() => screen.getByLabelText('Usuario'));
    },
    resultado: () => document.querySelector('footer [role="status"]')?.textContent ?? '',
    cerrar: () => {
      cleanup();
      dejar();
      useTeclado.setState({ capas: [] });
    },
  };
};
