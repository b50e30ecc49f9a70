import type { LecturaCodigo } from '#shared/api/puente.ts';

/**
 * Scanned Data Report of a bar code scanner in HID POS mode (USB HID Point of Sale Usage Tables 1.02, page 0x8C, report
 * usage 0x12), in the one layout that the makers share, 64 bytes with the report's number first:
 * `02 | length of the data | AIM identifier, 3 characters | data, 56 bytes | maker's symbology, 2 bytes | flags`.
 */
const NUMERO_REPORTE = 2;
const LARGO = 1;
const AIM = 2;
const DATOS = 5;
const MAXIMO_DATOS = 56;
const BANDERAS = 63;
/** Flag: the code goes on in the next report. */
const SIGUE = 1;
/** A QR holds at most 4,296 characters: more is a device gone wrong. */
const MAXIMO_CODIGO = 4296;
/** The reports of one code come a few milliseconds apart. */
const ESPERA_MS = 1000;

/** First letter of the AIM identifier (ISO/IEC 15424) → name of the symbology, of those that a label may be in. */
const SIMBOLOGIAS: Readonly<Record<string, string>> = {
  A: 'Code 39', C: 'Code 128', d: 'Data Matrix', E: 'EAN', I: 'Interleaved 2 of 5', L: 'PDF417', Q: 'QR', z: 'Aztec',
};

export type ReportePos = { readonly datos: Uint8Array; readonly aim: string; readonly sigue: boolean };

/** Understands one input report, its number included; null when it is not one of scanned data. */
export const leerReportePos = (bytes: Uint8Array): ReportePos | null => {
  const largo = bytes[LARGO] ?? 0;
  if (bytes[0] !== NUMERO_REPORTE || bytes.length <= BANDERAS || largo > MAXIMO_DATOS) return null;
  const aim = String.fromCharCode(...bytes.subarray(AIM, DATOS));
  return { datos: bytes.slice(DATOS, DATOS + largo), aim: /^\][A-Za-z]./.test(aim) ? aim : '', sigue: ((bytes[BANDERAS] ?? 0) & SIGUE) === SIGUE };
};

/** Readers write UTF-8 or Latin-1, and many end the code with the Enter that they would type. */
const aTexto = (bytes: Uint8Array): string => {
  let texto: string;
  try {
    texto = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    texto = new TextDecoder('latin1').decode(bytes);
  }
  return texto.replace(/[\r\n\t\0]+$/, '');
};

/** Puts together the reports of one device. Gives back the code when its last report comes, null meanwhile. */
export const crearArmador = (lector: string, ahora: () => number): ((bytes: Uint8Array) => LecturaCodigo | null) => {
  let partes: Uint8Array[] = [];
  let aim = '';
  let ultimo = 0;
  return (bytes) => {
    const reporte = leerReportePos(bytes);
    if (reporte === null) return null;
    const hora = ahora();
    // What came of a code that was never finished is no part of this one.
    if (hora - ultimo > ESPERA_MS || (reporte.aim !== '' && reporte.aim !== aim)) partes = [];
    [aim, ultimo] = [reporte.aim === '' ? aim : reporte.aim, hora];
    partes.push(reporte.datos);
    const total = partes.reduce((n, p) => n + p.length, 0);
    if (total > MAXIMO_CODIGO) partes = [];
    if (reporte.sigue || total > MAXIMO_CODIGO) return null;
    const codigo = aTexto(Buffer.concat(partes));
    const simbologia = SIMBOLOGIAS[aim.charAt(1)] ?? null;
    [partes, aim] = [[], ''];
    return codigo === '' ? null : { codigo, simbologia, lector };
  };
};
