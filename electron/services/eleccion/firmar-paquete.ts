import { firmarDocumento, TIPO_PAQUETE } from '#shared/sync/firma.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

/** Text of the file of a package: its JSON inside a document signed by the OPL. */
export const firmarPaquete = (paquete: Paquete, firmante: Firmante): string =>
  JSON.stringify(firmarDocumento(firmante, TIPO_PAQUETE, JSON.stringify(paquete)));
