import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Casilla } from '#shared/domain/casilla.ts';
import { numeroALetra } from '#shared/domain/letra.ts';
import { SUMA_PERSONAS_REP, type CampoPlantilla, type Plantilla, type Rect } from '#shared/domain/plantilla.ts';
import { esNumero, ILEGIBLE, type Valor, type Valores } from '#shared/domain/valor.ts';
import { crearAzar, type Azar } from './azar.ts';
import { dibujarQr, dibujarRotulo } from './codigo.ts';
import { digitos, type JuegoDigitos } from './digitos.ts';
import { ampliarDigito, cuerpoQueCabe, escribirLinea, garabatear, prepararLetras } from './escritura.ts';
import { formatoSvg, type DatosFormato } from './formato.ts';
import type { Fuente } from './fuentes.ts';
import { entintar, trazar, type Color, type Lienzo } from './lienzo.ts';

/** What goes on one acta. */
export type DatosActa = {
  readonly plantilla: Plantilla;
  readonly paquete: DatosFormato;
  readonly casilla: Pick<Casilla, 'clave' | 'seccion' | 'tipo' | 'idCasilla' | 'extContigua' | 'distrito' | 'municipio'>;
  /** ILEGIBLE is scribbled in words and in number; SIN_DATO, NO_APLICA or a missing key leave the field blank. */
  readonly valores: Valores;
  /** Words to write instead of those of the value, by field; '' leaves them out. */
  readonly letra?: Readonly<Record<string, string>>;
  /** Digits to write instead of those of the value, by field; '' leaves them out. */
  readonly numero?: Readonly<Record<string, string>>;
  /** Text of the QR of the label; null = the label boxes stay empty. */
  readonly qr: string | null;
  /** The same seed gives the same bytes. */
  readonly semilla: number | string;
  /** Default 200. */
  readonly dpi?: number;
  /** JPEG quality, default 82. */
  readonly calidad?: number;
  readonly gris?: boolean;
  readonly digitos?: JuegoDigitos;
};

/**
 * Blank forms in memory: an acta of a kind already drawn only pays for its writing, less than half. Three elections with
 * ballots by district and municipality have about fifteen kinds: they fit at 200 dpi (11 MB each), seven at 300 (25 MB).
 */
const MEMORIA_FORMATOS = 192 * 1024 * 1024;
const caben = ({ ancho, alto }: Plantilla, dpi: number): number => Math.floor(MEMORIA_FORMATOS / (ancho * alto * (dpi / 25.4) ** 2 * 3));
const formatos = new Map<string, Promise<Lienzo>>();

const hacerFormato = async (svg: string): Promise<Lienzo> => {
  const { data, info } = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { datos: data, ancho: info.width, alto: info.height };
};

/** The blank form of a plantilla at a resolution. Shared: copy it before writing on it. */
export const formatoEnBlanco = (plantilla: Plantilla, paquete: DatosFormato, dpi: number): Promise<Lienzo> => {
  const { nombre, modo, entidad, anio } = paquete;
  const clave = createHash('sha256').update(JSON.stringify([{ ...plantilla, id: '' }, nombre, modo, entidad, anio, dpi])).digest('base64');
  const hecho = formatos.get(clave) ?? hacerFormato(formatoSvg(plantilla, paquete, dpi));
  formatos.delete(clave);
  formatos.set(clave, hecho);
  const [masViejo] = formatos.keys();
  if (formatos.size > caben(plantilla, dpi) && masViejo !== undefined) formatos.delete(masViejo);
  return hecho;
};

const AZULES: readonly Color[] = [
  [28, 42, 138],
  [20, 60, 150],
  [45, 40, 120],
  [15, 30, 95],
];

/** Someone filling an acta: their pen and their hand. */
type Mano = { readonly lienzo: Lienzo; readonly azar: Azar; readonly color: Color; readonly fuente: Fuente; readonly porMm: number; readonly juego: JuegoDigitos };

const pixeles = (r: Rect, porMm: number): Rect => ({ x: r.x * porMm, y: r.y * porMm, w: r.w * porMm, h: r.h * porMm });

