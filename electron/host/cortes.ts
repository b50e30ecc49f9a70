import type { Central } from '#central/crear-central.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';

/**
 * Publishes a cut now and then every `ms`, one at a time; a failed one is logged and the next is tried, and what
 * waits too long to be published raises its alarm. Before the
 * window of operation opens there is nothing to publish. Gives back how to stop, which waits for the one under way.
 */
export const cortarCada = (ms: number, central: Pick<Central, 'corte' | 'vigilar'>, registro: Registro): (() => Promise<void>) => {
  let enCurso: Promise<void> = Promise.resolve();
  const cortar = async (): Promise<void> => {
    try {
      await central.corte({ ultimo: false });
    } catch (error) {
      registro.error('corte no publicado', { error: error instanceof AppError ? error.codigo : String(error) });
    }
    await central.vigilar().catch((error: unknown) => registro.error('retraso no medido', { error: String(error) }));
  };
  const paso = (): void => {
    enCurso = enCurso.then(cortar);
  };
  paso();
  const reloj = setInterval(paso, ms);
  return () => {
    clearInterval(reloj);
    return enCurso;
  };
};
