import { RUTA_LLAMAR } from '#shared/api/puente.ts';
import type { Transporte } from '#shared/api/metodo.ts';
import type { Result } from '#shared/errors/result.ts';

/** Calls to a program on this machine, as a window that was opened with the address `entrada`. */
export const despacharPorHttp = async (entrada: string): Promise<Transporte> => {
  const { origin } = new URL(entrada);
  const abierta = await fetch(entrada, { redirect: 'manual' });
  const cookie = abierta.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (llamada) => {
    const respuesta = await fetch(origin + RUTA_LLAMAR, { method: 'POST', headers: { 'Content-Type': 'application/json', cookie }, body: JSON.stringify(llamada) });
    return (await respuesta.json()) as Result<unknown>;
  };
};
