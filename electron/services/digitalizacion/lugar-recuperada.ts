import type { RepositorioTandas } from '#electron/db/repositories/tanda-repository.ts';

/** Which sheet of which tanda. */
export type LugarHoja = { readonly tanda: string; readonly hoja: number };
type Recuperada = { readonly tanda: string; readonly hoja: number | null; readonly sha256: string };

/**
 * The place of a sheet that an interrupted scan left finished: in the tanda that it was of, under the number that it had;
 * one without a number comes after the others. Null when it is stored there already: the station died between storing it
 * and taking it away. `propio` where nobody knows the tanda, or its number is another sheet's.
 */
export const lugarDeRecuperada = (tandas: RepositorioTandas, { tanda, hoja, sha256 }: Recuperada, propio: LugarHoja): LugarHoja | null => {
  const ultima = tandas.ultimaDe(tanda);
  if (ultima === null) return propio;
  if (hoja === null) return tandas.tiene(tanda, sha256) ? null : { tanda, hoja: ultima + 1 };
  const ya = tandas.bytesDe(tanda, hoja);
  if (ya === null) return { tanda, hoja };
  return ya === sha256 ? null : propio;
};
