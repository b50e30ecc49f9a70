import { PARTES, type ContratoEstacion, type Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';

export type Sala = Salida<ContratoEstacion, 'supervision.sala'>;
export const PARTES_SALA: readonly Parte[] = PARTES;
/** A room at its peak changes three times a second: nobody reads faster than this. */
const PAUSA_MS = 1_000;

export const useSala = crearAlmacen<{ readonly sala: Carga<Sala> }>(() => ({ sala: cargaInicial() }));

const pausa = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, PAUSA_MS); });

const recargar = crearRecarga(
  () => api()['supervision.sala']({}),
  (r) => useSala.setState((s) => ({ sala: cargaCon(s.sala, r) })),
);
let ocupada = false;
let otraVez = false;

/** Loads the room now; when it was loaded less than a second ago, once that second is over. */
export const cargarSala = async (): Promise<void> => {
  otraVez = true;
  if (ocupada) return;
  ocupada = true;
  while (otraVez) {
    otraVez = false;
    await recargar();
    await pausa();
  }
  ocupada = false;
};

/** An acta is still for too long, and a post falls silent, without anything happening: the room is asked for though nothing was told. */
const CADA_MS = 15_000;
/** Keeps the room up to date while nothing happens in it. Gives back how to stop. */
export const vigilarSala = (): (() => void) => {
  const reloj = setInterval(() => void cargarSala(), CADA_MS);
  return () => clearInterval(reloj);
};
