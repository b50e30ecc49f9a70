import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { OpcionesComando } from './comando.ts';
import { medidasDePapel, type ConfiguracionDe, type DRIVERS_NAPS2, type Perfil } from './perfil.ts';
import { leerPrograma } from './proceso.ts';

export type DriverNaps2 = (typeof DRIVERS_NAPS2)[number];
const LIMITE_LISTA_MS = 60_000;

/** What NAPS2's console prints when it fails, in English and in Spanish: it follows the language of the system. It may exit with 0. */
export const MENSAJES_NAPS2: OpcionesComando['mensajes'] = [
  { contiene: 'paper jam', codigo: 'escaner_atasco' }, { contiene: 'papel atascado', codigo: 'escaner_atasco' },
  { contiene: 'no pages are in the feeder', codigo: 'escaner_sin_papel' }, { contiene: 'sin hojas en el alimentador', codigo: 'escaner_sin_papel' },
  { contiene: 'cover is open', codigo: 'escaner_tapa' }, { contiene: 'tapa del escáner está abierta', codigo: 'escaner_tapa' },
  { contiene: 'scanner is busy', codigo: 'escaner_ocupado' }, { contiene: 'escáner seleccionado está ocupado', codigo: 'escaner_ocupado' },
  { contiene: 'warming up', codigo: 'escaner_ocupado' }, { contiene: 'se está calentando', codigo: 'escaner_ocupado' },
  { contiene: 'could not be found', codigo: 'escaner_desconectado' }, { contiene: 'no se ha encontrado', codigo: 'escaner_desconectado' },
  { contiene: 'scanner is offline', codigo: 'escaner_desconectado' }, { contiene: 'escáner seleccionado está inactivo', codigo: 'escaner_desconectado' },
  { contiene: 'no scanning device was found', codigo: 'escaner_desconectado' },
  { contiene: 'with the scanning device was interrupted', codigo: 'escaner_desconectado' }, { contiene: 'interrumpió la comunicación', codigo: 'escaner_desconectado' },
  { contiene: 'no scanned pages to export', codigo: 'escaner_sin_papel' },
  { contiene: 'permission to save files', codigo: 'escaner_sin_permiso' },
];
/** Its messages are not translated in the console, only in the library. */
const PAGINA = /^Scanned page \d+\.$/;
/** Sentences that --listdevices may print instead of a device's name. */
const NO_ES_DISPOSITIVO = /option (was not valid|must be set)|unexpected error|driver is not (supported|available)|error occurred|install the required packages/i;

const EXTENSION: Readonly<Record<Perfil['formato'], string>> = { jpeg: 'jpg', png: 'png', tiff: 'tiff' };
const CALIDAD_JPEG = '90';

/** The arguments of NAPS2's console for a profile. `{carpeta}` stays to be expanded. */
export const argumentosNaps2 = ({ driver, dispositivo, perfil }: Pick<ConfiguracionDe<'naps2'>, 'driver' | 'dispositivo' | 'perfil'>): string[] => {
  const { ancho, alto } = medidasDePapel(perfil);
  return [
    '-o', `{carpeta}/hoja$(nnnn).${EXTENSION[perfil.formato]}`, '--noprofile', '--driver', driver, '--device', dispositivo,
    '--source', perfil.fuente === 'cama' ? 'glass' : perfil.duplex ? 'duplex' : 'feeder', '--pagesize', `${ancho}x${alto}mm`, '--dpi', String(perfil.resolucion),
    '--bitdepth', perfil.color === 'color' ? 'color' : 'gray', '--jpegquality', CALIDAD_JPEG, ...(perfil.formato === 'tiff' ? ['--split'] : []),
    ...Object.entries(perfil.opciones).flatMap(([nombre, valor]) => (valor === '' ? [nombre] : [nombre, valor])), '-v',
  ];
};

/** NAPS2's console as a program of the driver `comando`. It writes its pages when the whole tray has gone through. */
export const opcionesNaps2 = (c: ConfiguracionDe<'naps2'> & { readonly programa: string }, resto: Pick<OpcionesComando, 'nombre' | 'bandeja' | 'limiteMs'>): OpcionesComando => ({
  ...resto, id: c.id, perfil: c.perfil, programa: c.programa, argumentos: argumentosNaps2(c), salida: 'carpeta', orden: 'nombre', codigos: {}, mensajes: MENSAJES_NAPS2, pagina: PAGINA,
});

/** Devices in what `--listdevices` printed: one name a line. */
export const leerDispositivosNaps2 = (texto: string): string[] => texto.split(/\r?\n/).map((l) => l.trim()).filter((l) => l !== '' && !NO_ES_DISPOSITIVO.test(l));

/** Devices that NAPS2 sees through one of its drivers. Throws AppError `escaner_programa` without NAPS2. */
export const listarNaps2 = async (programa: string, driver: DriverNaps2): Promise<string[]> => {
  const fin = await leerPrograma({ programa, argumentos: ['--listdevices', '--driver', driver], limiteMs: LIMITE_LISTA_MS });
  if (fin.motivo === 'ausente' || fin.motivo === 'sin_permiso') throw new AppError('escaner_programa', { programa });
  return fin.codigo === 0 ? leerDispositivosNaps2(fin.salida) : [];
};

/** Where NAPS2's installer leaves its console; the bare name, to be found on PATH, when it is not there. */
export const programaNaps2 = (entorno: Readonly<Record<string, string | undefined>> = process.env): string => {
  const carpetas = [entorno['ProgramFiles'], entorno['ProgramFiles(x86)']].filter((c) => c !== undefined);
  return carpetas.map((c) => join(c, 'NAPS2', 'NAPS2.Console.exe')).find((ruta) => existsSync(ruta)) ?? 'naps2.console';
};
