import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { soltar } from './soltar.ts';
import { hacerTarea, type Pedido, type Respuesta } from './tareas.ts';

// One page per worker: the pool is what uses the cores.
sharp.concurrency(1);
sharp.cache(false);

const responder = async ({ id, tarea }: Pedido): Promise<Respuesta> => {
  try {
    return { id, valor: await hacerTarea(tarea) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  } finally {
    soltar(tarea.bytes);
  }
};

parentPort?.on('message', (pedido: Pedido) => {
  void responder(pedido).then((respuesta) => parentPort?.postMessage(respuesta));
});
