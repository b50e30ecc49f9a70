import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { abrirServidor } from './enlace-lados.ts';
import type { Enlace } from './enlace-real.ts';

/** Child of enlace.ts, at the station's end: a link, and bytes. Prints the bytes per second of one plain upload over it, from its first byte there to its answer. */
const [enlace = '', bytes = '0'] = process.argv.slice(2);
const servidor = await abrirServidor('', { enlace: JSON.parse(enlace) as Enlace, central: null });
await new Promise<void>((listo, mal) => {
  request(servidor.url, { method: 'PUT', headers: { 'content-length': bytes } }, (r) => r.resume().on('end', listo)).on('error', mal).end(randomBytes(Number(bytes)));
});
const ms = performance.now() - servidor.horas.empieza[0]!;
servidor.cerrar();
process.stdout.write(JSON.stringify(Number(bytes) / (ms / 1000)), () => process.exit(0));
