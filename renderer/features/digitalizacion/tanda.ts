import type { EscanerBandeja, ImagenBandeja, TandaDetenidaBandeja } from '#shared/api/bandeja.ts';
import { es } from '#renderer/i18n/es.ts';

/** Whether sheets of a scanner are on their way, out of the device or still being looked at. */
export const trabaja = (e: Pick<EscanerBandeja, 'estado' | 'tanda'>): boolean => e.estado === 'escaneando' || e.estado === 'cancelando' || (e.tanda?.enProceso ?? 0) > 0;

/** Whether a scanner ended its tanda well between two looks. A failed one has its own notice. */
export const tandaTerminada = (antes: EscanerBandeja | undefined, ahora: EscanerBandeja): boolean => {
  if (trabaja(ahora) || !ahora.tanda || ahora.tanda.falla || ahora.tanda.recibidas === 0) return false;
  return antes !== undefined && (trabaja(antes) || antes.tanda?.tanda !== ahora.tanda.tanda);
};

/** Whether a scanner stopped half way between two looks. */
export const tandaFallida = (antes: EscanerBandeja | undefined, { tanda }: EscanerBandeja): boolean => {
  if (!antes || !tanda?.falla) return false;
  return antes.tanda?.tanda !== tanda.tanda || antes.tanda.falla === null;
};

/** `1, 4 y 9`; `1 a 12`. Consecutive numbers go together. */
export const enumerar = (numeros: readonly number[]): string => {
  const tramos: (readonly [number, number])[] = [];
  for (const n of numeros.toSorted((a, b) => a - b)) {
    const ultimo = tramos.at(-1);
    if (ultimo && n <= ultimo[1] + 1) tramos[tramos.length - 1] = [ultimo[0], Math.max(ultimo[1], n)];
    else tramos.push([n, n]);
  }
  const textos = tramos.flatMap(([a, b]) => (a === b ? [String(a)] : b === a + 1 ? [String(a), String(b)] : [`${a} a ${b}`]));
  return textos.length < 2 ? textos.join('') : `${textos.slice(0, -1).join(', ')} y ${textos.at(-1) ?? ''}`;
};

/** A sheet with nothing on it: it is set aside, there is nothing to scan again. */
export const esBlanca = (hoja: ImagenBandeja): boolean => hoja.estado === 'rechazada' && hoja.medidas.some((m) => m.nombre === 'hoja_blanca' && m.veredicto === 'repetir');

type QueHacer = { readonly guardadas: string; readonly ordenes: string; readonly ademas: readonly string[] };

/** The account of a tanda that stopped, as the operator is told it. */
export const queHacer = ({ cuenta, tipo, recuperando }: Pick<TandaDetenidaBandeja, 'cuenta' | 'tipo' | 'recuperando'>): QueHacer => {
  const T = es.digitalizacion.fallas;
  const { guardadas, faltan, desde, repetir, repetidas } = cuenta;
  const dichas = guardadas.length === 0 ? T.ninguna : T.guardadas(enumerar(guardadas), guardadas.length);
  const ademas = [
    ...(repetir.length === 0 ? [] : [T.ademas(enumerar(repetir), repetir.length)]),
    ...(repetidas.length === 0 ? [] : [T.repetidas(enumerar(repetidas), repetidas.length)]),
  ];
  if (tipo === 'carpeta') return { guardadas: T.archivos(guardadas.length), ordenes: T.carpeta, ademas };
  if (tipo === 'recuperadas') return { guardadas: T.recuperadas(guardadas.length), ordenes: T.sinNumero, ademas };
  if (recuperando) return { guardadas: dichas, ordenes: T.recuperando, ademas: [] };
  return { guardadas: dichas, ordenes: faltan.length === 0 ? T.repetir(desde) : T.huecos(enumerar(faltan), faltan.length, desde), ademas };
};
