import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';

const datosDe = <T extends TipoEvento>(evento: Evento): DatosEvento<T> => evento.datos as DatosEvento<T>;

/** SHA-256 of the files that an event says are stored: what a copy of the journal must have besides. `datos` passed its schema. */
export const nombrados = (evento: Evento): readonly string[] => {
  switch (evento.tipo) {
    case 'hoja.recibida': return [datosDe<'hoja.recibida'>(evento).sha256];
    case 'imagen.guardada': return [datosDe<'imagen.guardada'>(evento).imagen];
    case 'entrada.separada': return [datosDe<'entrada.separada'>(evento).sha256, ...datosDe<'entrada.separada'>(evento).paginas];
    case 'entrada.rechazada': return [datosDe<'entrada.rechazada'>(evento).sha256].filter((sha) => sha !== null);
    default: return [];
  }
};
