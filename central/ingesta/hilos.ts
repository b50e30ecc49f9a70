import type { MessagePort } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { crearCatalogo } from '#central/catalogo.ts';
import { abrirPaquete } from '#central/paquete.ts';
import { recordarFirmas } from './recordar-firmas.ts';
import { prepararLote, type LotePreparado } from './preparar-lote.ts';

/** Lotes that wait for one thread; past this the central proves them itself, so that nothing piles up. */
const MAXIMO_POR_HILO = 16;

/** What a thread needs to know of the election. */
export type DatosHilo = { readonly paqueteTexto: string; readonly llaveOpl: string };
type Pedido = { readonly id: number; readonly cuerpo: Uint8Array };
type Respuesta = { readonly listo: true } | { readonly id: number; readonly lote: LotePreparado } | { readonly id: number; readonly codigo: CodigoError; readonly parametros: AppError['parametros'] } | { readonly id: number; readonly falla: string };

/** What a thread does all its life: opens the package, says so, and proves what it is sent. For the worker file of the host, which brings its cryptography. */
export const servirHilo = (cripto: Cripto, { paqueteTexto, llaveOpl }: DatosHilo, puerto: MessagePort): void => {
  const paquete = abrirPaquete(cripto, paqueteTexto, llaveOpl);
  const deps = { cripto: recordarFirmas(cripto, paquete.llaveOpl), paquete, catalogo: crearCatalogo(paquete.paquete) };
  const responder = ({ id, cuerpo }: Pedido): Respuesta => {
    try {
      return { id, lote: prepararLote(deps, cuerpo) };
    } catch (error) {
      return error instanceof AppError ? { id, codigo: error.codigo, parametros: error.parametros } : { id, falla: String(error) };
    }
  };
  puerto.on('message', (pedido: Pedido) => puerto.postMessage(responder(pedido)));
  puerto.postMessage({ listo: true } satisfies Respuesta);
};

type Espera = { readonly bien: (lote: LotePreparado) => void; readonly mal: (error: Error) => void };
type Hilo = { readonly worker: Worker; listo: boolean; readonly esperan: Map<number, Espera> };

export type Hilos = {
  /** Proves a lote in a thread; null when none is ready or all have enough to do: the caller does it then. */
  readonly preparar: (cuerpo: Uint8Array) => Promise<LotePreparado> | null;
  readonly cerrar: () => Promise<void>;
};

/**
 * Threads that prove lotes, so that several cores do when many come at once. They are started by the first that asks. One
 * that dies fails what it had, which its stations send again, and another takes its place.
 */
export const crearHilos = ({ archivo, cuantos, datos }: { readonly archivo: URL; readonly cuantos: number; readonly datos: DatosHilo }): Hilos => {
  const hilos = new Set<Hilo>();
  let siguiente = 1;

  const descartar = (hilo: Hilo, motivo: string): void => {
    if (!hilos.delete(hilo)) return;
    for (const e of hilo.esperan.values()) e.mal(new Error(`a thread that proves lotes ended: ${motivo}`));
    void hilo.worker.terminate();
  };
  const contratar = (): void => {
    const hilo: Hilo = { worker: new Worker(archivo, { workerData: datos }), listo: false, esperan: new Map() };
    hilo.worker.on('message', (r: Respuesta) => {
      if ('listo' in r) return void (hilo.listo = true);
      const espera = hilo.esperan.get(r.id);
      hilo.esperan.delete(r.id);
      if ('lote' in r) espera?.bien(r.lote);
      else espera?.mal('codigo' in r ? new AppError(r.codigo, r.parametros) : new Error(r.falla));
    });
    hilo.worker.on('error', (error) => descartar(hilo, String(error)));
    hilo.worker.on('exit', (codigo) => descartar(hilo, String(codigo)));
    hilo.worker.unref();
    hilos.add(hilo);
  };

  return {
    preparar: (cuerpo) => {
      while (hilos.size < cuantos) contratar();
      const [libre] = [...hilos].filter((h) => h.listo && h.esperan.size < MAXIMO_POR_HILO).sort((a, b) => a.esperan.size - b.esperan.size);
      if (libre === undefined) return null;
      const id = siguiente++;
      return new Promise((bien, mal) => {
        libre.esperan.set(id, { bien, mal });
        // A body is a piece of a pool of buffers, all of which would cross with it: a copy of its own does, handed over.
        const suyo = new Uint8Array(cuerpo);
        libre.worker.postMessage({ id, cuerpo: suyo } satisfies Pedido, [suyo.buffer]);
      });
    },
    cerrar: async () => {
      for (const hilo of [...hilos]) {
        hilos.delete(hilo);
        await hilo.worker.terminate();
      }
    },
  };
};
