import sharp, { type Sharp } from 'sharp';
import type { Giro } from '#shared/domain/examen.ts';
import type { Punto, Quad } from '#shared/domain/homografia.ts';
import { leerQr } from '#shared/domain/qr.ts';
import type { PaginaGris } from './decodificar.ts';
import { promediar, recortar, type Recorte } from './lectores/gris.ts';
import { localizarDensos } from './lectores/localizar.ts';
import { leerMuestreo, type PistaLugar } from './lectores/muestreo.ts';
import type { Busqueda, Escala } from './lectores/rejilla.ts';
import { leerZxing, type CodigoVisto } from './lectores/zxing.ts';

/** Parts of the page where a code may be; `etiqueta` is the corner where the label is on a page scanned upright. */
export const REGIONES_QR = ['etiqueta', 'abajo_derecha', 'arriba_derecha', 'abajo_izquierda', 'pagina'] as const;
export type RegionQr = (typeof REGIONES_QR)[number];

/** What it took to read it. */
export type LectorQr = 'zxing' | 'zxing+media' | 'zxing+mediana' | 'zxing+ampliado' | 'muestreo';

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

/** A code as one reader saw it. */
type Hallazgo = { readonly codigo: CodigoVisto; readonly lector: LectorQr };
type Busca = {
  readonly pagina: PaginaGris;
  readonly lugar: Quad | undefined;
  readonly seguir: () => boolean;
  /** The places most crowded with edges; worked out once. */
  readonly densos: (cuantos: number) => readonly Punto[];
};
type Paso = (busca: Busca) => AsyncGenerator<Hallazgo>;

const aGiro = (rotacion: number): Giro => {
  const cuartos = (((Math.round(-rotacion / 90) % 4) + 4) % 4) * 90;
  return cuartos === 90 || cuartos === 180 || cuartos === 270 ? cuartos : 0;
};

type Esquina = Exclude<RegionQr, 'pagina'>;
const ESQUINAS: readonly Esquina[] = ['etiqueta', 'abajo_derecha', 'arriba_derecha', 'abajo_izquierda'];

/** 36 × 30 % of the page: the label boxes with room for a page badly placed. */
const recorteDe = ({ ancho, alto }: PaginaGris, cual: Esquina): Recorte => {
  const apaisada = ancho >= alto;
  const [w, h] = [Math.round(ancho * (apaisada ? 0.3 : 0.36)), Math.round(alto * (apaisada ? 0.36 : 0.3))];
  const x = cual === 'arriba_derecha' || cual === 'abajo_derecha' ? ancho - w : 0;
  const y = cual === 'abajo_derecha' || cual === 'abajo_izquierda' ? alto - h : 0;
  return { x, y, ancho: w, alto: h };
};

const regionDe = (pagina: PaginaGris, lugar: Quad): RegionQr => {
  const [x, y] = [0, 1].map((eje) => lugar.reduce((suma, p) => suma + (p[eje] ?? 0), 0) / 4) as [number, number];
  return ESQUINAS.find((e) => {
    const r = recorteDe(pagina, e);
    return x >= r.x && y >= r.y && x < r.x + r.ancho && y < r.y + r.alto;
  }) ?? 'pagina';
};

/** The rectangle that holds a quadrilateral, with `aire` times its size around. */
const alrededor = (quad: Quad, aire: number): Recorte => {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margen = Math.max(x1 - x0, y1 - y0) * aire;
  return { x: Math.floor(x0 - margen), y: Math.floor(y0 - margen), ancho: Math.ceil(x1 - x0 + 2 * margen), alto: Math.ceil(y1 - y0 + 2 * margen) };
};

/** Brings what was seen in a piece of the page, drawn `escala` times its size, to pixels of the page. */
const enPagina = (codigo: CodigoVisto, { x, y }: { readonly x: number; readonly y: number }, escala = 1): CodigoVisto => {
  const mover = ([px, py]: Punto): Punto => [px / escala + x, py / escala + y];
  const [a, b, c, d] = codigo.lugar;
  return { ...codigo, lugar: [mover(a), mover(b), mover(c), mover(d)] };
};

