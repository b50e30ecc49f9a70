import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { perfilPorDefecto, perfilSchema, type Perfil } from './perfil.ts';
import { argumentosDeFuente, argumentosDePerfil } from './sane-argumentos.ts';
import { leerDispositivos, resolverDispositivo } from './sane-dispositivos.ts';
import { fallaDeSane, seguirSane, SIN_AVANCE } from './sane-fallas.ts';
import { leerOpcionesSane } from './sane-opciones.ts';
import { ponerIds } from './descubrir-sane.ts';

/** In the form of a sheet-fed production scanner. */
const ALIMENTADOR = `
All options specific to device \`fujitsu:fi-7600:1234':
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    --page-width 0..308.846mm (in steps of 0.0211639) [215.872]
        Specifies the width of the media.
    --page-height 0..863.489mm (in steps of 0.0211639) [279.364]
        Specifies the height of the media.
    -l 0..215.872mm (in steps of 0.0211639) [0]
        Top-left x position of scan area.
    -t 0..279.364mm (in steps of 0.0211639) [0]
        Top-left y position of scan area.
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
        Width of scan-area.
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
        Height of scan-area.
  Advanced:
    --swdeskew[=(yes|no)] [no]
        Request driver to rotate skewed pages digitally.
    --df-action Default|Continue|Stop [Default] [advanced]
        Action following double feed error
    --page-loaded[=(yes|no)] [no] [hardware]
        Page loaded
    --double-feed[=(yes|no)] [yes] [hardware]
        Double feed
`;
/** A multifunction with a glass, a feeder and few resolutions, one of its options inactive. */
const MULTIFUNCION = `
    --mode Color|Gray|True Gray [Color]
    --resolution auto||75|100|200|400|600dpi [75]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [inactive]
    -x 0..210mm [210]
    -y 0..297mm [297]
`;

const pedir = (texto: string, perfil: Partial<Perfil> = {}, flexible = false): string => {
  const p = { perfil: { ...perfilPorDefecto, ...perfil }, opciones: leerOpcionesSane(texto), escaner: 'E', flexible };
  try {
    return [...argumentosDeFuente(p), ...argumentosDePerfil(p)].join(' ');
  } catch (error) {
    return error instanceof AppError ? `${error.codigo}: ${String(error.parametros['opcion'])}` : String(error);
  }
};

describe('options of a device', () => {
  test('ranges, lists, booleans, those that cannot be set', () => {
    const o = leerOpcionesSane(ALIMENTADOR);
    expect(o.get('--resolution')).toMatchObject({ rango: { min: 50, max: 600, paso: 1 }, unidad: 'dpi', actual: '600', ajustable: true });
    expect(o.get('--page-width')).toMatchObject({ rango: { min: 0, max: 308.846, paso: 0.0211639 }, unidad: 'mm' });
    expect(o.get('--source')).toMatchObject({ valores: ['ADF Front', 'ADF Back', 'ADF Duplex'], actual: 'ADF Front' });
    expect(o.get('--swdeskew')).toMatchObject({ booleana: true, valores: ['yes', 'no'], actual: 'no' });
    expect(o.get('--df-action')).toMatchObject({ actual: 'Default', ajustable: true });
    expect(o.get('--double-feed')).toMatchObject({ actual: 'yes', ajustable: false });
    expect(leerOpcionesSane(MULTIFUNCION).get('--resolution')).toMatchObject({ valores: ['auto', '75', '100', '200', '400', '600'], unidad: 'dpi' });
    expect(leerOpcionesSane(MULTIFUNCION).get('--adf-mode')).toMatchObject({ actual: null, ajustable: false });
  });

  test('garbage has none', () => {
    expect(leerOpcionesSane('\u0000\u0001\n    x\n----\n        --no\n').size).toBe(0);
  });
});

describe('arguments from a profile', () => {
  test('a feeder: front side, colour, paper told before its area, cut to what fits', () => {
    expect(pedir(ALIMENTADOR)).toBe('--source=ADF Front --mode=Color --resolution=300 --page-width=215.8929 --page-height=279.3846 -l 0 -t 0 -x 215.8718 -y 279.3635');
    expect(pedir(ALIMENTADOR, { duplex: true, color: 'gris' })).toContain('--source=ADF Duplex --mode=Gray');
  });

  test('a multifunction: the feeder by its own name, the resolution above when there is no equal', () => {
    expect(pedir(MULTIFUNCION)).toBe('--source=Automatic Document Feeder --mode=Color --resolution=400 -x 210 -y 279.4');
    expect(pedir(MULTIFUNCION, { fuente: 'cama', tamano: { ancho: 100, alto: 150.5 } })).toBe('--source=Flatbed --mode=Color --resolution=400 -x 100 -y 150.5');
  });

  test('what it does not admit is refused, unless nobody set it up', () => {
    expect(pedir(ALIMENTADOR, { fuente: 'cama' })).toBe('escaner_opcion: escanear en la cama');
    expect(pedir(MULTIFUNCION, { duplex: true })).toBe('escaner_opcion: escanear por los dos lados');
    expect(pedir(MULTIFUNCION, { resolucion: 1200 })).toBe('escaner_opcion: 1200 dpi');
    expect(pedir(MULTIFUNCION, { resolucion: 1200 }, true)).toContain('--resolution=600');
    expect(pedir('    --mode Lineart [Lineart]\n', {}, false)).toBe('escaner_opcion: color');
    expect(pedir('    --mode Lineart [Lineart]\n', {}, true)).toBe('');
  });

  test("the profile's own options win, and must exist", () => {
    expect(pedir(ALIMENTADOR, { opciones: { '--source': 'ADF Back', '--swdeskew': 'yes', '-x': '200' } })).toBe(
      '--mode=Color --resolution=300 --page-width=215.8929 --page-height=279.3846 -l 0 -t 0 -y 279.3635 --source=ADF Back --swdeskew=yes -x 200',
    );
    expect(pedir(ALIMENTADOR, { opciones: { '--nada': '1' } })).toBe('escaner_opcion: la opción «--nada»');
    for (const mala of ['--batch', '--batch-count', '-o', '--output-file', 'mode', '--a=b', '-d']) expect(perfilSchema.safeParse({ opciones: { [mala]: 'x' } }).success).toBe(false);
  });
});

