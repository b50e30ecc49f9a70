import type { EscanerBandeja, ImagenBandeja } from '#shared/api/contrato-estacion.ts';

type Tanda = NonNullable<EscanerBandeja['tanda']>;

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

/** After a tanda that stopped half way: what is safe and what goes again through the scanner. */
export type Cuenta = {
  /** Sheets that are stored, by number. */
  readonly guardadas: readonly number[];
  /** First sheet that is not stored: it and all that follow go again. */
  readonly desde: number;
  /** Stored, but their image is of no use: they go again too. */
  readonly repetir: readonly number[];
};

/** Sheets leave the feeder in order: those before the one that was lost are stored. */
export const cuentaDe = (tanda: Tanda, imagenes: readonly ImagenBandeja[]): Cuenta => {
  const desde = tanda.hojaPerdida ?? tanda.recibidas + 1;
  const guardadas = Array.from({ length: desde - 1 }, (_, i) => i + 1);
  const repetir = imagenes.flatMap((i) => (i.tanda === tanda.tanda && i.estado === 'rechazada' && !esBlanca(i) && i.hoja !== null && i.hoja < desde ? [i.hoja] : []));
  return { guardadas, desde, repetir: [...new Set(repetir)].sort((a, b) => a - b) };
};
