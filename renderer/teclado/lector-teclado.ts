import { desistir, retratarTodo } from './codigos.ts';
import { callar, juzgar, SIN_RAFAGA, type Juicio, type Rafaga } from './rafaga.ts';
import { esCampoDeTexto } from './registro.ts';

/** After this silence a code that did not end is cut. */
const SILENCIO_MS = 120;

type Escrito = HTMLInputElement | HTMLTextAreaElement;
const esEscrito = (blanco: EventTarget | null): blanco is Escrito => blanco instanceof HTMLInputElement || blanco instanceof HTMLTextAreaElement;

/** Puts a text back and tells whoever drew it, as if it had been typed. */
const devolverTexto = (campo: Escrito, valor: string): void => {
  const prototipo = campo instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototipo, 'value')?.set?.call(campo, valor);
  campo.dispatchEvent(new Event('input', { bubbles: true }));
};

const retratar = (blanco: EventTarget | null, enTexto: boolean): (() => void) => {
  const volver = retratarTodo();
  if (!enTexto || !esEscrito(blanco)) return volver;
  const { value } = blanco;
  return () => {
    volver();
    devolverTexto(blanco, value);
  };
};

type Avisos = { readonly alCodigo: (codigo: string) => void; readonly alCortarse: () => void };

/** Watches every key of the window for a reader that types, by the time at which each was pressed. Gives back how to stop. */
export const escucharLectorTeclado = (ventana: Window, avisos: Avisos): (() => void) => {
  let rafaga: Rafaga = SIN_RAFAGA;
  let blancoDe: EventTarget | null = null;
  let devolver: () => void = () => undefined;
  let reloj: number | undefined;

  const atender = ({ fin }: Juicio): void => {
    if (fin === null) return;
    devolver();
    if (fin.tipo === 'codigo') avisos.alCodigo(fin.codigo);
    else avisos.alCortarse();
  };
  const vigilarSilencio = (): void => {
    ventana.clearTimeout(reloj);
    if (!rafaga.tragada) return;
    reloj = ventana.setTimeout(() => {
      const juicio = callar(rafaga, performance.now());
      if (juicio === null) return;
      rafaga = juicio.rafaga;
      atender(juicio);
    }, SILENCIO_MS);
  };
  const oir = (evento: KeyboardEvent): void => {
    const enTexto = esCampoDeTexto(evento.target);
    // A reader stays where it began; a key elsewhere is of somebody else.
    if (evento.target !== blancoDe && !rafaga.tragada) rafaga = SIN_RAFAGA;
    blancoDe = evento.target;
    const juicio = juzgar(rafaga, { tecla: evento.key, hora: evento.timeStamp, especial: evento.ctrlKey || evento.altKey || evento.metaKey || evento.repeat || evento.isComposing, enTexto });
    rafaga = juicio.rafaga;
    if (rafaga.codigo.length > 1) desistir();
    if (juicio.tragar) {
      evento.preventDefault();
      evento.stopImmediatePropagation();
    }
    atender(juicio);
    if (juicio.empieza) devolver = retratar(evento.target, enTexto);
    vigilarSilencio();
  };
  ventana.addEventListener('keydown', oir, { capture: true });
  return () => {
    ventana.removeEventListener('keydown', oir, { capture: true });
    ventana.clearTimeout(reloj);
  };
};
