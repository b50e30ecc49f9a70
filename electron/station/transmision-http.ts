import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import { crearTransmision } from '#electron/services/transmision/crear-transmision.ts';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import type { PartesTransmision } from './crear-estacion.ts';
import { criptoNode } from './cripto-node.ts';
import type { Reloj, Transmision } from './puertos.ts';

/**
 * The road to the central for `abrirEstacion({ puertos: { crearTransmision } })`. The address is the package's unless
 * `red` gives another road (a demo's central on a free port, a drill's bad link).
 */
export const transmisionHttp = (reloj: Reloj, red?: RedCentral) => (partes: PartesTransmision): Transmision =>
  crearTransmision({
    diario: partes.diario, estado: crearRepositorioTransmision(partes.base), acuses: crearRepositorioAcuses(partes.base), estacion: partes.estacion, red: red ?? crearRedHttp(partes.central.url), firmante: partes.firmante,
    certificado: partes.certificado, paqueteSha: partes.paqueteSha, llaveCentral: partes.central.llave, cripto: criptoNode, registro: partes.registro,
    avisos: partes.avisos, imagenes: partes.imagenes, reloj,
  });
