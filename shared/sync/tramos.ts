/** A range of places of one journal, both ends included. */
export type Tramo = { readonly desde: number; readonly hasta: number };

/** The same places as few ranges, in order: those that touch or overlap become one. */
export const unirTramos = (tramos: readonly Tramo[]): Tramo[] => {
  const salida: { desde: number; hasta: number }[] = [];
  for (const { desde, hasta } of [...tramos].sort((a, b) => a.desde - b.desde)) {
    const ultimo = salida.at(-1);
    if (ultimo && desde <= ultimo.hasta + 1) ultimo.hasta = Math.max(ultimo.hasta, hasta);
    else salida.push({ desde, hasta });
  }
  return salida;
};

/** What of `tramo` is not in `cubiertos`. */
export const faltanDe = (tramo: Tramo, cubiertos: readonly Tramo[]): Tramo[] => {
  const salida: Tramo[] = [];
  let desde = tramo.desde;
  for (const c of unirTramos(cubiertos)) {
    if (c.hasta < desde) continue;
    if (c.desde > tramo.hasta) break;
    if (c.desde > desde) salida.push({ desde, hasta: c.desde - 1 });
    desde = c.hasta + 1;
  }
  if (desde <= tramo.hasta) salida.push({ desde, hasta: tramo.hasta });
  return salida;
};
