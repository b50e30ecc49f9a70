import { randomBytes } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crearEnlaceMalo, type OpcionesEnlace } from '#tests/enlace-malo.ts';

/** Bytes per second of one plain upload over such a link, from its first byte there to its answer. */
export const subirUno = async (o: OpcionesEnlace, bytes: number): Promise<number> => {
  let inicio = 0;
  const servidor = createServer((de, a) => {
    inicio = performance.now();
    de.resume().on('end', () => a.end());
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  const enlace = await crearEnlaceMalo(`http://127.0.0.1:${(servidor.address() as AddressInfo).port}`, o);
  await new Promise<void>((listo, mal) => {
    request(enlace.url, { method: 'PUT', headers: { 'content-length': bytes } }, (r) => r.resume().on('end', listo)).on('error', mal).end(randomBytes(bytes));
  });
  const ms = performance.now() - inicio;
  await enlace.cerrar();
  servidor.close();
  return bytes / (ms / 1000);
};
