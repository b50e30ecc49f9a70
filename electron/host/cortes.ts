import type { Central } from '#central/crear-central.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';

const MINUTO_MS = 60_000;

export type PartesCortes = {
  readonly ms: number;
  readonly central: Pick<Central, 'corte' | 'vigilar'>;
  readonly registro: Registro;
  /** Told, once each time that it changes, what whoever looks after the central must know. Left out: nobody. */
  readonly decir?: (texto: string) => void;
};

/**
 * Publishes a cut now and then, one at a time; a failed one is logged and said, and the next is tried, and what
 * waits too long to be published raises its alarm. Before the window of operation opens there is nothing to publish.
 * Gives back how to stop, which waits for the one under way.
 */
export const cortarCada = ({ ms, central, registro, decir = () => undefined }: PartesCortes): (() => Promise<void>) => {
  let enCurso: Promise<void> = Promise.resolve();
  let dicho: string | null = null;
  /** Null: all is well. */
  const avisar = (texto: string | null): void => {
    if (texto !== null && texto !== dicho) decir(texto);
    if (texto === null && dicho !== null) decir('Los cortes se publican de nuevo.');
    dicho = texto;
  };
  const publicar = async (): Promise<string | null> => {
    try {
      await central.corte({ ultimo: false });
      return null;
    } catch (error) {
      registro.error('corte no publicado', { error: error instanceof AppError ? error.codigo : String(error) });
      if (error instanceof AppError && error.codigo === 'corte_antes_de_inicio') return null;
      return `No se publicó el corte: ${error instanceof AppError ? mensaje(error.codigo, error.parametros) : `${String(error)}.`} Se intentará otra vez en el siguiente.`;
    }
  };
  const medir = async (): Promise<string | null> => {
    try {
      const { alarma, actas, ms: espera } = await central.vigilar();
      return alarma ? `ALARMA: ${String(actas)} actas recibidas no se han publicado; la más antigua espera desde hace ${String(Math.floor(espera / MINUTO_MS))} min.` : null;
    } catch (error) {
      registro.error('retraso no medido', { error: String(error) });
      return null;
    }
  };
  const cortar = async (): Promise<void> => {
    const falla = await publicar();
    const retraso = await medir();
    avisar(falla === null && retraso === null ? null : [falla, retraso].filter((t) => t !== null).join(' '));
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
