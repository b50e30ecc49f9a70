import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { crearFirmante } from '#electron/station/cripto-node.ts';
import { certificadoDeRed, huellaSpki } from '#electron/host/red/certificado.ts';
import { LIMITES } from '#central/red/limites.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { crearCentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEnlaceMalo } from '#tests/enlace-malo.ts';
import type { Enlace } from './enlace-real.ts';

/** What is at the other end of the link: a central over HTTPS, or a server that takes any upload and does nothing with it. */
export type OrdenServidor = { readonly enlace: Enlace; readonly central: { readonly opl: string; readonly llave: string; readonly paquete: Paquete } | null };
/** `directa`: the same server without the link before it. `subidos`: bytes put so far on the link's model towards it. */
export type AvisoServidor = { readonly url: string; readonly directa: string; readonly huella: string } | { readonly imagen: 'empieza' | 'completa' } | { readonly subidos: number };

/** Child of enlace-lados.ts, at the central's end: in a process of its own, so that what it uses is not the station's. */
const [carpeta = ''] = process.argv.slice(2);
const decir = (aviso: AvisoServidor): void => void process.send?.(aviso);

/** Says when an image begins, and when it is whole. */
const avisarImagenes = (servidor: Server): void => {
  servidor.on('request', (de: IncomingMessage, a: ServerResponse) => {
    if (de.method !== 'PUT') return;
    if ((de.headers['upload-offset'] ?? '0') === '0') decir({ imagen: 'empieza' });
    a.on('finish', () => { if (a.statusCode === 201) decir({ imagen: 'completa' }); });
  });
};

const abrirPelado = async (host: string): Promise<{ puerto: number; huella: string }> => {
  const servidor = createServer((de, a) => void de.resume().on('end', () => a.writeHead(201).end()));
  // One upload over the slowest link takes longer than Node allows a request.
  servidor.requestTimeout = 0;
  avisarImagenes(servidor);
  await new Promise<void>((listo) => servidor.listen(0, host, listo));
  return { puerto: (servidor.address() as AddressInfo).port, huella: '' };
};

const abrirCentral = async ({ opl, llave, paquete }: NonNullable<OrdenServidor['central']>, host: string): Promise<{ puerto: number; huella: string }> => {
  const tls = await certificadoDeRed(path.join(carpeta, 'tls'), 'bench', Date.now());
  const central = await crearCentralDePrueba({ opl: crearFirmante(opl), firmante: crearFirmante(llave), paquete, tls, limites: LIMITES, host });
  avisarImagenes(central.central.app.server);
  return { puerto: Number(new URL(central.url).port), huella: huellaSpki(tls.certificado) };
};

const abrir = async ({ enlace: { opciones, lugares }, central }: OrdenServidor): Promise<void> => {
  const host = lugares === null ? '127.0.0.1' : '0.0.0.0';
  const { puerto, huella } = await (central === null ? abrirPelado(host) : abrirCentral(central, host));
  const esquema = central === null ? 'http' : 'https';
  const url = (direccion: string, suyo = puerto): string => `${esquema}://${direccion}:${suyo}`;
  if (lugares !== null) {
    decir({ url: url(lugares.porEnlace), directa: url(lugares.porCable), huella });
    return;
  }
  const modelo = await crearEnlaceMalo(url(host), opciones);
  process.on('message', () => decir({ subidos: modelo.subidos() }));
  decir({ url: url(host, Number(new URL(modelo.url).port)), directa: url(host), huella });
};
process.once('message', (orden) => void abrir(orden as OrdenServidor));
process.on('disconnect', () => process.exit(0));
