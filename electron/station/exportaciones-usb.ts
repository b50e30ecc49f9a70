import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CARPETA_USB } from '#shared/sync/manifiesto-usb.ts';

/** How the folder of a station is called on a medium that its screen wrote. */
const PREFIJO = 'acopio-';

/** The folder of a station on a medium. */
export const carpetaDeEstacion = (estacion: string): string => `${PREFIJO}${estacion.replace(/[^\w.-]/g, '_')}`;

/** The exports that a medium holds: at its top, or one in the folder of each station. Empty when there is none. */
export const buscarExportaciones = async (ruta: string): Promise<string[]> => {
  const hijas = (await readdir(ruta, { withFileTypes: true }).catch(() => [])).filter((d) => d.isDirectory() && d.name.startsWith(PREFIJO)).map((d) => join(ruta, d.name));
  return [ruta, ...hijas.sort()].filter((c) => existsSync(join(c, CARPETA_USB.manifiesto)));
};

/** The same for who was told where to look: without any, the place itself, so that what is missing is said of it. */
export const exportacionesEn = async (ruta: string): Promise<readonly string[]> => {
  const halladas = await buscarExportaciones(ruta);
  return halladas.length === 0 ? [ruta] : halladas;
};
