import path from 'node:path';
import type { SalaReal } from '#electron/simulacro/reserva-simulada.ts';
import { abrirSala } from '../red/abrir-sala.ts';
import { seguirEnCarpeta } from './carpeta-reserva.ts';
import { relevar } from './relevar.ts';

/** The room's server, the standby and the relief of this program, for a drill. */
export const salaReal: SalaReal = {
  abrir: ({ estacion, carpeta, puerto, registro }) => abrirSala({ estacion, nombre: path.basename(carpeta), carpeta, puerto, registro }),
  seguir: (p) => seguirEnCarpeta({ ...p, alCambiar: () => undefined }),
  relevar: ({ pines, ...p }) => relevar({ ...p, aunqueResponda: false, pedirPines: () => Promise.resolve(pines) }),
};
