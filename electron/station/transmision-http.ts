import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import { crearTransmision } from '#electron/services/transmision/crear-transmision.ts';
import { proxyDelEntorno, proxyDeRegla, type ElegirProxy } from '#electron/services/transmision/proxy.ts';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import type { Tiempo } from '#electron/services/transmision/tiempo.ts';
import type { ConfiguracionRed } from './configuracion-red.ts';
import type { PartesTransmision } from './crear-estacion.ts';
import { criptoNode } from './cripto-node.ts';
import type { Reloj, Transmision } from './puertos.ts';

export { proxyDeRegla, type ElegirProxy };

export type OpcionesTransmision = {
  /** Another road than the package's address: a demo's central on a free port, a drill's bad link. */
  readonly red?: RedCentral;
  /** What the technician says of the network, now. Left out: no limit, and the system's proxy. */
  readonly configuracion?: () => ConfiguracionRed;
  /** How this system chooses its proxy. Default: the environment. */
  readonly proxyDelSistema?: ElegirProxy;
  /** Time and chance, for who moves them. Default: the machine's. */
  readonly tiempo?: Tiempo;
  readonly azar?: () => number;
};

/** The proxy that the technician set, or the system's. */
const elegirProxy = ({ configuracion, proxyDelSistema = proxyDelEntorno(process.env) }: OpcionesTransmision): ElegirProxy => (url) => {
  const proxy = configuracion?.().proxy ?? 'sistema';
  return proxy === 'sistema' ? proxyDelSistema(url) : Promise.resolve(proxy === 'ninguno' ? null : proxy);
};

/** The road to the central for `abrirEstacion({ puertos: { crearTransmision } })`: address, key and keys of its TLS are the package's. */
export const transmisionHttp = (reloj: Reloj, opciones: OpcionesTransmision = {}) => (partes: PartesTransmision): Transmision =>
  crearTransmision({
    diario: partes.diario, enGrupo: partes.enGrupo, estado: crearRepositorioTransmision(partes.base), acuses: crearRepositorioAcuses(partes.base), estacion: partes.estacion, firmante: partes.firmante,
    red: opciones.red ?? crearRedHttp(partes.central, elegirProxy(opciones)), limiteKbps: () => opciones.configuracion?.().limiteKbps ?? null,
    certificado: partes.certificado, paqueteSha: partes.paqueteSha, llaveCentral: partes.central.llave, cripto: criptoNode, registro: partes.registro,
    avisos: partes.avisos, imagenes: partes.imagenes, ajenos: partes.ajenos, reloj, ...(opciones.tiempo ? { tiempo: opciones.tiempo } : {}), ...(opciones.azar ? { azar: opciones.azar } : {}),
  });
