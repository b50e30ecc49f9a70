import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { comprobarPin } from '#electron/services/usuarios/comprobar-pin.ts';
import { relevarEstacion } from '#electron/station/preparar.ts';
import type { Reloj } from '#electron/station/puertos.ts';
import { RUTA_RETO } from '#shared/api/red.ts';
import type { Herencia } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { pedirSinCreer } from '../red/emparejar.ts';
import { version } from '../version.ts';
import { leerReserva } from './carpeta-reserva.ts';
import { NOMBRES_ROL_RELEVO, type RolRelevo } from './roles-relevo.ts';

const seguidaSchema = z.object({ direccion: z.url() });

/** Where the main station was; null when it was never followed, or its note cannot be read: a relief does not hang from that. */
const direccionDe = (seguida: string): string | null => {
  try {
    return seguidaSchema.parse(JSON.parse(readFileSync(seguida, 'utf8'))).direccion;
  } catch {
    return null;
  }
};

/** Two stations that believe to be the main one would both capture: the one that is relieved must be silent. */
const exigirSilencio = async (seguida: string): Promise<void> => {
  const direccion = direccionDe(seguida);
  if (direccion === null) return;
  const responde = await pedirSinCreer(new URL(RUTA_RETO, direccion), { method: 'GET' }, null).then(() => true, () => false);
  if (responde) throw new AppError('principal_responde', { direccion });
};

export type PartesRelevar = {
  readonly carpeta: string;
  readonly coordinador: string;
  readonly supervisor: string;
  /** Relieves a main station that still answers: damaged, and cannot be turned off. */
  readonly aunqueResponda: boolean;
  /** Asks for a PIN with each of these sentences. */
  readonly pedirPines: (preguntas: readonly string[]) => Promise<readonly string[]>;
  readonly reloj: Reloj;
};

/**
 * Makes of the standby in `carpeta` the main station, as a coordinator and a supervisor say with their PINs. Throws
 * AppError: sin_paquete, relevo_mismas_personas, principal_responde, relevo_sin_permiso, relevo_sin_copia, estacion_ocupada.
 */
export const relevar = async (p: PartesRelevar): Promise<Herencia> => {
  const { abierto, seguida } = leerReserva(p.carpeta);
  const personas: readonly (readonly [RolRelevo, string])[] = [['coordinador', p.coordinador], ['supervisor', p.supervisor]];
  if (p.coordinador === p.supervisor) throw new AppError('relevo_mismas_personas');
  if (!p.aunqueResponda) await exigirSilencio(seguida);
  const pines = await p.pedirPines(personas.map(([rol, usuario]) => `PIN de ${usuario} (${NOMBRES_ROL_RELEVO[rol]}): `));
  for (const [i, [rol, usuario]] of personas.entries()) {
    if (!(await comprobarPin(abierto.paquete, { usuario, pin: pines[i] ?? '' }, rol))) throw new AppError('relevo_sin_permiso', { usuario, rol: NOMBRES_ROL_RELEVO[rol] });
  }
  return relevarEstacion({ carpeta: p.carpeta, relevo: { solicita: p.coordinador, confirma: p.supervisor }, version: version(), reloj: p.reloj });
};
