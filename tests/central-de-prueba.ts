import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { escribirRevocaciones } from '#central/ingesta/revocaciones.ts';
import type { Limites } from '#central/red/limites.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { paqueteDePrueba } from './paquete-de-prueba.ts';
import { abrirSesion } from './sesion-de-prueba.ts';

/** Inside the operating window of the test package. */
export const AHORA = Date.parse('2027-06-06T21:00:00-06:00');

export type OpcionesCentralDePrueba = {
  readonly paquete?: Partial<Paquete>;
  readonly opl?: Firmante;
  readonly firmante?: Firmante;
  /** Stations that the OPL no longer trusts since before it opened. */
  readonly revocadas?: ReadonlySet<string>;
  readonly limites?: Limites;
  readonly tls?: { readonly certificado: string; readonly llave: string };
  /** Where it listens. Default: loopback. */
  readonly host?: string;
  readonly alFallarBase?: (falla: AppError) => void;
};

export type CentralDePrueba = {
  /** The central now; another object after `reabrir`. */
  readonly central: Central;
  readonly url: string;
  readonly carpeta: string;
  readonly opl: Firmante;
  readonly firmante: Firmante;
  readonly paquete: Paquete;
  readonly paqueteTexto: string;
  readonly paqueteSha: string;
  /** The central's clock, ms. */
  readonly reloj: { ms: number };
  /** `Authorization` of a new session, of a station that the OPL knows. */
  readonly autorizacion: (estacion?: string) => Promise<string>;
  /** The OPL's list with these alone, newer than the one before, to the central that runs. */
  readonly revocar: (...estacionesOLlaves: readonly string[]) => Promise<void>;
  /** Closes and opens again on the same folder, at another port. */
  readonly reabrir: () => Promise<void>;
  /** Closes and deletes the folder. */
  readonly cerrar: () => Promise<void>;
};

/** A real central on a free loopback port, in a folder of its own. */
export const crearCentralDePrueba = async (o: OpcionesCentralDePrueba = {}): Promise<CentralDePrueba> => {
  const opl = o.opl ?? crearFirmante(nuevaLlave());
  const firmante = o.firmante ?? crearFirmante(nuevaLlave());
  const paquete = paqueteDePrueba({ central: { url: 'https://127.0.0.1:1', llave: firmante.llave, huellas: ['0'.repeat(64)] }, ...o.paquete });
  const paqueteTexto = firmarPaquete(paquete, opl);
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-central-'));
  const reloj = { ms: AHORA };
  const abrir = async (): Promise<{ central: Central; url: string }> => {
    const central = await crearCentral({
      carpeta, paqueteTexto, llaveOpl: opl.llave, firmante, cripto: criptoNode, reloj: { ahora: () => reloj.ms },
      registro: { info: () => undefined, error: () => undefined }, ...(o.tls ? { tls: o.tls } : {}), ...(o.limites ? { limites: o.limites } : {}), ...(o.alFallarBase ? { alFallarBase: o.alFallarBase } : {}),
    });
    const { url } = await escuchar(central, { host: o.host ?? '127.0.0.1', puerto: 0 });
    return { central, url };
  };
  let abierta = await abrir();
  const paqueteSha = criptoNode.sha256(utf8(JSON.stringify(paquete)));
  let listas = 0;
  const revocar = async (...revocadas: readonly string[]): Promise<void> => {
    listas += 1;
    await abierta.central.revocar(escribirRevocaciones(opl, { paqueteSha, hora: new Date(AHORA + listas).toISOString(), revocadas }));
  };
  if (o.revocadas) await revocar(...o.revocadas);
  return {
    get central() { return abierta.central; },
    get url() { return abierta.url; },
    carpeta, opl, firmante, paquete, paqueteTexto, paqueteSha, reloj, revocar,
    autorizacion: async (nombre = 'C1-A') => {
      const estacion = crearFirmante(nuevaLlave());
      const certificado = firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ estacion: nombre, catd: 'C1', llave: estacion.llave, desde: '2027-06-01T00:00:00-06:00', hasta: '2027-06-30T00:00:00-06:00' }));
      return abrirSesion(abierta.url, { firmante: estacion, certificado, llaveCentral: firmante.llave });
    },
    reabrir: async () => {
      await abierta.central.cerrar();
      abierta = await abrir();
    },
    cerrar: async () => {
      await abierta.central.cerrar();
      rmSync(carpeta, { recursive: true, force: true });
    },
  };
};
