/** A marked part of a JPEG's head, from its 0xff to its end. */
export type Segmento = { readonly marca: number; readonly desde: number; readonly hasta: number };

const [SOS, EOI] = [0xda, 0xd9] as const;

/** The segments from `desde` to the next scan or to the end, and where that is; null when they are not as they should (ITU-T T.81, B.1). */
export const leerSegmentos = (b: Uint8Array, desde = 2): { readonly segmentos: readonly Segmento[]; readonly imagen: number } | null => {
  const segmentos: Segmento[] = [];
  for (let i = desde; i + 2 <= b.length; ) {
    const marca = b[i + 1]!;
    if (b[i] === 0xff && (marca === SOS || marca === EOI)) return { segmentos, imagen: i };
    if (b[i] !== 0xff || marca < 0xc0 || (marca >= 0xd0 && marca < EOI) || marca === 0xff || i + 4 > b.length) return null;
    const hasta = i + 2 + b[i + 2]! * 256 + b[i + 3]!;
    segmentos.push({ marca, desde: i, hasta });
    i = hasta;
  }
  return null;
};
