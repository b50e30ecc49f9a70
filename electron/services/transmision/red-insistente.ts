import type { Limite } from './limite.ts';
import type { RedCentral } from './red-central.ts';
import type { Ritmo } from './ritmo.ts';
import type { Tiempo } from './tiempo.ts';

/** What costs little to send twice. */
const MAXIMO_BYTES = 8_000;

/**
 * The road, on which a small lote that is not answered in its time goes again by another connection; the first answer
 * counts. On a link that loses packets TCP may wait for many seconds to repeat the last one of a request, longer the more
 * that goes before it; data do not wait for that. The central takes the same lote twice as a repetition.
 */
export const crearRedInsistente = (red: RedCentral, { ritmo, limite, tiempo: { despues } }: { readonly ritmo: Pick<Ritmo, 'esperaLoteMs'>; readonly limite: Pick<Limite, 'descontar'>; readonly tiempo: Pick<Tiempo, 'despues'> }): RedCentral => ({
  ...red,
  enviarLote: (gzip) => {
    const espera = gzip.length > MAXIMO_BYTES ? null : ritmo.esperaLoteMs(gzip.length);
    if (espera === null) return red.enviarLote(gzip);
    return new Promise((listo, mal) => {
      let enCamino = 0;
      const enviar = (): void => {
        enCamino += 1;
        red.enviarLote(gzip).then(listo, (error: unknown) => {
          enCamino -= 1;
          if (enCamino === 0) mal(error instanceof Error ? error : new Error('the lote was not sent', { cause: error }));
        }).finally(dejarDeEsperar);
      };
      const dejarDeEsperar = despues(espera, () => {
        limite.descontar(gzip.length);
        enviar();
      });
      enviar();
    });
  },
});
