import type { Evento } from '#shared/domain/evento.ts';

/** Events that name an image whose bytes the central takes. */
const CON_IMAGEN: ReadonlySet<string> = new Set(['imagen.guardada', 'acta.verificada', 'acta.fuera_de_catalogo']);

/** The images that travel with these events, with their size in bytes. */
export const imagenesNombradas = (eventos: readonly Evento[]): Map<string, number> => {
  const imagenes = new Map<string, number>();
  for (const e of eventos) {
    if (!CON_IMAGEN.has(e.tipo)) continue;
    const { imagen, bytes } = e.datos as { imagen: string; bytes: number };
    imagenes.set(imagen, bytes);
  }
  return imagenes;
};
