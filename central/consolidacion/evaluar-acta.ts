import { clavesVoto } from '#shared/domain/eleccion.ts';
import { evaluar, type Evaluacion } from '#shared/domain/inconsistencias.ts';
import type { Reglas } from '#shared/domain/paquete.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { ActaDeCatalogo } from '#central/catalogo.ts';

/** The decision table over one verified acta, with the catalogue's limits. */
export const evaluarActa = (reglas: Reglas, fila: ActaDeCatalogo, valores: Valores): Evaluacion => evaluar({
  identificada: true,
  sinActa: null,
  valores,
  claves: clavesVoto(fila.eleccion),
  listaNominal: fila.acta.listaNominal,
  representantes: fila.acta.representantes,
  tipoCasilla: fila.casilla.tipo,
  maximoBoletasEspecial: fila.eleccion.maximoBoletasEspecial,
  excedeCombinada: reglas.excedeCombinada,
});
