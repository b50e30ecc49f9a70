import { fallaDeSane, SIN_AVANCE } from './sane-fallas.ts';
import { leerOpcionesSane, type OpcionSane } from './sane-opciones.ts';
import { leerPrograma } from './proceso.ts';
import { AppError } from '#shared/errors/app-error.ts';

export const PROGRAMA_SANE = 'scanimage';
/** Drivers that look for devices on the network take some seconds; one that looks for longer is stuck. */
const LIMITE_LISTA_MS = 60_000;
const LIMITE_OPCIONES_MS = 30_000;

/** Which scanimage, and with what besides this process's environment. */
export type ProgramaSane = { readonly programa?: string; readonly entorno?: Readonly<Record<string, string>> };
/** With these it speaks English and numbers have a point. */
export const entornoSane = ({ entorno }: ProgramaSane): Readonly<Record<string, string>> => ({ ...entorno, LC_ALL: 'C', LANGUAGE: '' });

/** A device as SANE names it. */
export type DispositivoSane = {
  /** `fujitsu:fi-7600:123456`, `genesys:libusb:001:004`. */
  readonly nombre: string;
  readonly fabricante: string;
  readonly modelo: string;
  /** «sheetfed scanner», «flatbed scanner», «virtual device». */
  readonly clase: string;
};

const FORMATO = '%d\t%v\t%m\t%t%n';

/** The devices in the text of `scanimage -f` with our format; other lines are passed over. */
export const leerDispositivos = (texto: string): DispositivoSane[] =>
  texto.split('\n').flatMap((linea) => {
    const [nombre, fabricante, modelo, clase, ...resto] = linea.trim().split('\t');
    return nombre && fabricante !== undefined && modelo !== undefined && clase !== undefined && resto.length === 0 ? [{ nombre, fabricante, modelo, clase }] : [];
  });

/** The devices that SANE sees now. Throws AppError `escaner_programa` without scanimage. */
export const listarDispositivos = async (p: ProgramaSane = {}, cancelar?: AbortSignal): Promise<DispositivoSane[]> => {
  const programa = p.programa ?? PROGRAMA_SANE;
  const fin = await leerPrograma({ programa, argumentos: ['-f', FORMATO], entorno: entornoSane(p), limiteMs: LIMITE_LISTA_MS, cancelar });
  const falla = fin.motivo === 'fin' ? null : fallaDeSane({ fin, avance: SIN_AVANCE, escaner: 'SANE', programa });
  if (falla) throw falla;
  return leerDispositivos(fin.salida);
};

/** What a device admits once `antes` (its source) is set. Throws AppError escaner_*. */
export const opcionesDeDispositivo = async (
  p: ProgramaSane, dispositivo: string, nombre: string, antes: readonly string[] = [], cancelar?: AbortSignal,
): Promise<ReadonlyMap<string, OpcionSane>> => {
  const programa = p.programa ?? PROGRAMA_SANE;
  const fin = await leerPrograma({ programa, argumentos: ['-A', '-d', dispositivo, ...antes], entorno: entornoSane(p), limiteMs: LIMITE_OPCIONES_MS, cancelar });
  const opciones = leerOpcionesSane(fin.salida);
  if (fin.motivo === 'fin' && fin.codigo === 0 && opciones.size > 0) return opciones;
  throw fallaDeSane({ fin, avance: SIN_AVANCE, escaner: nombre, programa }) ?? new AppError('escaner_respuesta', { detalle: 'no dice qué opciones tiene' });
};

/** Addresses on the USB bus change each time that a device is connected. */
const DIRECCION_USB = /:libusb:\d+:\d+$/;
/** The name of a device without what changes when it is connected again. */
export const nombreEstable = (nombre: string): string => nombre.replace(DIRECCION_USB, '');

/**
 * The present name of a configured device: the same one if it is there; if its address on the USB bus has changed, the
 * only one of its driver. Otherwise as it was configured.
 */
export const resolverDispositivo = (configurado: string, presentes: readonly DispositivoSane[]): string => {
  if (!DIRECCION_USB.test(configurado) || presentes.some((d) => d.nombre === configurado)) return configurado;
  const candidatos = presentes.filter((d) => DIRECCION_USB.test(d.nombre) && nombreEstable(d.nombre) === nombreEstable(configurado));
  return candidatos.length === 1 ? candidatos[0]!.nombre : configurado;
};
