import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
// sharp must be loaded here before any worker loads it: its libraries have to outlive the workers (sharp's documentation).
import 'sharp';
import type { Giro } from '#shared/domain/examen.ts';
import type { LecturaDigitos, PedidoLectura } from './digitos/leer-digitos.ts';
import type { Examen, OpcionesExamen } from './examinar.ts';
import type { Pedido, Respuesta, Resultado, Tarea, Tareas, TipoTarea } from './tareas.ts';

type PaginaSeparada = { readonly de: number; readonly bytes: Uint8Array | null; readonly falla: Error | null };

/** Looks at images in other threads, so that nobody waits for them. */
export type Vision = {
  /** How many images it looks at at once. */
  readonly trabajadores: number;
  /** Format, size, hash, QR, alignment and quality of the bytes of an image; see Examen. */
  readonly examinar: (bytes: Uint8Array, opciones?: OpcionesExamen) => Promise<Examen>;
  /** Pages of a PDF or of a TIFF of several, as images of their own, in order, one at a time. A page that is damaged has no bytes; one over which the worker failed, none and a `falla`. */
  readonly separar: (bytes: Uint8Array) => AsyncIterable<PaginaSeparada>;
  /** JPEG for the screen, turned by `giro` degrees clockwise. Rejects when the bytes are not an image. */
  readonly pantalla: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  readonly miniatura: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  /** The handwritten digits of a page whose alignment is known. */
  readonly leerDigitos: (bytes: Uint8Array, pedido: PedidoLectura) => Promise<LecturaDigitos>;
  /** Stops the workers; what is under way is rejected. */
  readonly cerrar: () => Promise<void>;
};

export type OpcionesVision = {
  /** Default: one less than the cores, at least 1, at most 4. */
  readonly trabajadores?: number;
  /** A page that takes longer is given up and its worker replaced. Default 60 s. */
  readonly limiteMs?: number;
};

/** Hardly anything outlives its sheet: V8 need not let 48 MB of what is dead gather in each worker before it looks. */
const JOVENES_MB = 12;

type EnCurso = { readonly id: number; readonly tarea: Tarea; readonly resolver: (valor: Resultado) => void; readonly rechazar: (error: Error) => void };
type Puesto = { readonly worker: Worker; actual: EnCurso | null; reloj: NodeJS.Timeout | null };

/** Where the worker is: beside this file in the sources, `vision-worker.js` in a bundle (here or one folder up, when this is a chunk). */
const urlDelWorker = (): URL => {
  if (import.meta.url.endsWith('.ts')) return new URL('./vision-worker.ts', import.meta.url);
  const junto = new URL('./vision-worker.js', import.meta.url);
  return existsSync(junto) ? junto : new URL('../vision-worker.js', import.meta.url);
};

/** A person who waits for a picture goes before the sheets, and nobody waits for the digits. The less, the sooner. */
const turnoDe = ({ tipo }: Tarea): number => (tipo === 'pantalla' || tipo === 'miniatura' ? 0 : tipo === 'leerDigitos' ? 2 : 1);
/** Takes the first of those that come soonest; null when there is none. */
const tomarSiguiente = (cola: EnCurso[]): EnCurso | null => {
  const turno = Math.min(...cola.map((c) => turnoDe(c.tarea)));
  const i = cola.findIndex((c) => turnoDe(c.tarea) === turno);
  return cola.splice(i, 1)[0] ?? null;
};

/** The image goes as a copy that is handed over: the worker lets go of it when it is done, and who asked keeps the bytes. */
const enviar = (worker: Worker, { id, tarea }: Pedido): void => {
  if (tarea.bytes.buffer instanceof SharedArrayBuffer) return worker.postMessage({ id, tarea });
  const bytes = new Uint8Array(tarea.bytes);
  worker.postMessage({ id, tarea: { ...tarea, bytes } } satisfies Pedido, [bytes.buffer]);
};

