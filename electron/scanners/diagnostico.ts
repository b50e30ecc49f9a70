import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import type { DescubrimientoEscl } from './escl-descubrir.ts';
import type { EscanerAnunciado } from './escl-anuncios.ts';
import { leerDispositivosNaps2, programaNaps2, type DriverNaps2 } from './naps2.ts';
import { dispositivosUsb, type DispositivoUsb } from './permisos-usb.ts';
import { leerPrograma } from './proceso.ts';
import { entornoSane, listarDispositivos, PROGRAMA_SANE, type DispositivoSane, type ProgramaSane } from './sane-dispositivos.ts';

const LIMITE_MS = 30_000;
/** Scanners answer within a second; those that sleep take a little more. */
const ESPERA_ESCL_MS = 4_000;

/** What this machine has to scan with, and what stands in the way. */
export type Diagnostico = {
  readonly sane: { readonly version: string | null; readonly dispositivos: readonly DispositivoSane[]; readonly ms: number };
  /** Null where the system does not say. */
  readonly usb: readonly DispositivoUsb[] | null;
  readonly naps2: { readonly programa: string | null; readonly dispositivos: readonly { readonly driver: DriverNaps2; readonly nombre: string }[] };
  readonly escl: readonly EscanerAnunciado[];
  /** Sentences for the technician: what to correct. */
  readonly avisos: readonly string[];
};

export type OpcionesDiagnostico = {
  readonly sane?: ProgramaSane;
  readonly naps2?: string;
  readonly escl: DescubrimientoEscl | null;
  readonly esperaEsclMs?: number;
  readonly usb?: () => Promise<DispositivoUsb[] | null>;
  readonly plataforma?: NodeJS.Platform;
};

const conSane = async (p: ProgramaSane): Promise<Diagnostico['sane']> => {
  const fin = await leerPrograma({ programa: p.programa ?? PROGRAMA_SANE, argumentos: ['--version'], entorno: entornoSane(p), limiteMs: LIMITE_MS });
  if (fin.motivo !== 'fin' || fin.codigo !== 0) return { version: null, dispositivos: [], ms: 0 };
  const inicio = performance.now();
  const dispositivos = await listarDispositivos(p);
  return { version: /backend version ([\w.-]+)/.exec(fin.salida)?.[1] ?? fin.salida.trim().slice(0, 80), dispositivos, ms: Math.round(performance.now() - inicio) };
};

const DRIVERS: Partial<Record<NodeJS.Platform, readonly DriverNaps2[]>> = { win32: ['twain', 'wia', 'escl'], linux: ['sane', 'escl'], darwin: ['apple', 'escl'] };

const conNaps2 = async (programa: string, plataforma: NodeJS.Platform): Promise<Diagnostico['naps2']> => {
  const dispositivos: { driver: DriverNaps2; nombre: string }[] = [];
  for (const driver of DRIVERS[plataforma] ?? []) {
    const fin = await leerPrograma({ programa, argumentos: ['--listdevices', '--driver', driver], limiteMs: LIMITE_MS });
    if (fin.motivo === 'ausente' || fin.motivo === 'sin_permiso') return { programa: null, dispositivos: [] };
    if (fin.codigo === 0) dispositivos.push(...leerDispositivosNaps2(fin.salida).map((nombre) => ({ driver, nombre })));
  }
  return { programa, dispositivos };
};

const avisosDe = (d: Omit<Diagnostico, 'avisos'>, plataforma: NodeJS.Platform): string[] => {
  const avisos: string[] = [];
  if (plataforma === 'linux' && d.sane.version === null) avisos.push('Falta scanimage: instale el paquete «sane-utils» (apt install sane-utils).');
  const negados = (d.usb ?? []).filter((u) => !u.permitido);
  for (const { nombre, nodo } of negados) avisos.push(`No hay permiso para usar ${nombre} (${nodo}): agregue este usuario al grupo «scanner» (usermod -aG scanner USUARIO) y entre de nuevo.`);
  if (d.sane.version !== null && d.sane.dispositivos.length === 0 && (d.usb ?? []).length > negados.length) {
    avisos.push('El escáner está conectado por USB pero SANE no lo reconoce: revise si el fabricante pide un controlador propio, o si habla eSCL (instale «ipp-usb»).');
  }
  if (plataforma === 'win32' && d.naps2.programa === null) avisos.push('Falta NAPS2: instálelo para usar escáneres TWAIN o WIA (naps2.console).');
  if (d.sane.dispositivos.length + d.naps2.dispositivos.length + d.escl.length === 0) avisos.push('No se encontró ningún escáner. Revise que esté encendido y conectado; también puede usar una carpeta vigilada.');
  return avisos;
};

/** Looks at all that this machine has to scan with. Takes some seconds. Never throws for what is missing: it says so. */
export const diagnosticar = async (o: OpcionesDiagnostico): Promise<Diagnostico> => {
  const plataforma = o.plataforma ?? process.platform;
  const [sane, usb, naps2] = await Promise.all([
    conSane(o.sane ?? {}), (o.usb ?? dispositivosUsb)(), conNaps2(o.naps2 ?? programaNaps2(), plataforma),
    o.escl ? new Promise((resolver) => setTimeout(resolver, o.esperaEsclMs ?? ESPERA_ESCL_MS)) : null,
  ]);
  const hallado = { sane, usb, naps2, escl: o.escl?.lista() ?? [] };
  return { ...hallado, avisos: avisosDe(hallado, plataforma) };
};

/** A failure in words, for a report that goes on. */
export const enPalabras = (error: unknown): string => (error instanceof AppError ? mensaje(error.codigo, error.parametros) : String(error));
