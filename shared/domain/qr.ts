import { claveCasilla, TIPOS_CASILLA, type TipoCasilla } from './casilla.ts';
import type { Paquete } from './paquete.ts';

/** Text of a QR, understood. `prep` is the pipe-joined payload of domain 3.2; `etiqueta` is the label that Acopio prints. */
export type QrLeido =
  | { readonly formato: 'etiqueta'; readonly paqueteId: string; readonly claveActa: string }
  | {
      readonly formato: 'prep';
      readonly entidad: string;
      readonly distrito: string;
      readonly tipoActa: string;
      readonly claveActa: string;
      /** ID_TIPO_CANDIDATURA, as written: its values are not published, so nothing is decided by it. */
      readonly tipoCandidatura: string;
    };

/** What the catalogue must answer to place a QR. */
export type CatalogoQr = {
  readonly paqueteId: string;
  /** ID_ENTIDAD, two digits. */
  readonly entidad: string;
  /** Every TIPO_ACTA of the election. */
  readonly tiposActa: ReadonlySet<string>;
  /** Actas Esperadas by CLAVE_ACTA. */
  readonly actas: { has(claveActa: string): boolean };
};

export type QrIdentificado =
  | { readonly tipo: 'acta'; readonly clave: string }
  | { readonly tipo: 'otra_eleccion' }
  | { readonly tipo: 'fuera_de_catalogo'; readonly clave: string }
  | { readonly tipo: 'ilegible' };

const PREFIJO = 'ACP1';
/** A dot: keyboard-wedge readers type it the same with a Spanish and an English keyboard layout, and `:` or `|` not. */
const SEPARADOR = '.';
/** Crockford's base 32: no I, L, O, U, so that a label can also be read out and typed. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** CRC-32 (IEEE 802.3) of ASCII text: finds any one wrong character, any two swapped neighbours, any burst up to 32 bits. */
const crc32 = (texto: string): number => {
  let crc = 0xffffffff;
  for (let i = 0; i < texto.length; i++) {
    crc ^= texto.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
};

/** The checksum as 7 characters. */
const suma = (texto: string): string => {
  let resto = crc32(texto);
  let salida = '';
  for (let i = 0; i < 7; i++) {
    salida = BASE32.charAt(resto % 32) + salida;
    resto = Math.floor(resto / 32);
  }
  return salida;
};

/**
 * Text of the label of an acta: `ACP1.<package>.<CLAVE_ACTA>.<checksum>`. Only characters of QR's alphanumeric mode,
 * so that it fits version 4 with error correction H.
 */
export const escribirEtiqueta = (paqueteId: string, claveActa: string): string => {
  const cuerpo = [PREFIJO, paqueteId.toUpperCase(), claveActa].join(SEPARADOR);
  return `${cuerpo}${SEPARADOR}${suma(cuerpo)}`;
};

/** Text of the QR in the format of domain 3.2. `tipoCandidatura` is ID_TIPO_CANDIDATURA. */
export const escribirQrPrep = (
  casilla: { readonly clave: string; readonly distrito: { readonly id: string } | null; readonly municipio: { readonly id: string } | null },
  tipoActa: string,
  tipoCandidatura: string,
): string => {
  const c = casilla.clave;
  const ambito = casilla.distrito?.id ?? casilla.municipio?.id ?? '';
  return [c.slice(0, 2), ambito, tipoActa, c.slice(2, 6), c.slice(7, 9), c.slice(6, 7), c.slice(9, 11), tipoCandidatura].join('|');
};

const leerEtiqueta = (texto: string): QrLeido | null => {
  // A reader that types through a Latin American keyboard layout sends the hyphen of the package id as an apostrophe.
  const normal = texto.toUpperCase().replaceAll("'", '-');
  const partes = normal.split(SEPARADOR);
  const [prefijo, paqueteId, claveActa, control] = partes;
  if (partes.length !== 4 || prefijo !== PREFIJO || !paqueteId || !claveActa || !control) return null;
  if (suma([prefijo, paqueteId, claveActa].join(SEPARADOR)) !== control) return null;
  return { formato: 'etiqueta', paqueteId: paqueteId.toLowerCase(), claveActa };
};

const esTipoCasilla = (texto: string): texto is TipoCasilla => (TIPOS_CASILLA as readonly string[]).includes(texto);

/** Files write ids with any padding (Sonora 2021: four digits): digits only, brought to the width of the key. */
const aAncho = (texto: string, ancho: number): string | null => {
  if (!/^\d{1,8}$/.test(texto)) return null;
  const digitos = String(Number(texto)).padStart(ancho, '0');
  return digitos.length === ancho ? digitos : null;
};

const leerPrep = (texto: string): QrLeido | null => {
  const partes = texto.split('|').map((p) => p.trim());
  const [ent, distrito, tipoActa, sec, idc, tipo, ext, tipoCandidatura] = partes;
  if (partes.length !== 8 || ent === undefined || distrito === undefined || !tipoActa || sec === undefined) return null;
  if (idc === undefined || tipo === undefined || ext === undefined || tipoCandidatura === undefined) return null;
  const entidad = aAncho(ent, 2);
  const seccion = aAncho(sec, 4);
  const idCasilla = aAncho(idc, 2);
  const extContigua = aAncho(ext, 2);
  if (entidad === null || seccion === null || idCasilla === null || extContigua === null) return null;
  if (!esTipoCasilla(tipo) || !/^[0-9A-Z]{1,8}$/.test(tipoActa)) return null;
  const claveActa = claveCasilla(entidad, { seccion, tipo, idCasilla, extContigua }) + tipoActa;
  return { formato: 'prep', entidad, distrito, tipoActa, claveActa, tipoCandidatura };
};

/** Understands the text of a QR in any of the known formats; null when it is none of them or its checksum is wrong. */
export const leerQr = (texto: string): QrLeido | null => {
  const limpio = texto.trim();
  return leerEtiqueta(limpio) ?? leerPrep(limpio);
};

/** What `identificarQr` needs to know of a package. */
export const catalogoQr = (paquete: Pick<Paquete, 'id' | 'entidad' | 'actas'>): CatalogoQr => ({
  paqueteId: paquete.id,
  entidad: paquete.entidad.id,
  tiposActa: new Set(paquete.actas.map((a) => a.tipoActa)),
  actas: new Set(paquete.actas.map((a) => a.clave)),
});

/**
 * Which acta a QR stands for. A label of another package, another entity or a TIPO_ACTA that this election does not have
 * is `otra_eleccion`; ours but not expected is `fuera_de_catalogo`; a text that is not of an acta is `ilegible`.
 */
export const identificarQr = (texto: string, catalogo: CatalogoQr): QrIdentificado => {
  const qr = leerQr(texto);
  if (!qr) return { tipo: 'ilegible' };
  const deOtra = qr.formato === 'etiqueta' ? qr.paqueteId !== catalogo.paqueteId : qr.entidad !== catalogo.entidad || !catalogo.tiposActa.has(qr.tipoActa);
  if (deOtra) return { tipo: 'otra_eleccion' };
  return catalogo.actas.has(qr.claveActa) ? { tipo: 'acta', clave: qr.claveActa } : { tipo: 'fuera_de_catalogo', clave: qr.claveActa };
};