const escribirEn = async (mano: Mano, texto: string, rect: Rect, alturaMm: number): Promise<void> => {
  const { lienzo, azar, fuente, porMm } = mano;
  const r = pixeles(rect, porMm);
  const margen = 1.4 * porMm;
  const cuerpo = cuerpoQueCabe(fuente, texto, alturaMm * porMm, r.w - 2 * margen);
  const letras = await prepararLetras(fuente, cuerpo);
  const x = r.x + margen + azar.entre(0, 0.8) * porMm;
  escribirLinea(lienzo, letras, texto, x, r.y + r.h - Math.max(0.22 * r.h, 0.3 * cuerpo) + azar.entre(-0.2, 0.2) * porMm, mano.color, azar);
};

const escribirDigito = (mano: Mano, digito: number, caja: Rect): void => {
  const r = pixeles(caja, mano.porMm);
  const imagen = mano.azar.elegir(digitos(mano.juego)[digito] ?? []);
  const lado = Math.round(Math.min(r.w, r.h) * mano.azar.entre(0.78, 0.93));
  const dx = (r.w - lado) / 2 + mano.azar.entre(-0.06, 0.06) * r.w;
  const dy = (r.h - lado) * mano.azar.entre(0.45, 0.85);
  entintar(mano.lienzo, ampliarDigito(imagen, lado), r.x + dx, r.y + dy, mano.color);
};

/** Digits in their boxes, right aligned; more digits than boxes are squeezed over the same width. */
const escribirNumero = (mano: Mano, texto: string, cajas: readonly Rect[]): void => {
  const cifras = texto.split('').map(Number);
  const [primera, ultima] = [cajas[0], cajas.at(-1)];
  if (!primera || !ultima) return;
  if (cifras.length <= cajas.length) {
    cifras.forEach((c, i) => {
      const caja = cajas[cajas.length - cifras.length + i];
      if (caja) escribirDigito(mano, c, caja);
    });
    return;
  }
  const w = (ultima.x + ultima.w - primera.x) / cifras.length;
  cifras.forEach((c, i) => escribirDigito(mano, c, { x: primera.x + i * w, y: primera.y, w, h: primera.h }));
};

const mayuscula = (texto: string): string => texto.charAt(0).toUpperCase() + texto.slice(1);

const sumaPersonas = (valores: Valores): Valor | undefined => {
  const personas = valores['TOTAL_PERSONAS_VOTARON'];
  const representantes = valores['TOTAL_REP_PARTIDO_CI_VOTARON'];
  return esNumero(personas) && esNumero(representantes) ? personas + representantes : undefined;
};

const escribirCampo = async (mano: Mano, datos: DatosActa, campo: CampoPlantilla): Promise<void> => {
  const { porMm, azar, lienzo, color } = mano;
  const valor = campo.clave === SUMA_PERSONAS_REP ? (datos.valores[campo.clave] ?? sumaPersonas(datos.valores)) : datos.valores[campo.clave];
  const letra = datos.letra?.[campo.clave] ?? (esNumero(valor) ? numeroALetra(valor) : '');
  const numero = datos.numero?.[campo.clave] ?? (esNumero(valor) ? String(valor).padStart(3, '0') : '');
  const [primera, , ultima] = campo.numero;
  const altura = Math.min(5.4, campo.letra.h * 0.72) * (mano.fuente === 'manoSuelta' ? 1.18 : 1);
  if (letra !== '') await escribirEn(mano, mayuscula(letra), campo.letra, altura);
  if (numero !== '') escribirNumero(mano, numero, campo.numero);
  if (valor !== ILEGIBLE || letra !== '' || numero !== '') return;
  const radio = 0.2 * porMm;
  const l = pixeles({ ...campo.letra, w: campo.letra.w * azar.entre(0.55, 0.85) }, porMm);
  garabatear(lienzo, { x: l.x + 2 * porMm, y: l.y + l.h * 0.12, w: l.w, h: l.h * 0.76 }, radio, color, azar);
  const n = pixeles({ x: primera.x, y: primera.y, w: ultima.x + ultima.w - primera.x, h: primera.h }, porMm);
  garabatear(lienzo, n, radio, color, azar);
};