describe('devices', () => {
  const lista = leerDispositivos('fujitsu:fi-7600:1234\tFUJITSU\tfi-7600\tscanner\nbasura\ngenesys:libusb:001:004\tCanon\tLiDE 210\tflatbed scanner\ngenesys:libusb:001:009\tCanon\tLiDE 210\tflatbed scanner\n');

  test('ids last: of what changes when a cable is put in again there is nothing in them', () => {
    expect(ponerIds(lista).map((d) => d.id)).toEqual(['fujitsu-fi-7600-1234', 'canon-lide-210', 'canon-lide-210-2']);
    expect(ponerIds(leerDispositivos('genesys:libusb:003:017\tCanon\tLiDE 210\tflatbed scanner\n'))[0]!.id).toBe('canon-lide-210');
  });

  test('a configured one is found under its new address, if there is no doubt', () => {
    expect(resolverDispositivo('genesys:libusb:001:004', lista)).toBe('genesys:libusb:001:004');
    expect(resolverDispositivo('genesys:libusb:002:002', lista)).toBe('genesys:libusb:002:002');
    expect(resolverDispositivo('genesys:libusb:002:002', lista.slice(0, 2))).toBe('genesys:libusb:001:004');
    expect(resolverDispositivo('fujitsu:fi-7600:9', lista)).toBe('fujitsu:fi-7600:9');
  });
});

describe('how a run ended', () => {
  const fin = { codigo: 0, senal: null, motivo: 'fin', errores: '' } as const;
  const falla = (errores: string, codigo: number, avance = SIN_AVANCE) => {
    const f = fallaDeSane({ fin: { ...fin, codigo, errores }, avance, escaner: 'E', programa: 'scanimage' });
    return f && { codigo: f.codigo, ...f.parametros };
  };

  test.each([
    ['scanimage: open of device x failed: Device busy', 1, { codigo: 'escaner_ocupado' }],
    ['scanimage: open of device x failed: Access to resource has been denied', 1, { codigo: 'escaner_sin_permiso', escaner: 'E' }],
    ['scanimage: open of device x failed: Invalid argument', 1, { codigo: 'escaner_desconectado', escaner: 'E' }],
    ["scanimage: unrecognized option '--swdeskew'", 1, { codigo: 'escaner_opcion', escaner: 'E', opcion: "scanimage: unrecognized option '--swdeskew'" }],
    ['Lamp not ready, please retry', 12, { codigo: 'escaner_respuesta', detalle: 'Lamp not ready, please retry' }],
    ['', 139, { codigo: 'escaner_respuesta', detalle: 'terminó con el código 139' }],
  ])('%s', (errores, codigo, espera) => {
    expect(falla(errores, codigo)).toEqual(espera);
  });

  test('a jam names its sheet, also when no byte of it came; a cover that was open before the first sheet names none', () => {
    const oir = (texto: string) => {
      const s = seguirSane();
      s.oir(texto);
      return s.avance();
    };
    expect(falla('', 6, oir('Scanning page 3\nscanimage: sane_start: Document feeder jammed\n'))).toEqual({ codigo: 'escaner_atasco', hoja: 3 });
    expect(falla('', 8, oir('Scanning page 1\nscanimage: sane_start: Scanner cover is open\n'))).toEqual({ codigo: 'escaner_tapa' });
    expect(falla('', 8, { ...oir('Scanned page 1. (scanner status = 5)\nScanning page 2\nscanimage: sane_start: Scanner cover is open\n'), terminadas: 1 })).toEqual({ codigo: 'escaner_tapa', hoja: 2 });
  });

  test('a driver that hangs when it closes has already said how it ended', () => {
    const s = seguirSane();
    expect(s.oir('Scanning page 1\nProgress: 3.0%\r')).toBe('avanza');
    expect(s.oir('Progress: 3.0%\rProgress: 3.0%\r')).toBe('nada');
    expect(s.oir('scanimage: sane_read: Document feeder jammed\nScanned page 1. (scanner status = 6)\nBatch terminated, 1 page scanned\n')).toBe('termina');
    expect(fallaDeSane({ fin: { ...fin, motivo: 'agotado', codigo: null, senal: 'SIGKILL' }, avance: s.avance(), escaner: 'E', programa: 'p' })).toMatchObject({ codigo: 'escaner_atasco', parametros: { hoja: 1 } });
  });
});
