import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';

/**
 * Whether the first capture of that cycle is shown as A. It comes from the acta's key and the station's private one (an
 * Ed25519 signature is always the same): it says nothing of who was first, nobody can work it out, and it is the same
 * each time it is looked at.
 */
export const vaDelante = (
  { cripto, firmante }: { readonly cripto: Pick<Cripto, 'sha256'>; readonly firmante: Pick<Firmante, 'firmar'> }, { clave, ciclo }: { readonly clave: string; readonly ciclo: number },
): boolean => cripto.sha256(firmante.firmar(utf8(`acopio/orden/v1\n${clave}\n${ciclo}`))).charCodeAt(0) % 2 === 0;
