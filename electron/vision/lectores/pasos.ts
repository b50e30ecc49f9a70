import sharp, { type Sharp } from 'sharp';
import type { Punto, Quad } from '#shared/domain/homografia.ts';
import type { PaginaGris } from '../decodificar.ts';
import { promediar, recortar, type Recorte } from './gris.ts';
import { alrededor, ESQUINAS, lugarDenso, lugarSupuesto, recorteDe, type Esquina } from './lugares.ts';
import { leerMuestreo, type PistaLugar } from './muestreo.ts';
import type { Busqueda, Escala } from './rejilla.ts';
import { leerZxing, type CodigoVisto } from './zxing.ts';

/** What it took to read it. */
export type LectorQr = 'zxing' | 'zxing+media' | 'zxing+mediana' | 'zxing+ampliado' | 'zxing+barras' | 'muestreo';

/** A code as one reader saw it. */
export type Hallazgo = { readonly codigo: CodigoVisto; readonly lector: LectorQr };
export type Busca = {
  readonly pagina: PaginaGris;
  readonly lugar: Quad | undefined;
  readonly seguir: () => boolean;
  /** The places most crowded with edges; worked out once. */
  readonly densos: (cuantos: number) => readonly Punto[];
};
export type Paso = (busca: Busca) => AsyncGenerator<Hallazgo>;

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
export const LADOS = [33, 29, 37] as const;

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
export const EN_LO_DENSO: Busqueda = { cuartos: [0, 90, 180, 270], giros: [-6, -3, 0, 3, 6], escalas: iguales(TAMANOS) };
/** Seen aslant, in a photo. */
const SESGADO: Busqueda = { cuartos: [0, 90, 180, 270], giros: [-15, -12, -9, -6, -3, 0, 3, 6, 9, 12, 15], escalas: [0.74, 0.8, 0.87, 0.94, 1.02].flatMap((e): Escala[] => [[e * 1.1, e * 0.9], [e * 0.9, e * 1.1]]) };

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

/** Degrees that a barcode may be crooked when the marks do not say how the page lies: it has to be crossed by one straight line. */
const GIROS_BARRAS = [0, 4, -4] as const;

/** Barcodes alone, from every pixel of the page set straight: they are long, low and fine, and a QR is read from much less. */
const conBarras: Paso = async function* ({ pagina, lugar, seguir }) {
  const grados = lugar && (Math.atan2(lugar[1][1] - lugar[0][1], lugar[1][0] - lugar[0][0]) * 180) / Math.PI;
  for (const giro of grados === undefined ? GIROS_BARRAS : [Math.round(grados / 90) * 90 - grados]) {
    if (!seguir()) return;
    const derecha = giro === 0 ? pagina : await aGris(crudo(pagina).rotate(giro, { background: '#fff' }));
    const [c, s] = [Math.cos((giro * Math.PI) / 180), Math.sin((giro * Math.PI) / 180)];
    const mover = ([x, y]: Punto): Punto => {
      const [u, v] = [x - derecha.ancho / 2, y - derecha.alto / 2];
      return [u * c + v * s + pagina.ancho / 2, v * c - u * s + pagina.alto / 2];
    };
    for (const codigo of await leerZxing(derecha, { soloLineales: true })) {
      const [a, b, d, e] = codigo.lugar;
      yield { codigo: { ...codigo, lugar: [mover(a), mover(b), mover(d), mover(e)], rotacion: codigo.rotacion - giro }, lector: 'zxing+barras' };
    }
  }
};

/** From the cheapest and likeliest to the dearest. */
export const PASOS: readonly Paso[] = [
  enSuLugar,
  enLaEtiqueta,
  enLoDenso,
  enLaPagina,
  enLaPaginaSuave,
  enLoDensoSesgado,
  enLugaresSupuestos,
  transformada('etiqueta', 'zxing+mediana', mediana),
  transformada('etiqueta', 'zxing+ampliado', ampliada),
  conBarras,
];
