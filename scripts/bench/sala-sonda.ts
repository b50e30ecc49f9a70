import type { Page } from 'playwright-core';

/** What the probe in a page keeps; times in ms. */
export type Sondeo = {
  /** From each key press to the frame that shows what it did. */
  readonly teclas: number[];
  /** From the Enter that saves to the next acta on the table, its form and its picture. */
  readonly siguientes: number[];
  /** Calls to the station with their answers, until the frame that shows them. */
  readonly llamadas: { readonly metodo: string; readonly desde: number; readonly hasta: number; readonly pintada: number }[];
  /** When the window was told that something changed. */
  readonly avisos: number[];
  /** What was sent to be stored. */
  readonly guardadas: { readonly acta: string; readonly valores: Readonly<Record<string, number | string>> }[];
};

/**
 * Runs in the page, before its own code. A frame is taken as painted when a message sent from its animation frame arrives:
 * that is after style, layout and paint of that frame.
 */
const sonda = (): void => {
  const datos: Sondeo = { teclas: [], siguientes: [], llamadas: [], avisos: [], guardadas: [] };
  /** In an animation frame: when that frame is painted. */
  const alAcabarCuadro = (hacer: (ahora: number) => void): void => {
    const canal = new MessageChannel();
    canal.port1.onmessage = () => {
      canal.port1.close();
      hacer(performance.now());
    };
    canal.port2.postMessage(null);
  };
  const trasPintar = (hacer: (ahora: number) => void): void => void requestAnimationFrame(() => alAcabarCuadro(hacer));
  const mesa = () => ({ cabeza: document.querySelector('h1')?.parentElement?.textContent ?? '', imagen: document.querySelector<HTMLImageElement>('main img') });
  // Each acta brings its own element: two that were drawn alike have the same picture.
  const esperarSiguiente = (desde: number, antes: { readonly cabeza: string; readonly imagen: HTMLImageElement | null }): void => {
    const mirar = (): void => {
      const { cabeza, imagen } = mesa();
      const campos = [...document.querySelectorAll<HTMLInputElement>('form input')];
      const lista = cabeza !== antes.cabeza && campos.length > 0 && campos.every((c) => c.value === '') && imagen !== null && imagen !== antes.imagen && imagen.complete && imagen.naturalWidth > 0;
      // What is there at the start of a frame is what that frame paints.
      if (lista) alAcabarCuadro((ahora) => void datos.siguientes.push(ahora - desde));
      else if (performance.now() - desde < 20_000) requestAnimationFrame(mirar);
    };
    requestAnimationFrame(mirar);
  };
  window.addEventListener('keydown', (e) => {
    trasPintar((ahora) => void datos.teclas.push(ahora - e.timeStamp));
    const campos = [...document.querySelectorAll('form input')];
    // From acta to acta: the Enter of a sign-in brings the first one, with all that a person needs besides.
    const antes = mesa();
    if (e.key === 'Enter' && antes.imagen && campos.length > 1 && document.activeElement === campos.at(-1)) esperarSiguiente(e.timeStamp, antes);
  }, { capture: true });
  const Original = window.EventSource;
  window.EventSource = class extends Original {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener('cambio', () => void datos.avisos.push(performance.now()));
    }
  };
  const pedir = window.fetch.bind(window);
  window.fetch = async (...a) => {
    const cuerpo = a[1]?.body;
    const llamada = typeof cuerpo === 'string' ? (JSON.parse(cuerpo) as { metodo?: string; entrada?: Sondeo['guardadas'][number] }) : {};
    const desde = performance.now();
    const respuesta = await pedir(...a);
    const hasta = performance.now();
    if (llamada.metodo === 'captura.guardar' && llamada.entrada) datos.guardadas.push({ acta: llamada.entrada.acta, valores: llamada.entrada.valores });
    trasPintar((ahora) => void datos.llamadas.push({ metodo: llamada.metodo ?? '', desde, hasta, pintada: ahora }));
    return respuesta;
  };
  (window as unknown as { sondeo: Sondeo }).sondeo = datos;
};

export const ponerSonda = (pagina: Page): Promise<unknown> => pagina.context().addInitScript(sonda);
export const leerSonda = (pagina: Page): Promise<Sondeo> => pagina.evaluate(() => (window as unknown as { sondeo: Sondeo }).sondeo);
/** How many next actas were seen so far. */
export const siguientesVistas = (pagina: Page): Promise<number> => pagina.evaluate(() => (window as unknown as { sondeo: Sondeo }).sondeo.siguientes.length);
