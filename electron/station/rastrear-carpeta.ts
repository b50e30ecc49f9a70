import { existsSync, readFileSync } from 'node:fs';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { crearRastreo, type Rastro } from '#electron/services/transmision/rastreo.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { carpetaTrabajo } from './carpeta-trabajo.ts';
import { criptoNode } from './cripto-node.ts';

/** When the central received an acta, beside the station that may be running on the folder. Throws AppError: sin_paquete, acta_desconocida. */
export const rastrearEnCarpeta = (carpeta: string, acta: string): Rastro => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.base)) throw new AppError('sin_paquete');
  const { paquete } = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
  const base = abrirParaLeer(rutas.base);
  try {
    const rastro = crearRastreo({ acuses: crearRepositorioAcuses(base), cripto: criptoNode, llaveCentral: paquete.central.llave })(acta);
    if (rastro.eventos.length === 0 && !paquete.actas.some((a) => a.clave === acta)) throw new AppError('acta_desconocida', { acta });
    return rastro;
  } finally {
    base.close();
  }
};
