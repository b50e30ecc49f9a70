import { camposDe, type ActaEsperada } from '#shared/domain/acta.ts';
import { esEspecial, type Casilla } from '#shared/domain/casilla.ts';
import { ASENTADO, NO_REGISTRADAS, NULOS, type Eleccion } from '#shared/domain/eleccion.ts';
import type { Valor, Valores } from '#shared/domain/valor.ts';
import { crearAzar } from './azar.ts';

/** Splits a whole by weights, to the last unit. */
const repartir = (total: number, pesos: readonly number[]): number[] => {
  const suma = pesos.reduce((a, b) => a + b, 0);
  const partes = pesos.map((p) => Math.floor((total * p) / suma));
  let resto = total - partes.reduce((a, b) => a + b, 0);
  for (let i = 0; resto > 0; i = (i + 1) % partes.length, resto--) partes[i] = (partes[i] ?? 0) + 1;
  return partes;
};

/**
 * Figures as an acta might have them when there is no truth to copy: 35–70 % of the lista nominal votes, everything adds up,
 * no inconsistency. The same seed gives the same figures.
 */
export const inventarValores = (eleccion: Eleccion, casilla: Casilla, acta: ActaEsperada, semilla: number | string): Valores => {
  const azar = crearAzar(semilla);
  const boletas = (esEspecial(casilla.tipo) ? Math.min(400, eleccion.maximoBoletasEspecial) : acta.listaNominal) + (acta.representantes ?? 0);
  const personas = Math.floor((boletas - (acta.representantes ?? 0)) * azar.entre(0.35, 0.7));
  const representantes = azar.entero(0, Math.min(8, acta.representantes ?? 0));
  const votos = personas + representantes;
  const nulos = Math.min(votos, Math.round(votos * azar.entre(0.005, 0.03)));
  const noRegistradas = Math.min(votos - nulos, azar.elegir([0, 0, 0, 1, 2]));
  const clases = new Map(eleccion.columnas.map((c) => [c.clave, c.clase]));
  const columnas = camposDe(eleccion, casilla).flatMap((c) => (c.grupo === 'votos' && clases.has(c.clave) ? [c.clave] : []));
  // Few people mark several emblems of a coalition: its combinations get a small part.
  const pesos = columnas.map((c) => azar.entre(0.1, 1) ** 3 * (clases.get(c) === 'coalicion' ? 0.06 : 1) + 0.001);
  const partes = repartir(votos - nulos - noRegistradas, pesos);
  const valores: Record<string, Valor> = {
    TOTAL_BOLETAS_SOBRANTES: boletas - votos,
    TOTAL_PERSONAS_VOTARON: personas,
    TOTAL_REP_PARTIDO_CI_VOTARON: representantes,
    TOTAL_VOTOS_SACADOS: votos,
    [NO_REGISTRADAS]: noRegistradas,
    [NULOS]: nulos,
    [ASENTADO]: votos,
  };
  columnas.forEach((c, i) => (valores[c] = partes[i] ?? 0));
  return valores;
};
