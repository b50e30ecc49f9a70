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
 * each with the number that it had and the tanda that it was of, one interrupted scan after another. Those of which only
 * a part came are discarded: their numbers are missing from the account of their tanda. Where no tanda is known the scan
 * ends with `escaner_pagina_incompleta` that names the first of them.
 */
export const crearEscanerRecuperadas = ({ bandeja, revisarMs = REVISAR_MS }: OpcionesRecuperadas): Escaner => {
  let hojas = 0;
  let desde = 0;

  const darResto = async (resto: Resto, entregar: (hoja: Hoja) => Promise<void>, cancelar?: AbortSignal): Promise<number | null> => {
    let incompleta: number | null = null;
    // Behind a part of a page without a number, nobody knows which numbers the next ones had.
    let { tanda } = resto;
    for (const { ruta, hoja, terminada } of resto.hojas) {
      if (cancelar?.aborted) throw new AppError('escaner_cancelado');
      const bytes = terminada ? await readFile(ruta) : null;
      if (bytes === null || estaCompleta(bytes) === false) {
        incompleta ??= hoja;
        if (hoja === null) tanda = null;
      } else {
        const fuente = hoja === null ? `${resto.escaner}, hoja recuperada` : `${resto.escaner}, hoja ${hoja} recuperada`;
        await entregar({ bytes, fuente, hoja, origen: 'CATD', digitalizacion: 'ESCANER', ...(tanda === null ? {} : { tanda }) });
      }
      await bandeja.quitar(ruta);
    }
    return resto.tanda === null ? incompleta : null;
  };

  return {
    id: ID_RECUPERADAS, nombre: 'Hojas recuperadas', tipo: 'recuperadas',
    hojas: () => hojas,
    escanear: async (entregar, cancelar) => {
      try {
        for (const resto of await bandeja.restos()) {
          const incompleta = await darResto(resto, entregar, cancelar);
          if (incompleta !== null) throw new AppError('escaner_pagina_incompleta', { hoja: incompleta });
          // Those of no known tanda go one scan at a time: two of them have sheets of the same number.
          if (resto.tanda === null) return;
        }
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
