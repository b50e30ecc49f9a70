import { AppError } from '#shared/errors/app-error.ts';
import type { Acuse } from '#shared/sync/acuse.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_ACUSE, type DocumentoFirmado } from '#shared/sync/firma.ts';
import type { RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import { horaIso } from '#central/hora.ts';
import type { Reloj } from '#central/puertos.ts';
import { crearAgrupador } from './agrupar.ts';
import { crearCompuerta } from './compuerta.ts';
import type { Consolidador } from './consolidador.ts';
import { elegirGrupo } from './elegir-grupo.ts';
import { exigirVigente, type Revocadas } from './exigir-vigente.ts';
import { guardarLotes, type LoteGuardado, type LoteProbado } from './guardar-lotes.ts';
import type { Hilos } from './hilos.ts';
import { prepararLote, type DependenciasPreparar } from './preparar-lote.ts';

export type DependenciasIngesta = DependenciasPreparar & {
  readonly repositorio: RepositorioIngesta;
  readonly firmante: Firmante;
  readonly reloj: Reloj;
  readonly revocadas: Revocadas;
  /** Threads that prove lotes when several come at once; null: none. */
  readonly hilos: Hilos | null;
  readonly consolidador: Consolidador;
};

/**
 * Takes one lote whole: proves it, stores it in one transaction, which it may share with others that wait, and only then
 * signs the acuse. The same lote again, or a range that is already held with the same hashes, is a repetition and changes
 * nothing. Lotes come in any order. An epoca may go on from another one, after a relief (ADR 13), and then a station of
 * the same CATD may send the rest of that one too. Throws AppError with the reason of a refusal; then nothing of the lote
 * is kept here.
 */
export const crearRecibirLote = (deps: DependenciasIngesta): ((cuerpo: Uint8Array) => Promise<{ acuse: Acuse; firmado: DocumentoFirmado }>) => {
  const guardar = crearAgrupador<LoteProbado, LoteGuardado>({
    elegir: elegirGrupo,
    guardar: async (lotes) => {
      let hora = '';
      const guardados = await deps.repositorio.transaccion((tx) => {
        hora = horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
        return guardarLotes(tx, lotes, hora);
      });
      guardados.forEach((g, i) => { if (!(g instanceof AppError) && g.estado === 'aceptado') deps.consolidador.anotar(lotes[i]!, hora); });
      return guardados;
    },
  });
  const compuerta = crearCompuerta();
  let enCurso = 0;
  const recibir = async (cuerpo: Uint8Array): Promise<{ acuse: Acuse; firmado: DocumentoFirmado }> => {
    // One that comes alone is answered sooner when it does not change threads.
    const lote = await compuerta(async () => await (enCurso > 1 ? deps.hilos?.preparar(cuerpo) : null) ?? prepararLote(deps, cuerpo));
    exigirVigente(deps, lote.certificado, deps.reloj.ahora());
    const { epoca, desde, hasta, cabeza, sha, certificado: { estacion } } = lote;
    const acuse: Acuse = { estacion, epoca, desde, hasta, cabeza, lote: sha, ...(await guardar({ ...lote, cuerpo })) };
    return { acuse, firmado: firmarDocumento(deps.firmante, TIPO_ACUSE, JSON.stringify(acuse)) };
  };
  return (cuerpo) => {
    enCurso += 1;
    return recibir(cuerpo).finally(() => { enCurso -= 1; });
  };
};
