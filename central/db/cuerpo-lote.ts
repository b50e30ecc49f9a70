import { gunzipSync } from 'node:zlib';

/** One place of a journal. */
export type Lugar = { readonly seq: number; readonly hash: string; readonly previo: string; readonly texto: string };

/** A stored lote opened: it was proved before it was stored, so that its lines are believed. */
export const abrirCuerpo = (cuerpo: Uint8Array): { readonly texto: string; readonly desde: number; readonly hasta: number; readonly en: (seq: number) => Lugar } => {
  const texto = gunzipSync(cuerpo).toString('utf8');
  const lineas = texto.split('\n');
  const { desde, hasta, cabeza } = JSON.parse(lineas[0]!) as { desde: number; hasta: number; cabeza: string };
  const linea = (seq: number): string => lineas[seq - desde + 1]!;
  const previo = (seq: number): string => (JSON.parse(linea(seq)) as { previo: string }).previo;
  // The hash of each is what the next one says that comes before it, and of the last what the header says.
  return { texto, desde, hasta, en: (seq) => ({ seq, texto: linea(seq), previo: previo(seq), hash: seq === hasta ? cabeza : previo(seq + 1) }) };
};

/** The places from `desde` to `hasta` that these lotes hold, in order, each once. */
export const lugaresEntre = (cuerpos: readonly Uint8Array[], desde: number, hasta: number): Lugar[] => {
  const lugares = new Map<number, Lugar>();
  for (const lote of cuerpos.map(abrirCuerpo)) {
    for (let seq = Math.max(desde, lote.desde); seq <= Math.min(hasta, lote.hasta); seq++) if (!lugares.has(seq)) lugares.set(seq, lote.en(seq));
  }
  return [...lugares.values()].sort((a, b) => a.seq - b.seq);
};

/** The images that a lote names, as its row says them. */
export const imagenesNombradas = (imagenes: string): string[] => (imagenes === '' ? [] : imagenes.split(' '));
