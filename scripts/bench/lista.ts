import type { Bench } from './fila.ts';
import { benchAlineacion } from './alineacion.ts';
import { benchDigitos } from './digitos.ts';
import { benchEnlace } from './enlace.ts';
import { benchImagen } from './imagen.ts';
import { benchIngesta } from './ingesta.ts';
import { benchPrepVerificar } from './prep-verificar.ts';
import { benchQr } from './qr.ts';
import { benchSala } from './sala.ts';
import { benchSimulacro } from './simulacro-sin-imagenes.ts';

/** Every measurement of `npm run bench`, in the order in which it runs. A new one is a module with its entry here. */
export const BENCHES: readonly Bench[] = [benchPrepVerificar, benchSimulacro, benchImagen, benchQr, benchAlineacion, benchDigitos, benchSala, benchEnlace, benchIngesta];
