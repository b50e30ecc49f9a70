import type { Diario } from '#electron/station/puertos.ts';
import { MAXIMO_CUENTA, PRIMERAS, type EnCola, type RepositorioCapturas } from '#electron/db/repositories/captura-repository.ts';

export type PartesCola = { readonly diario: Pick<Diario, 'cabeza'>; readonly capturas: RepositorioCapturas };

/** What everybody's next acta is looked for in, at one head of the journal. */
type Vista = { readonly hash: string; readonly primeras: readonly EnCola[]; readonly sinCaptura: number; readonly capturistas: readonly string[] };

/**
 * The queue of capture. Its rows change with events only, so that they are read once for each head of the journal, and
 * not for each person who asks: the hash of the head names the whole history, also after a step that was undone.
 */
export const crearCola = ({ diario, capturas }: PartesCola) => {
  let vista: Vista | null = null;

  const alDia = (): Vista => {
    const { hash } = diario.cabeza();
    if (vista?.hash !== hash) {
      vista = { hash, primeras: capturas.primerasEnCola(), sinCaptura: capturas.contarSinCaptura(), capturistas: capturas.capturistasDePrimeras() };
    }
    return vista;
  };

  return {
    /**
     * Actas whose first capture is not the person's, in the order in which they were digitised. The first ones come twice
     * when none of them will do, which is seldom.
     */
    *para(persona: string): Generator<EnCola, void, undefined> {
      const { primeras } = alDia();
      for (const acta of primeras) if (acta.capturista !== persona) yield acta;
      if (primeras.length === PRIMERAS) yield* capturas.recorrerCola(persona);
    },
    /** How many of them there are, up to a hundred. */
    contar: (persona: string): number => {
      const { sinCaptura, capturistas } = alDia();
      if (sinCaptura === MAXIMO_CUENTA) return MAXIMO_CUENTA;
      if (capturistas.length === 2 * MAXIMO_CUENTA) return capturas.contarPorCapturar(persona);
      const deOtros = capturistas.reduce((n, capturista) => (capturista === persona ? n : n + 1), 0);
      return Math.min(MAXIMO_CUENTA, sinCaptura + deOtros);
    },
  };
};
