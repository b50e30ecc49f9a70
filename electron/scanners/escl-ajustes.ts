import { AppError } from '#shared/errors/app-error.ts';
import type { CapacidadesEscl, FuenteEscl } from './escl-capacidades.ts';
import { medidasDePapel, type Perfil } from './perfil.ts';

const TRESCIENTOSAVOS_POR_MM = 300 / 25.4;
/** A source this much shorter than the paper still takes it whole, margins apart: 3 mm. */
const HOLGURA = Math.round(3 * TRESCIENTOSAVOS_POR_MM);
const COLORES: Readonly<Record<Perfil['color'], string>> = { color: 'RGB24', gris: 'Grayscale8' };
const MIMES: Readonly<Record<Perfil['formato'], string>> = { jpeg: 'image/jpeg', png: 'image/png', tiff: 'image/tiff' };
/** Taken when the scanner lacks the profile's own: photographs of pages first, then a PDF, whose pages are separated later. */
const OTROS_FORMATOS = ['image/jpeg', 'application/pdf'] as const;

/** What a scan job asks for. Lengths in 1/300 inch. */
export type AjustesEscl = {
  readonly entrada: 'Feeder' | 'Platen';
  readonly duplex: boolean;
  readonly ancho: number;
  readonly alto: number;
  readonly color: string;
  readonly formato: string;
  readonly formatoExt: boolean;
  readonly dpi: number;
};

const fuenteDe = (c: CapacidadesEscl, { fuente, duplex }: Perfil): FuenteEscl | null => {
  if (fuente === 'cama') return c.cama;
  return duplex ? c.alimentadorDuplex : (c.alimentador ?? c.alimentadorDuplex);
};

/**
 * What to ask of this scanner so that it does what the profile says. Throws AppError `escaner_opcion` when it cannot:
 * an image in another resolution or cut short would be worse than none.
 */
export const elegirAjustes = (escaner: string, c: CapacidadesEscl, perfil: Perfil): AjustesEscl => {
  const noAdmite = (opcion: string): AppError => new AppError('escaner_opcion', { escaner, opcion });
  const [ajena] = Object.keys(perfil.opciones);
  if (ajena !== undefined) throw noAdmite(`la opción «${ajena}»`);
  const fuente = fuenteDe(c, perfil);
  if (!fuente) throw noAdmite(perfil.fuente === 'cama' ? 'escanear desde el cristal' : perfil.duplex ? 'escanear por los dos lados' : 'escanear desde el alimentador');
  const color = COLORES[perfil.color];
  if (fuente.colores.length > 0 && !fuente.colores.includes(color)) throw noAdmite(perfil.color === 'color' ? 'color' : 'escala de grises');
  if (fuente.resoluciones.length > 0 && !fuente.resolucion(perfil.resolucion)) throw noAdmite(`${perfil.resolucion} puntos por pulgada (admite ${fuente.resoluciones.slice(0, 8).join(', ')})`);
  const formato = [MIMES[perfil.formato], ...OTROS_FORMATOS].find((f) => fuente.formatos.length === 0 || fuente.formatos.includes(f));
  if (formato === undefined) throw noAdmite('imágenes JPEG ni PDF');
  const papel = medidasDePapel(perfil);
  const [ancho, alto] = [Math.round(papel.ancho * TRESCIENTOSAVOS_POR_MM), Math.round(papel.alto * TRESCIENTOSAVOS_POR_MM)];
  if (ancho > fuente.anchoMaximo + HOLGURA || alto > fuente.altoMaximo + HOLGURA) throw noAdmite(`hojas de ${(papel.ancho / 10).toFixed(1)} × ${(papel.alto / 10).toFixed(1)} cm`);
  return {
    entrada: perfil.fuente === 'cama' ? 'Platen' : 'Feeder', duplex: perfil.fuente !== 'cama' && perfil.duplex,
    ancho: Math.min(ancho, fuente.anchoMaximo), alto: Math.min(alto, fuente.altoMaximo), color, formato, formatoExt: fuente.formatoExt, dpi: perfil.resolucion,
  };
};

/** The body of POST ScanJobs. Elements in the order of the specification: some scanners mind. */
export const escribirAjustes = (a: AjustesEscl): string =>
  `<?xml version="1.0" encoding="UTF-8"?><scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">`
  + `<pwg:Version>2.0</pwg:Version><pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>`
  + `<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>${a.ancho}</pwg:Width><pwg:Height>${a.alto}</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>`
  + `<pwg:InputSource>${a.entrada}</pwg:InputSource><scan:ColorMode>${a.color}</scan:ColorMode><pwg:DocumentFormat>${a.formato}</pwg:DocumentFormat>`
  + (a.formatoExt ? `<scan:DocumentFormatExt>${a.formato}</scan:DocumentFormatExt>` : '')
  + `<scan:XResolution>${a.dpi}</scan:XResolution><scan:YResolution>${a.dpi}</scan:YResolution>`
  + (a.entrada === 'Feeder' ? `<scan:Duplex>${a.duplex}</scan:Duplex>` : '')
  + `</scan:ScanSettings>`;