/** A pool of vision workers. They start with the first image and are replaced when one dies. */
export const crearVision = ({ trabajadores = Math.min(4, Math.max(1, availableParallelism() - 1)), limiteMs = 60_000 }: OpcionesVision = {}): Vision => {
  const url = urlDelWorker();
  const puestos = new Set<Puesto>();
  const cola: EnCurso[] = [];
  let siguienteId = 1;
  let cerrada = false;

  const terminar = (puesto: Puesto): EnCurso | null => {
    const { actual } = puesto;
    if (puesto.reloj) clearTimeout(puesto.reloj);
    puesto.actual = null;
    puesto.reloj = null;
    if (actual && puestos.has(puesto)) puesto.worker.unref();
    return actual;
  };

  const descartar = (puesto: Puesto, motivo: string): void => {
    if (!puestos.delete(puesto)) return;
    terminar(puesto)?.rechazar(new Error(`vision: ${motivo}`));
    void puesto.worker.terminate();
    atender();
  };

  const contratar = (): Puesto => {
    const puesto: Puesto = { worker: new Worker(url, { resourceLimits: { maxYoungGenerationSizeMb: JOVENES_MB } }), actual: null, reloj: null };
    puesto.worker.on('message', (respuesta: Respuesta) => {
      if (respuesta.id !== puesto.actual?.id) return;
      const hecho = terminar(puesto);
      if ('error' in respuesta) hecho?.rechazar(new Error(`vision: ${respuesta.error}`));
      else hecho?.resolver(respuesta.valor);
      atender();
    });
    puesto.worker.on('error', (error) => descartar(puesto, error instanceof Error ? error.message : String(error)));
    puesto.worker.on('exit', (codigo) => descartar(puesto, `the worker ended with ${String(codigo)}`));
    puesto.worker.unref();
    puestos.add(puesto);
    return puesto;
  };

  const atender = (): void => {
    while (cola.length > 0 && !cerrada) {
      const libre = [...puestos].find((p) => p.actual === null) ?? (puestos.size < trabajadores ? contratar() : null);
      const siguiente = libre ? tomarSiguiente(cola) : null;
      if (!libre || !siguiente) return;
      libre.actual = siguiente;
      libre.reloj = setTimeout(() => descartar(libre, `no answer in ${String(limiteMs)} ms`), limiteMs);
      // A busy worker keeps the process alive; an idle one does not.
      libre.worker.ref();
      enviar(libre.worker, { id: siguiente.id, tarea: siguiente.tarea });
    }
  };

  const encolar = (tarea: Tarea): Promise<Resultado> =>
    new Promise((resolver, rechazar) => {
      if (cerrada) return rechazar(new Error('vision: closed'));
      cola.push({ id: siguienteId++, tarea, resolver, rechazar });
      atender();
    });

  /** The worker answers each task with its own kind of result (tareas.ts). */
  const pedir = <T extends TipoTarea>(tipo: T, datos: Tareas[T]['pide']): Promise<Tareas[T]['da']> => encolar({ tipo, ...datos } as Tarea);

  async function* separar(bytes: Uint8Array): AsyncGenerator<PaginaSeparada> {
    // Shared with the workers: a PDF of a hundred pages is not copied a hundred times.
    const comunes = new Uint8Array(new SharedArrayBuffer(bytes.length));
    comunes.set(bytes);
    const de = await pedir('contar', { bytes: comunes });
    for (let numero = 0; numero < de; numero++) {
      yield await pedir('pagina', { bytes: comunes, numero }).then((pagina) => ({ de, bytes: pagina, falla: null }), (error: unknown) => {
        if (cerrada) throw error;
        return { de, bytes: null, falla: error instanceof Error ? error : new Error(String(error)) };
      });
    }
  }

  return {
    trabajadores,
    examinar: (bytes, opciones) => pedir('examinar', { bytes, opciones }),
    separar,
    pantalla: (bytes, giro = 0) => pedir('pantalla', { bytes, giro }),
    miniatura: (bytes, giro = 0) => pedir('miniatura', { bytes, giro }),
    leerDigitos: (bytes, pedido) => pedir('leerDigitos', { bytes, pedido }),
    cerrar: async () => {
      cerrada = true;
      for (const pendiente of cola.splice(0)) pendiente.rechazar(new Error('vision: closed'));
      const todos = [...puestos];
      puestos.clear();
      for (const puesto of todos) terminar(puesto)?.rechazar(new Error('vision: closed'));
      await Promise.all(todos.map((p) => p.worker.terminate()));
    },
  };
};
