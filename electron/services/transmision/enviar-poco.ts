import type { ClientRequest } from 'node:http';
import type { Marcha } from './red-central.ts';

/** Three packets of the usual size with their TLS: what is put on the link at a time. */
const TROZO = 4_300;

/**
 * Sends a body little by little: no more of it is on its way than `marcha` allows, besides a piece, as far as the central
 * tells what it has (`104` with `Upload-Offset`). `alMoverse` hears of each time that it tells of more, or that more goes.
 * Ends when all of it went, when the answer came before, or when the request died: its own error tells that. Rejects with
 * what `antes` throws.
 */
export const enviarPoco = async (peticion: ClientRequest, cuerpo: Uint8Array, marcha: Marcha, alMoverse: () => void): Promise<void> => {
  const enCamino: { readonly hasta: number; readonly llego: () => void }[] = [];
  const primero = Number(peticion.getHeader('upload-offset') ?? 0);
  const va = { puestos: 0, hay: 0, termino: false };
  let seguir = (): void => undefined;
  peticion.on('information', ({ headers }) => {
    const dicho = Number(headers['upload-offset']) - primero;
    // Other answers that go before the answer say nothing of it.
    if (!(dicho > va.hay)) return;
    va.hay = dicho;
    while (enCamino[0] !== undefined && enCamino[0].hasta <= va.hay) enCamino.shift()!.llego();
    alMoverse();
    seguir();
  });
  for (const evento of ['close', 'response'] as const) {
    peticion.once(evento, () => {
      va.termino = true;
      seguir();
    });
  }
  while (va.puestos < cuerpo.length) {
    while (!va.termino && va.puestos - va.hay >= Math.max(1, marcha.ventana())) await new Promise<void>((r) => { seguir = r; });
    const trozo = cuerpo.subarray(va.puestos, va.puestos + TROZO);
    await marcha.antes(trozo.length);
    if (va.termino) return;
    alMoverse();
    va.puestos += trozo.length;
    enCamino.push({ hasta: va.puestos, llego: marcha.sale(trozo.length) });
    peticion.write(trozo);
  }
  peticion.end();
};
