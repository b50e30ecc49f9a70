import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { horaIso } from '#central/hora.ts';
import type { Registro } from '#central/puertos.ts';
import { crearGuardaRechazos } from './guardar-rechazo.ts';
import { crearRecibirLote, type DependenciasIngesta } from './recibir-lote.ts';

export type DependenciasRecepcion = DependenciasIngesta & { readonly cripto: Cripto; readonly registro: Registro; readonly carpetaRechazos: string };

/** Takes a lote however it came, by network or by USB: what is refused is kept with its reason. Throws AppError with it. */
export const crearRecepcion = (deps: DependenciasRecepcion): ((lote: Uint8Array) => Promise<DocumentoFirmado>) => {
  const guardarRechazo = crearGuardaRechazos({ carpeta: deps.carpetaRechazos, repositorio: deps.repositorio, cripto: deps.cripto, registro: deps.registro });
  const hora = (): string => horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
  const recibir = crearRecibirLote(deps);
  return async (lote) => {
    try {
      const { acuse, firmado } = await recibir(lote);
      deps.registro.info('lote stored', { epoca: acuse.epoca, desde: acuse.desde, hasta: acuse.hasta, estado: acuse.estado });
      return firmado;
    } catch (error) {
      // The station must know the reason even when it cannot be written down here.
      if (error instanceof AppError) await guardarRechazo(lote, error, hora()).catch((falla: unknown) => deps.registro.error('refusal not kept', { codigo: error.codigo, error: String(falla) }));
      throw error;
    }
  };
};
