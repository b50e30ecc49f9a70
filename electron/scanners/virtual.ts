import type { Escaner, Hoja } from './escaner.ts';

/** A page of the tray, made when its turn comes: drawing forty actas beforehand would take a minute. */
export type PaginaVirtual = () => Promise<Pick<Hoja, 'bytes' | 'fuente'>> | Pick<Hoja, 'bytes' | 'fuente'>;
export type EscanerVirtual = Escaner & {
  /** Puts pages on the tray, behind those that wait. */
  readonly cargar: (paginas: readonly PaginaVirtual[]) => void;
};

/** A scanner without paper: a tray of pages, for drills, demos and tests. */
export const crearEscanerVirtual = (nombre = 'Escáner virtual', paginas: readonly PaginaVirtual[] = []): EscanerVirtual => {
  const charola = [...paginas];
  let leidas = 0;
  return {
    nombre,
    hojas: () => charola.length,
    cargar: (nuevas) => void charola.push(...nuevas),
    escanear: async (entregar) => {
      for (let pagina = charola[0]; pagina; pagina = charola[0]) {
        const { bytes, fuente } = await pagina();
        await entregar({ bytes, fuente, hoja: leidas + 1, origen: 'CATD', digitalizacion: 'ESCANER' });
        // Only now has the sheet left the tray: a failure leaves it for the next scan.
        charola.shift();
        leidas += 1;
      }
    },
  };
};
