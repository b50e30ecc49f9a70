import type { Escaner, Hoja } from './escaner.ts';

/** What a page is. It comes from this center's scanner unless it says otherwise. */
export type ContenidoPagina = Pick<Hoja, 'bytes' | 'fuente'> & Partial<Pick<Hoja, 'origen' | 'digitalizacion'>>;
/** A page of the tray, made when its turn comes: drawing forty actas beforehand would take a minute. */
export type PaginaVirtual = () => Promise<ContenidoPagina> | ContenidoPagina;
export type EscanerVirtual = Escaner & {
  /** Puts pages on the tray, behind those that wait. */
  readonly cargar: (paginas: readonly PaginaVirtual[]) => void;
};

/** A scanner without paper: a tray of pages, for drills, demos and tests. */
export const crearEscanerVirtual = (nombre = 'Escáner virtual', paginas: readonly PaginaVirtual[] = []): EscanerVirtual => {
  const charola = [...paginas];
  let leidas = 0;
  return {
    id: 'virtual', nombre, tipo: 'virtual',
    hojas: () => charola.length,
    cargar: (nuevas) => void charola.push(...nuevas),
    escanear: async (entregar) => {
      for (let pagina = charola[0]; pagina; pagina = charola[0]) {
        await entregar({ origen: 'CATD', digitalizacion: 'ESCANER', ...(await pagina()), hoja: leidas + 1 });
        // Only now has the sheet left the tray: a failure leaves it for the next scan.
        charola.shift();
        leidas += 1;
      }
    },
  };
};
