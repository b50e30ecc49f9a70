import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { Hoja } from './escaner.ts';
import { estaCompleta } from './pagina-completa.ts';

export type OpcionesRecoleccion = {
  readonly entregar: (hoja: Hoja) => Promise<void>;
  /** Name of the scanner, for the sheet's source. */
  readonly nombre: string;
  /** Takes the page away once it is stored. */
  readonly quitar: (ruta: string) => Promise<void>;
  /** A page was handed over: there is room for another. */
  readonly alEntregar?: () => void;
  /** Handing over failed: the device must stop. Pages behind stay where they are. */
  readonly alFallar: () => void;
};

/** Hands over pages one after another, in the order in which they are announced, while the device goes on. */
export type Recoleccion = {
  readonly anunciar: (ruta: string, hoja: number) => void;
  readonly entregadas: () => number;
  /** Resolves when all that was announced is handed over. Rejects with the first failure. */
  readonly terminar: () => Promise<void>;
};

const darHoja = async (o: OpcionesRecoleccion, ruta: string, hoja: number): Promise<void> => {
  const bytes = await readFile(ruta).catch(() => {
    throw new AppError('escaner_pagina_incompleta', { hoja });
  });
  // A page of an unknown format is given for what it is: whoever receives it keeps its bytes and refuses it.
  if (estaCompleta(bytes) === false) {
    await o.quitar(ruta);
    throw new AppError('escaner_pagina_incompleta', { hoja });
  }
  await o.entregar({ bytes, fuente: `${o.nombre}, hoja ${hoja}`, hoja, origen: 'CATD', digitalizacion: 'ESCANER' });
  await o.quitar(ruta);
};

/** See `Recoleccion`. */
export const crearRecoleccion = (o: OpcionesRecoleccion): Recoleccion => {
  let falla: { readonly error: unknown } | null = null;
  let entregadas = 0;
  let cola: Promise<void> = Promise.resolve();
  const dar = async (ruta: string, hoja: number): Promise<void> => {
    if (falla) return;
    try {
      await darHoja(o, ruta, hoja);
      entregadas += 1;
      o.alEntregar?.();
    } catch (error) {
      falla = { error };
      o.alFallar();
    }
  };
  return {
    anunciar: (ruta, hoja) => { cola = cola.then(() => dar(ruta, hoja)); },
    entregadas: () => entregadas,
    terminar: async () => {
      await cola;
      if (falla) throw falla.error;
    },
  };
};
