import { AppError } from '#shared/errors/app-error.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { RepositorioRevocaciones } from '#central/db/revocaciones-repository.ts';
import type { Registro } from '#central/puertos.ts';
import type { Revocadas } from './exigir-vigente.ts';
import { leerRevocaciones, type Revocaciones } from './revocaciones.ts';

/** Signed by the OPL, for one election. */
type Llaves = { readonly llaveOpl: string; readonly paqueteSha: string };

export type ListaRevocadas = Revocadas & {
  /**
   * Takes a list of the OPL, which holds from then on and after a restart. False when it is the one that holds already.
   * Throws AppError `revocaciones_invalidas`, `revocaciones_viejas`; then the one before goes on.
   */
  readonly tomar: (texto: string) => Promise<boolean>;
};

/** The stations that the OPL no longer trusts, as this central was told last. Throws AppError `revocaciones_invalidas` when what it keeps is not the OPL's. */
export const abrirListaRevocadas = async (p: { readonly repositorio: RepositorioRevocaciones; readonly cripto: Cripto; readonly llaves: Llaves; readonly registro: Registro; readonly hora: () => string }): Promise<ListaRevocadas> => {
  const guardada = await p.repositorio.vigente();
  let vigente: Revocaciones | null = guardada === null ? null : leerRevocaciones(p.cripto, guardada.texto, p.llaves);
  let quienes = new Set(vigente?.revocadas);
  return {
    has: (quien) => quienes.has(quien),
    tomar: async (texto) => {
      const nueva = leerRevocaciones(p.cripto, texto, p.llaves);
      if (vigente !== null) {
        // An old one that is found and put back must not bring back whom the OPL sent away.
        const despues = Date.parse(nueva.hora) - Date.parse(vigente.hora);
        if (despues < 0) throw new AppError('revocaciones_viejas', { hora: nueva.hora, vigente: vigente.hora });
        if (despues === 0) return false;
      }
      await p.repositorio.guardar({ sha: p.cripto.sha256(utf8(texto)), hora: nueva.hora, revocadas: JSON.stringify(nueva.revocadas), texto, tomada: p.hora() });
      vigente = nueva;
      quienes = new Set(nueva.revocadas);
      p.registro.info('revocations taken', { hora: nueva.hora, revocadas: nueva.revocadas });
      return true;
    },
  };
};
