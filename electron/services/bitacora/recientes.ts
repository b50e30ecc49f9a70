import type { Atiende } from '#electron/station/puertos.ts';
import type { RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { eventoSchema } from '#shared/domain/evento.ts';
import { EVENTOS, type TipoEvento } from '#shared/domain/eventos.ts';

/** The last events in words. Never their `datos`: what was captured stays blind. */
export const crearBitacoraRecientes = (repositorio: RepositorioBitacora): Atiende<'bitacora.recientes'> => ({
  'bitacora.recientes': ({ limite }) =>
    repositorio.recientes(limite).map(({ texto }) => {
      const { seq, hora, tipo, acta, actor } = eventoSchema.parse(JSON.parse(texto));
      return { seq, hora, tipo, frase: EVENTOS[tipo as TipoEvento].frase, acta: acta ?? null, actor };
    }),
});
