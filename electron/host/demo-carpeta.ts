import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import type { Firmante } from '#shared/sync/cripto.ts';

const HORA_MS = 3600 * 1000;
/** The demo's operating window opens a little before it is made, and lasts what the law gives a PREP: 24 hours. */
const ANTES_MS = HORA_MS;
const VENTANA_MS = 24 * HORA_MS;
/** A demo about to end is of no use to who opens it. */
const RESTO_MINIMO_MS = 2 * HORA_MS;
/** The demo's central is asked for where it listens, which changes from one start to the next: the package only needs an address. */
const URL_CENTRAL = 'http://127.0.0.1';

/** One demo election: its folder, the keys that a real one would hold in three places, and its package. */
export type CarpetaDemo = {
  readonly carpeta: string;
  readonly opl: Firmante;
  readonly central: Firmante;
  readonly paqueteTexto: string;
  readonly abierto: PaqueteAbierto;
};

/** A moment written with the offset of its zone: screens show times in the zone that they name. */
export const horaEnZona = (ms: number, zonaMinutos: number): string => {
  const signo = zonaMinutos < 0 ? '-' : '+';
  const dos = (n: number): string => String(Math.trunc(n)).padStart(2, '0');
  const zona = `${signo}${dos(Math.abs(zonaMinutos) / 60)}:${dos(Math.abs(zonaMinutos) % 60)}`;
  return new Date(ms + zonaMinutos * 60_000).toISOString().replace(/\.\d+Z$/, zona);
};

const leer = (carpeta: string): CarpetaDemo => {
  const texto = (nombre: string): string => readFileSync(path.join(carpeta, nombre), 'utf8');
  const opl = crearFirmante(texto('opl.pem'));
  const paqueteTexto = texto('paquete.json');
  return { carpeta, opl, central: crearFirmante(texto('central.pem')), paqueteTexto, abierto: abrirPaquete(paqueteTexto, opl.llave) };
};

/** Made under another name and renamed: a half-made demo is never taken for one. */
const crear = (base: string, ahora: number): CarpetaDemo => {
  const { zonaMinutos } = paqueteDemo();
  const inicio = Math.floor((ahora - ANTES_MS) / 60_000) * 60_000;
  const nombre = horaEnZona(ahora, zonaMinutos).slice(0, 16).replace(':', '');
  const carpeta = path.join(base, nombre);
  const enObra = `${carpeta}.${process.pid}`;
  mkdirSync(enObra, { recursive: true, mode: 0o700 });
  const guardar = (archivo: string, texto: string): void => writeFileSync(path.join(enObra, archivo), texto, { mode: 0o600 });
  const [opl, central] = [nuevaLlave(), nuevaLlave()];
  guardar('opl.pem', opl);
  guardar('central.pem', central);
  const paquete = paqueteDemo({
    ventana: { inicio: horaEnZona(inicio, zonaMinutos), fin: horaEnZona(inicio + VENTANA_MS, zonaMinutos) },
    central: { url: URL_CENTRAL, llave: crearFirmante(central).llave },
  });
  guardar('paquete.json', firmarPaquete(paquete, crearFirmante(opl)));
  renameSync(enObra, carpeta);
  return leer(carpeta);
};

/** The demo election under way in `datos`, or a new one when there is none or its 24 hours are ending. */
export const carpetaDemo = (datos: string, ahora: number): CarpetaDemo => {
  const base = path.join(datos, 'demo');
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const ultima = readdirSync(base).filter((n) => /^\d{4}-\d{2}-\d{2}T\d{4}$/.test(n) && existsSync(path.join(base, n, 'paquete.json'))).sort().at(-1);
  const anterior = ultima === undefined ? null : leer(path.join(base, ultima));
  return anterior && Date.parse(anterior.abierto.paquete.ventana.fin) - ahora > RESTO_MINIMO_MS ? anterior : crear(base, ahora);
};
