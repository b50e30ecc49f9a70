import { AppError } from '#shared/errors/app-error.ts';
import { medidasDePapel, type Perfil } from './perfil.ts';
import type { OpcionSane } from './sane-opciones.ts';

type Opciones = ReadonlyMap<string, OpcionSane>;
export type PedidoArgumentos = {
  readonly perfil: Perfil;
  readonly opciones: Opciones;
  /** Name of the scanner, for the message of what it does not admit. */
  readonly escaner: string;
  /** What the device lacks is done as it can, instead of refused: for scanners that nobody has set up. */
  readonly flexible: boolean;
};

const ALIMENTADOR = /adf|feeder|alimentador/i;
const CAMA = /flatbed|platen|glass|cama|normal/i;
const DUPLEX = /duplex|both/i;
const REVERSO = /back|rear/i;
const A_COLOR = /colou?r|rgb/i;
const EN_GRIS = /gr[ae]y|gris/i;

/** `--resolution=300`, `-x 215.9`. */
const poner = (nombre: string, valor: string): string[] => (nombre.startsWith('--') ? [valor === '' ? nombre : `${nombre}=${valor}`] : valor === '' ? [nombre] : [nombre, valor]);

const noAdmite = ({ escaner }: PedidoArgumentos, opcion: string): AppError => new AppError('escaner_opcion', { escaner, opcion });
/** An option that can be set now and that the profile does not set itself. */
const libre = ({ perfil, opciones }: PedidoArgumentos, nombre: string): OpcionSane | null => {
  const opcion = opciones.get(nombre);
  return opcion?.ajustable && !(nombre in perfil.opciones) ? opcion : null;
};

/** Whether the device says that it has a feeder; null when it says nothing of sources. */
export const tieneAlimentador = (opciones: Opciones): boolean | null => opciones.get('--source')?.valores?.some((v) => ALIMENTADOR.test(v)) ?? null;

/** The feeder's or the glass's name in this device; null when it says nothing of sources. */
const elegirFuente = (p: PedidoArgumentos): string | null => {
  const { perfil } = p;
  const valores = libre(p, '--source')?.valores;
  if (!valores) return null;
  if (perfil.fuente === 'cama') {
    const cama = valores.find((v) => CAMA.test(v)) ?? valores.find((v) => !ALIMENTADOR.test(v));
    if (cama === undefined && !p.flexible) throw noAdmite(p, 'escanear en la cama');
    return cama ?? valores[0] ?? null;
  }
  const alimentador = valores.filter((v) => ALIMENTADOR.test(v) && !REVERSO.test(v));
  if (alimentador.length === 0) {
    if (!p.flexible) throw noAdmite(p, 'el alimentador de hojas');
    return valores[0] ?? null;
  }
  return alimentador.find((v) => DUPLEX.test(v) === perfil.duplex) ?? alimentador[0] ?? null;
};

/** Options that choose the source: they change what the others admit, so they go first. */
export const argumentosDeFuente = (p: PedidoArgumentos): string[] => {
  const fuente = elegirFuente(p);
  const argumentos = fuente === null ? [] : poner('--source', fuente);
  const modo = libre(p, '--adf-mode')?.valores?.find((v) => DUPLEX.test(v) === p.perfil.duplex);
  if (modo !== undefined) argumentos.push(...poner('--adf-mode', modo));
  const duplex = libre(p, '--duplex');
  if (duplex?.booleana) argumentos.push(...poner('--duplex', p.perfil.duplex ? 'yes' : 'no'));
  const puede = (fuente !== null && DUPLEX.test(fuente)) || (modo !== undefined && DUPLEX.test(modo)) || duplex?.booleana === true || '--source' in p.perfil.opciones;
  if (p.perfil.duplex && !puede && !p.flexible) throw noAdmite(p, 'escanear por los dos lados');
  return argumentos;
};

const argumentosDeColor = (p: PedidoArgumentos): string[] => {
  const valores = libre(p, '--mode')?.valores;
  if (!valores) return [];
  const patron = p.perfil.color === 'color' ? A_COLOR : EN_GRIS;
  const modo = valores.find((v) => patron.test(v));
  if (modo !== undefined) return poner('--mode', modo);
  if (!p.flexible) throw noAdmite(p, p.perfil.color === 'color' ? 'color' : 'tonos de gris');
  return [];
};

const argumentosDeResolucion = (p: PedidoArgumentos): string[] => {
  const opcion = libre(p, '--resolution');
  const { resolucion } = p.perfil;
  if (!opcion) return [];
  if (opcion.rango) {
    const { min, max } = opcion.rango;
    if ((resolucion < min || resolucion > max) && !p.flexible) throw noAdmite(p, `${resolucion} dpi`);
    return poner('--resolution', String(Math.min(Math.max(resolucion, min), max)));
  }
  const valores = (opcion.valores ?? []).map(Number).filter((n) => Number.isFinite(n)).sort((a, b) => a - b);
  // Better too fine than too coarse: whoever reads the page can make it smaller, never larger.
  const elegida = valores.find((n) => n >= resolucion) ?? (p.flexible ? valores.at(-1) : undefined);
  if (elegida === undefined && valores.length > 0) throw noAdmite(p, `${resolucion} dpi`);
  return elegida === undefined ? [] : poner('--resolution', String(elegida));
};

/** The area of the paper, cut to what the device admits. */
const argumentosDePapel = (p: PedidoArgumentos): string[] => {
  const { ancho, alto } = medidasDePapel(p.perfil);
  const hasta = (nombre: string, valor: number): string[] => {
    const rango = libre(p, nombre)?.rango;
    if (!rango) return [];
    const { max, paso } = rango;
    const cabe = Math.min(valor, max);
    return poner(nombre, String(paso === null ? cabe : Math.round(Math.floor(cabe / paso + 1e-9) * paso * 1e4) / 1e4));
  };
  const desde = (nombre: string): string[] => {
    const rango = libre(p, nombre)?.rango;
    return rango ? poner(nombre, String(Math.max(0, rango.min))) : [];
  };
  // Feeders that centre the sheet must know its size before its area.
  return [...hasta('--page-width', ancho), ...hasta('--page-height', alto), ...desde('-l'), ...desde('-t'), ...hasta('-x', ancho), ...hasta('-y', alto)];
};

/**
 * The arguments that make a device scan as the profile says, after those of `argumentosDeFuente`. `opciones` are those
 * of the device with that source. The profile's own options go last and are not second-guessed, only checked to exist.
 * Throws AppError `escaner_opcion`.
 */
export const argumentosDePerfil = (p: PedidoArgumentos): string[] => {
  const propias = Object.entries(p.perfil.opciones);
  for (const [nombre] of propias) if (!p.opciones.has(nombre)) throw noAdmite(p, `la opción «${nombre}»`);
  return [...argumentosDeColor(p), ...argumentosDeResolucion(p), ...argumentosDePapel(p), ...propias.flatMap(([nombre, valor]) => poner(nombre, valor))];
};
