import { randomUUID } from 'node:crypto';
import type { Ids } from './puertos.ts';

/**
 * UUIDv7 (RFC 9562) over the system's clock and randomness: 48 bits of milliseconds, and all that is random of a
 * UUIDv4, of which the engine keeps a reserve. Asking the system for each costs more than the id.
 */
export const idsNode: Ids = {
  uuid: () => {
    const ms = Date.now().toString(16).padStart(12, '0');
    return `${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`;
  },
};