const crudo = (p: PaginaGris): Sharp => sharp(p.datos, { raw: { width: p.ancho, height: p.alto, channels: 1 } });

const aGris = async (imagen: Sharp): Promise<PaginaGris> => {
  const { data, info } = await imagen.toColourspace('b-w').extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};

/** Salt-and-pepper noise away. */
const mediana = (p: PaginaGris): Promise<PaginaGris> => aGris(crudo(p).median(3));

/** Small or blurred modules made larger and crisper. */
const ampliada = (p: PaginaGris): Promise<PaginaGris> => aGris(crudo(p).resize(p.ancho * 2, p.alto * 2, { kernel: 'cubic' }).sharpen({ sigma: 2 }));

/** The whole page, no larger than what the reader needs. */
const LADO_PAGINA = 2400;
const reducida = (p: PaginaGris): Promise<PaginaGris> =>
  Math.max(p.ancho, p.alto) <= LADO_PAGINA ? Promise.resolve(p) : aGris(crudo(p).resize(LADO_PAGINA, LADO_PAGINA, { fit: 'inside' }));

const iguales = (escalas: readonly number[]): Escala[] => escalas.map((e): Escala => [e, e]);

const BUSQUEDA: Busqueda = { cuartos: [0], giros: [-3, -1.5, 0, 1.5, 3], escalas: iguales([0.95, 1, 1.05]) };
/** Versions that our labels and the pipe-joined payload have at level H, the likeliest first. */
const LADOS = [33, 29, 37] as const;

/** Where the label is on our forms (plantilla.ts), in millimetres of a letter page. */
const PAGINA_MM = { ancho: 279.4, alto: 215.9 };
const QR_MM = { x: 19.2, y: 10.2, lado: 20.6 };

/** Its place if the image is the whole page, turned so that its top left corner is at `esquina`. */
const lugarSupuesto = ({ ancho, alto }: PaginaGris, esquina: Esquina): Quad => {
  const deLado = ancho < alto;
  const porMm = deLado ? Math.min(ancho / PAGINA_MM.alto, alto / PAGINA_MM.ancho) : Math.min(ancho / PAGINA_MM.ancho, alto / PAGINA_MM.alto);
  const [x0, y0, x1, y1] = [QR_MM.x, QR_MM.y, QR_MM.x + QR_MM.lado, QR_MM.y + QR_MM.lado].map((mm) => mm * porMm) as [number, number, number, number];
  const girar = ([x, y]: Punto): Punto => {
    if (esquina === 'abajo_derecha') return [ancho - x, alto - y];
    if (esquina === 'arriba_derecha') return [ancho - y, x];
    return esquina === 'abajo_izquierda' ? [y, alto - x] : [x, y];
  };
  return [girar([x0, y0]), girar([x1, y0]), girar([x1, y1]), girar([x0, y1])];
};

async function* conZxing(pagina: PaginaGris, recorte: Recorte): AsyncGenerator<Hallazgo> {
  const trozo = recortar(pagina, recorte);
  for (const c of await leerZxing(trozo)) yield { codigo: enPagina(c, { x: Math.max(0, recorte.x), y: Math.max(0, recorte.y) }), lector: 'zxing' };
}

async function* conMuestreo({ pagina, seguir }: Busca, pista: PistaLugar): AsyncGenerator<Hallazgo> {
  const codigo = await leerMuestreo(pagina, pista, seguir);
  if (codigo) yield { codigo, lector: 'muestreo' };
}

const enSuLugar: Paso = async function* (busca) {
  const { pagina, lugar } = busca;
  if (!lugar) return;
  yield* conZxing(pagina, alrededor(lugar, 0.35));
  yield* conMuestreo(busca, { lugar, holgura: 8, busqueda: BUSQUEDA, lados: LADOS });
};

const enLaEtiqueta: Paso = async function* ({ pagina }) {
  yield* conZxing(pagina, recorteDe(pagina, 'etiqueta'));
};

const enLugaresSupuestos: Paso = async function* (busca) {
  for (const esquina of ESQUINAS) yield* conMuestreo(busca, { lugar: lugarSupuesto(busca.pagina, esquina), holgura: 16, busqueda: BUSQUEDA, lados: LADOS });
};

