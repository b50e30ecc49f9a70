import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from './puertos.ts';

/** Random bytes asked of the system at once: asking for each id costs more than the id. */
const RESERVA = Buffer.alloc(16 * 256);
let usados = RESERVA.length;

const azar = (): Uint8Array => {
  if (usados === RESERVA.length) {
    randomFillSync(RESERVA);
    usados = 0;
  }
  usados += 16;
  return RESERVA.subarray(usados - 16, usados);
};

/** UUIDv7 over the system's clock and randomness. */
export const idsNode: Ids = { uuid: () => v7({ random: azar() }) };
