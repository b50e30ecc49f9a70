import type { Paquete } from '#shared/domain/paquete.ts';

/**
 * The one rule of the operating window (LEEME 2024, items 41 to 43: recorded acopio times must fall inside it).
 * `dentro`; `rechazada` outside in a jornada; `anotada` outside in a simulacro, which is rehearsed on any day: it is
 * accepted and the event says so.
 */
export const reglaVentana = (paquete: Pick<Paquete, 'modo' | 'ventana'>, horaMs: number): 'dentro' | 'rechazada' | 'anotada' => {
  const dentro = horaMs >= Date.parse(paquete.ventana.inicio) && horaMs <= Date.parse(paquete.ventana.fin);
  if (dentro) return 'dentro';
  return paquete.modo === 'jornada' ? 'rechazada' : 'anotada';
};
