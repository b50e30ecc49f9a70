import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
// sharp must be loaded here before any worker loads it: its libraries have to outlive the workers (sharp's documentation).
import 'sharp';
import type { Giro } from './derivar.ts';
import type { Examen } from './examinar.ts';
import type { Pedido, Respuesta, Tarea } from './tareas.ts';

/** Looks at images in other threads, so that nobody waits for them. */
export type Vision = {
  /** Format, size, hash and QR of the bytes of an image; see Examen. */
  readonly examinar: (bytes: Uint8Array) => Promise<Examen>;
  /** JPEG for the screen, turned by `giro` degrees clockwise. Rejects when the bytes are not an image. */
  readonly pantalla: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  readonly miniatura: (bytes: Uint8Array, giro?: Giro) => Promise<Uint8Array>;
  /** Stops the workers; what is under way is rejected. */
  readonly cerrar: () => Promise<void>;
};

export type OpcionesVision = {
  /** Default: one less than the cores, at least 1, at most 4. */
  readonly trabajadores?: number;
  /** A page that takes longer is given up and its worker replaced. Default 60 s. */
  readonly limiteMs?: number;
};

type EnCurso = { readonly id: number; readonly tarea: Tarea; readonly resolver: (valor: Examen | Uint8Array) => void; readonly rechazar: (error: Error) => void };
type Puesto = { readonly worker: Worker; actual: EnCurso | null; reloj: NodeJS.Timeout | null };

/** Where the worker is: beside this file in the sources, `vision-worker.js` in a bundle (here or one folder up, when this is a chunk). */
const urlDelWorker = (): URL => {
  if (import.meta.url.endsWith('.ts')) return new URL('./vision-worker.ts', import.meta.url);
  const junto = new URL('./vision-worker.js', import.meta.url);
  return existsSync(junto) ? junto : new URL('../vision-worker.js', import.meta.url);
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
    const puesto: Puesto = { worker: new Worker(url), actual: null, reloj: null };
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
      const siguiente = libre ? cola.shift() : undefined;
      if (!libre || !siguiente) return;
      libre.actual = siguiente;
      libre.reloj = setTimeout(() => descartar(libre, `no answer in ${String(limiteMs)} ms`), limiteMs);
      // A busy worker keeps the process alive; an idle one does not.
      libre.worker.ref();
      libre.worker.postMessage({ id: siguiente.id, tarea: siguiente.tarea } satisfies Pedido);
    }
  };

  const pedir = (tarea: Tarea): Promise<Examen | Uint8Array> =>
    new Promise((resolver, rechazar) => {
      if (cerrada) return rechazar(new Error('vision: closed'));
      cola.push({ id: siguienteId++, tarea, resolver, rechazar });
      atender();
    });

  return {
    examinar: async (bytes) => (await pedir({ tipo: 'examinar', bytes })) as Examen,
    pantalla: async (bytes, giro = 0) => (await pedir({ tipo: 'pantalla', bytes, giro })) as Uint8Array,
    miniatura: async (bytes, giro = 0) => (await pedir({ tipo: 'miniatura', bytes, giro })) as Uint8Array,
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
