import { problemasDeCaptura } from '#shared/domain/captura.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { Catalogo } from '#central/catalogo.ts';
import { evaluarActa } from '#central/consolidacion/evaluar-acta.ts';
import type { ClaseHito } from '#central/db/esquema.ts';

export type Hito = {
  readonly acta: string;
  readonly eleccion: TipoEleccion;
  readonly clase: ClaseHito;
  readonly hora: string;
  readonly imagen: string | null;
};
/** A milestone (null when it cannot be published) and what to alarm about it; null for any other event. */
export type LecturaHito =
  | { readonly hito: Hito | null; readonly alarma: 'hito_invalido' | 'evaluacion_distinta'; readonly detalle: string }
  | { readonly hito: Hito; readonly alarma: null }
  | null;

const invalido = (detalle: string): LecturaHito => ({ hito: null, alarma: 'hito_invalido', detalle });

const deVerificada = (catalogo: Catalogo, evento: Evento, datos: DatosEvento<'acta.verificada'>): LecturaHito => {
  const fila = evento.acta === undefined ? null : catalogo.acta(evento.acta);
  if (fila === null) return invalido('acta fuera del catálogo');
  if (fila.eleccion.id !== datos.eleccion) return invalido('acta de otra elección');
  const malo = problemasDeCaptura(catalogo.campos(fila.acta.clave), datos.valores)[0];
  if (malo !== undefined) return invalido(`campo ${malo.clave}: ${malo.problema}`);
  const hito: Hito = { acta: fila.acta.clave, eleccion: datos.eleccion, clase: 'verificada', hora: evento.hora, imagen: datos.imagen };
  // What is published comes from the values by our rules: a station that evaluates otherwise is out of date or was touched.
  const nuestra = evaluarActa(catalogo.paquete.reglas, fila, datos.valores);
  const igual = nuestra.contabilizada === datos.evaluacion.contabilizada && nuestra.calculado === datos.evaluacion.calculado && nuestra.observaciones.join() === datos.evaluacion.observaciones.join();
  return igual ? { hito, alarma: null } : { hito, alarma: 'evaluacion_distinta', detalle: `${datos.evaluacion.observaciones.join()} por ${nuestra.observaciones.join()}` };
};

const deSinActa = (catalogo: Catalogo, evento: Evento, datos: DatosEvento<'acta.sin_acta'>): LecturaHito => {
  const fila = evento.acta === undefined ? null : catalogo.acta(evento.acta);
  if (fila?.eleccion.id !== datos.eleccion) return invalido('acta fuera del catálogo');
  if (datos.solicita === datos.confirma) return invalido('SIN ACTA por una sola persona');
  return { hito: { acta: fila.acta.clave, eleccion: datos.eleccion, clase: 'sin_acta', hora: evento.hora, imagen: null }, alarma: null };
};

const deFuera = (catalogo: Catalogo, epoca: string, evento: Evento, datos: DatosEvento<'acta.fuera_de_catalogo'>): LecturaHito => {
  if (evento.acta === undefined || catalogo.eleccion(datos.eleccion) === null) return invalido('elección fuera del paquete');
  if (catalogo.acta(evento.acta) !== null) return invalido('el acta sí está en el catálogo');
  // Its id is the station's own: two stations may use the same one for different papers.
  return { hito: { acta: `${epoca}:${evento.acta}`, eleccion: datos.eleccion, clase: 'fuera', hora: evento.hora, imagen: datos.imagen }, alarma: null };
};

/**
 * What an event means for the publication. The event itself is always kept: a milestone that does not fit the
 * catalogue stays out of the results and raises an alarm, and blocks nothing else. `datos` passed the event's schema.
 */
export const leerHito = (catalogo: Catalogo, epoca: string, evento: Evento): LecturaHito => {
  switch (evento.tipo) {
    case 'acta.verificada': return deVerificada(catalogo, evento, evento.datos as DatosEvento<'acta.verificada'>);
    case 'acta.sin_acta': return deSinActa(catalogo, evento, evento.datos as DatosEvento<'acta.sin_acta'>);
    case 'acta.fuera_de_catalogo': return deFuera(catalogo, epoca, evento, evento.datos as DatosEvento<'acta.fuera_de_catalogo'>);
    default: return null;
  }
};

/** The image that an event names for the first time, with its size where the event says it. */
export const imagenDe = (evento: Evento): { readonly imagen: string; readonly bytes: number } | null => {
  if (evento.tipo !== 'imagen.guardada' && evento.tipo !== 'acta.verificada' && evento.tipo !== 'acta.fuera_de_catalogo') return null;
  const { imagen, bytes } = evento.datos as DatosEvento<'imagen.guardada' | 'acta.verificada' | 'acta.fuera_de_catalogo'>;
  return { imagen, bytes };
};
