import type { Giro } from '#shared/domain/examen.ts';
import type { Punto, Quad } from '#shared/domain/homografia.ts';
import { leerQr } from '#shared/domain/qr.ts';
import type { PaginaGris } from './decodificar.ts';
import { localizarDensos } from './lectores/localizar.ts';
import { regionDe, type RegionQr } from './lectores/lugares.ts';
import { PASOS, type Busca, type LectorQr } from './lectores/pasos.ts';
import type { CodigoVisto } from './lectores/zxing.ts';

export type QrEncontrado = {
  readonly texto: string;
  readonly lector: LectorQr;
  readonly region: RegionQr;
  /** Clockwise degrees that would set the label, and so the page, upright. */
  readonly giro: Giro;
  /** Its corners in pixels of the page, the first being the code's own top left. */
  readonly lugar: Quad;
};

export type OpcionesQr = {
  /** Where the template has its QR, in pixels of the page, in the order of the upright page: known once its marks are found. */
  readonly lugar?: Quad | undefined;
  /** Milliseconds of this thread's processor after which nothing more is tried: a busy machine reads the same as an idle one. Default 2,500. */
  readonly presupuestoMs?: number;
};

const aGiro = (rotacion: number): Giro => {
  const cuartos = (((Math.round(-rotacion / 90) % 4) + 4) % 4) * 90;
  return cuartos === 90 || cuartos === 180 || cuartos === 270 ? cuartos : 0;
};

/** How sure a text is of an acta: 0 our label, which has a checksum; 1 the pipe-joined payload; 2 something else; null a label misread. */
const claseDe = ({ texto, lineal }: CodigoVisto): 0 | 1 | 2 | null => {
  if (texto === null) return null;
  const leido = leerQr(texto);
  if (leido?.formato === 'etiqueta') return 0;
  // A barcode has one check character or none: only a text with a checksum of its own is believed.
  if (lineal || /^ACP1\./i.test(texto.trim())) return null;
  return leido ? 1 : 2;
};

/**
 * The code of the acta in a page, or null. A page may carry other codes: one whose text is of an acta is preferred, our labels
 * first, and any other is given only when there is none (identificarQr then says what it is).
 */
export const buscarQr = async (pagina: PaginaGris, { lugar, presupuestoMs = 2_500 }: OpcionesQr = {}): Promise<QrEncontrado | null> => {
  const desde = process.threadCpuUsage();
  const seguir = (): boolean => {
    const { user, system } = process.threadCpuUsage(desde);
    return user + system < presupuestoMs * 1000;
  };
  let lugaresDensos: readonly Punto[] | null = null;
  const densos = (cuantos: number): readonly Punto[] => (lugaresDensos ??= localizarDensos(pagina, 4)).slice(0, cuantos);
  const busca: Busca = { pagina, lugar, seguir, densos };
  let ajeno: QrEncontrado | null = null;
  for (const paso of PASOS) {
    if (!seguir()) break;
    let dePrep: QrEncontrado | null = null;
    for await (const { codigo, lector } of paso(busca)) {
      const clase = claseDe(codigo);
      if (clase === null || codigo.texto === null) continue;
      const encontrado: QrEncontrado = { texto: codigo.texto, lector, region: regionDe(pagina, codigo.lugar), giro: aGiro(codigo.rotacion), lugar: codigo.lugar };
      if (clase === 0) return encontrado;
      if (clase === 1) dePrep ??= encontrado;
      else ajeno ??= encontrado;
      if (!seguir()) break;
    }
    if (dePrep) return dePrep;
  }
  return ajeno;
};
