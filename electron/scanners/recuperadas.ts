import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { BandejaTemporal, Resto } from './bandeja-temporal.ts';
import type { Escaner, Hoja } from './escaner.ts';
import { estaCompleta } from './pagina-completa.ts';

const ID_RECUPERADAS = 'recuperadas';
const REVISAR_MS = 5_000;
/** After one that could not be stored (a full disk), the others wait this long. */
const ESPERA_TRAS_FALLA_MS = 60_000;

export type OpcionesRecuperadas = { readonly bandeja: BandejaTemporal; readonly revisarMs?: number };

/**
 * Sheets that a scanner had finished and the station had not yet when it stopped: they are handed over by themselves,
 * each under the number that it had, one interrupted scan after another. Those of which only a part came are discarded,
 * and the scan ends with `escaner_pagina_incompleta` that names the first of them.
 */
export const crearEscanerRecuperadas = ({ bandeja, revisarMs = REVISAR_MS }: OpcionesRecuperadas): Escaner => {
  let hojas = 0;
  let desde = 0;

  const darResto = async (resto: Resto, entregar: (hoja: Hoja) => Promise<void>, cancelar?: AbortSignal): Promise<number | null> => {
    let incompleta: number | null = null;
    for (const { ruta, hoja, terminada } of resto.hojas) {
      if (cancelar?.aborted) throw new AppError('escaner_cancelado');
      const bytes = terminada ? await readFile(ruta) : null;
      if (bytes === null || estaCompleta(bytes) === false) incompleta ??= hoja;
      else await entregar({ bytes, fuente: `${resto.escaner}, hoja ${hoja} recuperada`, hoja, origen: 'CATD', digitalizacion: 'ESCANER' });
      await bandeja.quitar(ruta);
    }
    return incompleta;
  };

  return {
    id: ID_RECUPERADAS, nombre: 'Hojas recuperadas', tipo: 'carpeta',
    hojas: () => hojas,
    escanear: async (entregar, cancelar) => {
      try {
        // One interrupted scan at a time: two of them have sheets of the same number.
        const [resto] = await bandeja.restos();
        if (!resto) return;
        const incompleta = await darResto(resto, entregar, cancelar);
        if (incompleta !== null) throw new AppError('escaner_pagina_incompleta', { hoja: incompleta });
      } catch (error) {
        if (!(error instanceof AppError && error.codigo === 'escaner_pagina_incompleta')) desde = performance.now() + ESPERA_TRAS_FALLA_MS;
        throw error;
      } finally {
        hojas = (await bandeja.restos()).reduce((suma, r) => suma + r.hojas.length, 0);
      }
    },
    vigilar: (alLlegar) => {
      let mirando = false;
      const revisar = async (): Promise<void> => {
        if (mirando || performance.now() < desde) return;
        mirando = true;
        hojas = (await bandeja.restos().catch((): Resto[] => [])).reduce((suma, r) => suma + r.hojas.length, 0);
        mirando = false;
        if (hojas > 0) alLlegar();
      };
      const reloj = setInterval(() => void revisar(), revisarMs);
      reloj.unref();
      void revisar();
      return () => clearInterval(reloj);
    },
  };
};