const cruz = ({ lienzo, porMm, color, azar }: Mano, rect: Rect): void => {
  const r = pixeles(rect, porMm);
  const [cx, cy, m] = [r.x + r.w / 2, r.y + r.h / 2, r.h * azar.entre(0.5, 0.62)];
  trazar(lienzo, [[cx - m, cy - m * azar.entre(0.7, 1)], [cx + m, cy + m * azar.entre(0.7, 1)]], 0.24 * porMm, color);
  trazar(lienzo, [[cx + m, cy - m * azar.entre(0.7, 1)], [cx - m, cy + m * azar.entre(0.7, 1)]], 0.24 * porMm, color);
};

const SOLO_NUMERO = 15;

const escribirIdentificacion = async (mano: Mano, { plantilla, casilla }: DatosActa): Promise<void> => {
  const { distrito, municipio, seccion, tipos, numeroCasilla } = plantilla.identificacion;
  // Some forms have room for its number only.
  const { distrito: suyo } = casilla;
  if (suyo) await escribirEn(mano, distrito.w < SOLO_NUMERO ? String(Number(suyo.id)) : `${suyo.id} ${suyo.nombre}`, distrito, 4.2);
  if (casilla.municipio) await escribirEn(mano, casilla.municipio.nombre, municipio, 4.2);
  casilla.seccion.split('').forEach((c, i) => {
    const caja = seccion[i];
    if (caja) escribirDigito(mano, Number(c), caja);
  });
  const opcion = tipos.find((t) => t.tipos.includes(casilla.tipo));
  if (opcion) cruz(mano, opcion.marca);
  const extension = Number(casilla.extContigua) > 0 ? ` - ${String(Number(casilla.extContigua))}` : '';
  if (casilla.tipo !== 'B') await escribirEn(mano, `${String(Number(casilla.idCasilla))}${extension}`, numeroCasilla, 4.6);
};

const pegarEtiqueta = async (lienzo: Lienzo, { plantilla, casilla }: DatosActa, texto: string, porMm: number): Promise<void> => {
  dibujarQr(lienzo, texto, pixeles(plantilla.qr, porMm));
  const [primera] = plantilla.etiquetas;
  const x = (plantilla.qr.x + plantilla.qr.w + 1.6) * porMm;
  const lineas = ['ACOPIO', `Secc. ${casilla.seccion}`, `${casilla.tipo} ${casilla.idCasilla} ${casilla.extContigua}`, plantilla.tipoActa];
  await dibujarRotulo(lienzo, lineas, x, (primera.y + 6) * porMm, 2.1 * porMm);
};

/** Draws a filled acta as a JPEG, its resolution in the metadata. */
export const dibujarActa = async (datos: DatosActa): Promise<Buffer> => {
  const { plantilla, dpi = 200, calidad = 82, gris = false } = datos;
  const porMm = dpi / 25.4;
  const formato = await formatoEnBlanco(plantilla, datos.paquete, dpi);
  const lienzo: Lienzo = { ...formato, datos: Uint8Array.from(formato.datos) };
  const azar = crearAzar(datos.semilla);
  const mano: Mano = { lienzo, azar, porMm, color: azar.elegir(AZULES), fuente: azar.elegir(['manoSuelta', 'manoRedonda'] as const), juego: datos.digitos ?? 'papel' };
  if (datos.qr !== null) await pegarEtiqueta(lienzo, datos, datos.qr, porMm);
  await escribirIdentificacion(mano, datos);
  for (const campo of plantilla.campos) await escribirCampo(mano, datos, campo);
  const imagen = sharp(lienzo.datos, { raw: { width: lienzo.ancho, height: lienzo.alto, channels: 3 } });
  return (gris ? imagen.toColourspace('b-w') : imagen).withMetadata({ density: dpi }).jpeg({ quality: calidad }).toBuffer();
};
