import { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Central } from './crear-central.ts';

/** Opens the central's port; 0 takes a free one. `cerrar` also closes the central. */
export const escuchar = async (central: Central, { host, puerto }: { readonly host: string; readonly puerto: number }): Promise<{ url: string; cerrar: () => Promise<void> }> => {
  await central.app.listen({ host, port: puerto });
  const { port } = central.app.server.address() as AddressInfo;
  const esquema = central.app.server instanceof Server ? 'https' : 'http';
  return { url: `${esquema}://${host.includes(':') ? `[${host}]` : host}:${port}`, cerrar: central.cerrar };
};
