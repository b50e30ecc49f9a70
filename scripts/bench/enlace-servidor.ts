import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { crearFirmante } from '#electron/station/cripto-node.ts';
import { certificadoDeRed, huellaSpki } from '#electron/host/red/certificado.ts';
import { LIMITES } from '#central/red/limites.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { crearCentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEnlaceMalo, type OpcionesEnlace } from '#tests/enlace-malo.ts';

export type OrdenServidor = { readonly opl: string; readonly llave: string; readonly paquete: Paquete; readonly enlace: OpcionesEnlace };
/** `directa`: the same central without the link before it. */
export type AvisoServidor = { readonly url: string; readonly directa: string; readonly huella: string } | { readonly imagen: 'empieza' | 'completa' };

/** Child of enlace-atraso-hijo.ts: a central over HTTPS, behind a link, in a process of their own: what they use is not the station's. */
const [carpeta = ''] = process.argv.slice(2);
const decir = (aviso: AvisoServidor): void => void process.send?.(aviso);

const abrir = async ({ opl, llave, paquete, enlace }: OrdenServidor): Promise<void> => {
  const tls = await certificadoDeRed(path.join(carpeta, 'tls'), 'bench', Date.now());
  const central = await crearCentralDePrueba({ opl: crearFirmante(opl), firmante: crearFirmante(llave), paquete, tls, limites: LIMITES });
  const { url } = await crearEnlaceMalo(central.url, enlace);
  central.central.app.server.on('request', (de: IncomingMessage, a: ServerResponse) => {
    if (de.method !== 'PUT') return;
    if (de.headers['upload-offset'] === '0') decir({ imagen: 'empieza' });
    a.on('finish', () => { if (a.statusCode === 201) decir({ imagen: 'completa' }); });
  });
  decir({ url: url.replace('http:', 'https:'), directa: central.url, huella: huellaSpki(tls.certificado) });
};
process.once('message', (orden) => void abrir(orden as OrdenServidor));
process.on('disconnect', () => process.exit(0));
