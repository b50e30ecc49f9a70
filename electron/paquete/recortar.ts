import { ambitoDe } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type Recorte = {
  /** Local district, any padding. */
  readonly distrito?: string;
  /** At most so many casillas, taken evenly along the catalogue. */
  readonly casillas?: number;
  readonly catd?: string;
};

const mismoId = (a: string | undefined, b: string): boolean => a !== undefined && (a === b || (/^\d+$/.test(a) && Number(a) === Number(b)));

const espaciadas = (casillas: readonly Casilla[], cuantas: number): Casilla[] =>
  cuantas >= casillas.length ? [...casillas] : Array.from({ length: cuantas }, (_, i) => casillas[Math.floor((i * casillas.length) / cuantas)]!);

/** A smaller package: some casillas with their actas, and only the ballots and candidacies of the places that stay. Throws AppError `opcion_invalida`. */
export const recortar = (paquete: Paquete, { distrito, casillas: cuantas, catd }: Recorte): Paquete => {
  let casillas = paquete.casillas;
  if (distrito !== undefined) casillas = casillas.filter((c) => mismoId(c.distrito?.id, distrito));
  if (catd !== undefined) casillas = casillas.filter((c) => c.catd === catd);
  if (cuantas !== undefined) casillas = espaciadas(casillas, cuantas);
  if (casillas.length === 0) throw new AppError('opcion_invalida', { opcion: distrito === undefined ? '--solo-catd' : '--distrito', detalle: 'ninguna casilla es de ahí' });
  const quedan = new Set(casillas.map((c) => c.clave));
  const actas = paquete.actas.filter((a) => quedan.has(a.casilla));
  const conActas = new Set(actas.map((a) => a.eleccion));
  const elecciones = paquete.elecciones.filter((e) => conActas.has(e.id)).map((e) => {
    const ambitos = new Set(casillas.map((c) => ambitoDe(e, c)));
    return { ...e, boletas: Object.fromEntries(Object.entries(e.boletas).filter(([id]) => ambitos.has(id))) };
  });
  const candidaturas = paquete.candidaturas.filter((c) => {
    const eleccion = elecciones.find((e) => e.id === c.eleccion);
    return eleccion !== undefined && (c.ambito === null || casillas.some((casilla) => ambitoDe(eleccion, casilla) === c.ambito));
  });
  return { ...paquete, elecciones, casillas, actas, candidaturas };
};