/** What the map gives is a middle: the code is turned any quarter, somewhat crooked, and its size depends on the margins of the image. */
const TAMANOS = [0.76, 0.85, 0.95, 1.06, 1.18];
const EN_LO_DENSO: Busqueda = { cuartos: [0, 90, 180, 270], giros: [-6, -3, 0, 3, 6], escalas: iguales(TAMANOS) };
/** Seen aslant, in a photo. */
const SESGADO: Busqueda = { cuartos: [0, 90, 180, 270], giros: [-15, -12, -9, -6, -3, 0, 3, 6, 9, 12, 15], escalas: [0.74, 0.8, 0.87, 0.94, 1.02].flatMap((e): Escala[] => [[e * 1.1, e * 0.9], [e * 0.9, e * 1.1]]) };

const lugarDenso = ({ ancho, alto }: PaginaGris, [x, y]: Punto): Quad => {
  const radio = (0.85 * QR_MM.lado * Math.max(ancho, alto)) / PAGINA_MM.ancho / 2;
  return [[x - radio, y - radio], [x + radio, y - radio], [x + radio, y + radio], [x - radio, y + radio]];
};

const enLoDenso: Paso = async function* (busca) {
  for (const punto of busca.densos(2)) {
    const lugar = lugarDenso(busca.pagina, punto);
    yield* conZxing(busca.pagina, alrededor(lugar, 0.6));
    yield* conMuestreo(busca, { lugar, holgura: 10, busqueda: EN_LO_DENSO, lados: LADOS });
  }
};

const enLoDensoSesgado: Paso = async function* (busca) {
  for (const punto of busca.densos(1)) yield* conMuestreo(busca, { lugar: lugarDenso(busca.pagina, punto), holgura: 10, busqueda: SESGADO, lados: LADOS });
};

/** Barcodes too. Where a QR is seen but not understood, its grid is fitted there. */
const enLaPagina: Paso = async function* (busca) {
  const chica = await reducida(busca.pagina);
  const escala = chica.ancho / busca.pagina.ancho;
  const vistos = (await leerZxing(chica, { lineales: true, fallidos: true })).map((c) => enPagina(c, { x: 0, y: 0 }, escala));
  for (const codigo of vistos) if (codigo.texto !== null) yield { codigo, lector: 'zxing' };
  for (const { lugar, lineal, texto } of vistos) if (texto === null && !lineal) yield* conMuestreo(busca, { lugar, holgura: 4, busqueda: BUSQUEDA, lados: LADOS });
};

/** The page smoothed: what noise hides from zxing, with the grid fitted where only the place is seen. */
const enLaPaginaSuave: Paso = async function* (busca) {
  const chica = promediar(await reducida(busca.pagina), 1);
  const escala = chica.ancho / busca.pagina.ancho;
  const vistos = (await leerZxing(chica, { fallidos: true })).map((c) => enPagina(c, { x: 0, y: 0 }, escala));
  for (const codigo of vistos) if (codigo.texto !== null) yield { codigo, lector: 'zxing+media' };
  for (const { lugar, texto } of vistos) if (texto === null) yield* conMuestreo(busca, { lugar, holgura: 4, busqueda: BUSQUEDA, lados: LADOS });
};

const transformada = (esquina: Esquina, lector: LectorQr, hacer: (p: PaginaGris) => Promise<PaginaGris>): Paso =>
  async function* ({ pagina }) {
    const recorte = recorteDe(pagina, esquina);
    const imagen = await hacer(recortar(pagina, recorte));
    for (const c of await leerZxing(imagen)) yield { codigo: enPagina(c, recorte, imagen.ancho / recorte.ancho), lector };
  };

/** From the cheapest and likeliest to the dearest; the first code that is of an acta ends it. */
const PASOS: readonly Paso[] = [
  enSuLugar,
  enLaEtiqueta,
  enLoDenso,
  enLaPagina,
  enLaPaginaSuave,
  enLoDensoSesgado,
  enLugaresSupuestos,
  transformada('etiqueta', 'zxing+mediana', mediana),
  transformada('etiqueta', 'zxing+ampliado', ampliada),
];

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
