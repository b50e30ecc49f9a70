import type { LecturaCampo } from '#shared/domain/lectura.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { cortarFranja, type Lugar } from './franja.ts';
import { VACIA, type Clasificador } from './red.ts';
import { encuadrar, separarCifras, unir, type Cifra } from './separar-cifras.ts';
import { buscarTinta, type Tinta } from './tinta.ts';

/** What was seen at one place of a field: a digit, a blank, or ink that is no digit (`null`). */
export type Visto = { readonly digito: number | null; readonly vacia: boolean; readonly confianza: number };

/** A box where no ink was found is empty but for ink too faint to be found. */
const CONFIANZA_VACIA = 0.99;
const VACIO: Visto = { digito: null, vacia: true, confianza: CONFIANZA_VACIA };

const ver = (p: Float32Array): Visto => {
  let mejor = 0;
  for (let c = 1; c < p.length; c++) if (p[c]! > p[mejor]!) mejor = c;
  return { digito: mejor < 10 ? mejor : null, vacia: mejor === VACIA, confianza: p[mejor]! };
};

/** A box whose ink comes in pieces side by side: one broken digit or several, as the network sees it better. */
const verCaja = (tinta: Tinta, cifras: readonly Cifra[], clasificar: Clasificador): Visto[] => {
  const una = (c: Cifra): Visto => ver(clasificar(encuadrar(tinta, c)));
  if (cifras.length <= 1) return cifras.map(una);
  const junta = una(unir(cifras));
  const sueltas = cifras.map(una).filter((v) => !v.vacia);
  const peor = Math.min(...sueltas.map((v) => (v.digito === null ? 0 : v.confianza)));
  return junta.digito !== null && junta.confianza >= peor ? [junta] : sueltas;
};

/** What is seen in a field, from the left. */
export const verCampo = (lugar: Lugar, cajas: readonly Rect[], clasificar: Clasificador): Visto[] => {
  const tinta = buscarTinta(cortarFranja(lugar, cajas));
  return separarCifras(tinta).flatMap((cifras) => (cifras.length === 0 ? [VACIO] : verCaja(tinta, cifras, clasificar)));
};

/**
 * The number of a field: digits together, whatever the boxes left blank before or after them. Null when all is blank (with the
 * confidence that it is), and null with confidence 0 when it cannot be said: ink that is no digit, more than three digits, a
 * blank between digits.
 */
export const armarCampo = (vistos: readonly Visto[]): LecturaCampo => {
  const confianza = vistos.reduce((c, v) => c * v.confianza, 1);
  const llenas = vistos.flatMap((v, i) => (v.vacia ? [] : [i]));
  const [primera, ultima] = [llenas[0], llenas.at(-1)];
  if (primera === undefined || ultima === undefined) return { valor: null, confianza };
  const cifras = vistos.slice(primera, ultima + 1).map((v) => v.digito);
  if (cifras.length > 3 || cifras.includes(null)) return { valor: null, confianza: 0 };
  return { valor: Number(cifras.join('')), confianza };
};

