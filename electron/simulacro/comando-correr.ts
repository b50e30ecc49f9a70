import { existsSync, readdirSync } from 'node:fs';
import { Command } from 'commander';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { leerArchivoPrep } from '#electron/prep/leer-archivo.ts';
import type { Registro } from '#electron/station/puertos.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { plano } from '#shared/prep-csv/texto.ts';
import { ESCANERES_SIMULACRO, type EscanerSimulacro } from './charola.ts';
import { informeSimulacro } from './informe.ts';
import { crearProgreso } from './progreso.ts';
import { correrSimulacro, type OpcionesSimulacro } from './simulacro.ts';
import type { SalaReal } from './reserva-simulada.ts';
import type { FuenteVerdad } from './verdad.ts';

/** What the command needs from its host. */
export type PuertosCorrer = {
  /** Where a drill goes when nobody says: a new folder. */
  readonly salidaPorOmision: () => string;
  readonly sala: SalaReal;
  readonly escribir: (texto: string) => void;
  readonly progreso: { readonly isTTY?: boolean; readonly write: (texto: string) => unknown };
};

export type OpcionesCorrer = {
  readonly paquete?: string;
  readonly verdad?: readonly string[];
  readonly actas?: string;
  readonly semilla: string;
  readonly errores: string;
  readonly salida?: string;
  /** False with --sin-imagenes. */
  readonly sinImagenes?: boolean;
  readonly dpi: string;
  readonly escaner?: string;
  readonly cortes?: string;
  readonly relevo?: boolean;
  readonly red?: string;
  readonly json?: boolean;
};

/** Enough to meet every kind of acta, and few enough to end in a minute or two on a small machine. */
const ACTAS_DEMO = 80;
const MAXIMO_DIFERENCIAS_JSON = 10_000;

const numero = (opcion: string, texto: string, minimo: number, maximo: number, entero: boolean): number => {
  const n = Number(texto);
  if (texto.trim() === '' || !(n >= minimo && n <= maximo) || (entero && !Number.isInteger(n))) {
    throw new AppError('opcion_invalida', { opcion, detalle: `debe ser ${entero ? 'un entero ' : ''}de ${minimo} a ${maximo}` });
  }
  return n;
};

/** The election of a file of the truth: by its title, or the only one of the package for juntas and other names. */
const leerVerdad = async (rutas: readonly string[], paquete: Paquete): Promise<FuenteVerdad[]> => {
  const archivos = (await Promise.all(rutas.map((ruta) => leerArchivoPrep(ruta)))).flat();
  return archivos.map(({ cabecera, filas, nombre }) => {
    const porTitulo = paquete.elecciones.find((e) => plano(cabecera.titulo).startsWith(plano(e.titulo)));
    const eleccion = porTitulo?.id ?? cabecera.eleccion;
    if (eleccion === null || !paquete.elecciones.some((e) => e.id === eleccion)) {
      throw new AppError('opcion_invalida', { opcion: '--verdad', detalle: `${nombre} («${cabecera.titulo}») no es de ninguna elección del paquete` });
    }
    return { eleccion, filas, encabezado: cabecera.encabezado };
  });
};

const leerEscaner = ({ escaner = 'virtual', sinImagenes }: OpcionesCorrer): EscanerSimulacro => {
  const elegido = ESCANERES_SIMULACRO.find((e) => e === escaner);
  if (!elegido) throw new AppError('opcion_invalida', { opcion: '--escaner', detalle: `debe ser ${ESCANERES_SIMULACRO.join(', ')}` });
  if (elegido !== 'virtual' && sinImagenes === true) throw new AppError('opcion_invalida', { opcion: '--escaner', detalle: `${elegido} necesita imágenes: quite --sin-imagenes` });
  return elegido;
};

const leerRed = ({ red = 'http' }: OpcionesCorrer): string => {
  if (red !== 'http' && red !== 'usb') throw new AppError('opcion_invalida', { opcion: '--red', detalle: 'debe ser http o usb' });
  return red;
};

/** A drill never writes over another: what is there is the evidence of what happened. */
const exigirVacia = (carpeta: string): string => {
  if (existsSync(carpeta) && readdirSync(carpeta).length > 0) throw new AppError('opcion_invalida', { opcion: '--salida', detalle: `${carpeta} no está vacía` });
  return carpeta;
};

const leerOpciones = async (o: OpcionesCorrer, puertos: PuertosCorrer, registro: Registro): Promise<OpcionesSimulacro> => {
  const semilla = numero('--semilla', o.semilla, 0, 2 ** 31, true);
  const paquete = o.paquete === undefined ? paqueteDemo() : (await leerPaquete(o.paquete, null)).paquete;
  const actas = o.actas === undefined ? (o.paquete === undefined ? ACTAS_DEMO : null) : numero('--actas', o.actas, 1, 1_000_000, true);
  return {
    paquete, actas, semilla: String(semilla),
    verdad: o.verdad === undefined ? verdadDemo(paquete, semilla) : await leerVerdad(o.verdad, paquete),
    errores: numero('--errores', o.errores, 0, 1, false), salida: exigirVacia(o.salida ?? puertos.salidaPorOmision()),
    imagenes: o.sinImagenes !== true, dpi: numero('--dpi', o.dpi, 150, 300, true), escaner: leerEscaner(o),
    ...(o.cortes === undefined ? {} : { cortes: numero('--cortes', o.cortes, 0, 1, false) }), ...(o.relevo === true ? { sala: puertos.sala } : {}), soloUsb: leerRed(o) === 'usb', registro, alAvanzar: crearProgreso(puertos.progreso),
  };
};

/** Runs a drill, tells how it went and gives the exit code: 0 only when nothing differs, is missing or doubled. Throws AppError. */
export const ejecutarSimulacro = async (opciones: OpcionesCorrer, puertos: PuertosCorrer): Promise<0 | 1> => {
  // A drill makes failures on purpose: only what nobody expected is shown.
  const registro: Registro = { info: () => undefined, error: (mensaje, datos) => { if (mensaje === 'call failed') puertos.progreso.write(`${mensaje} ${JSON.stringify(datos)}\n`); } };
  const o = await leerOpciones(opciones, puertos, registro);
  const r = await correrSimulacro(o);
  if (opciones.json === true) {
    const diferencias = r.comparacion.diferencias.slice(0, MAXIMO_DIFERENCIAS_JSON);
    puertos.escribir(`${JSON.stringify({ ...r, comparacion: { ...r.comparacion, diferencias, totalDiferencias: r.comparacion.diferencias.length } }, null, 2)}\n`);
  } else puertos.escribir(informeSimulacro(r));
  return r.exito ? 0 : 1;
};

/** `acopio simulacro correr`. Sets `process.exitCode`. */
export const comandoCorrer = (puertos: PuertosCorrer): Command =>
  new Command('correr')
    .description('una jornada completa con personas, papel y red virtuales; compara lo publicado con la verdad')
    .option('--paquete <archivo>', 'paquete de elección (la elección de demostración si no se dice)')
    .option('--verdad <archivos...>', 'resultados PREP publicados, CSV o ZIP (se inventan con la semilla si no se dice)')
    .option('--actas <n>', `cuántas actas (${ACTAS_DEMO} de la demostración, o todas las de la verdad)`)
    .option('--semilla <n>', 'la misma semilla da el mismo simulacro', '2027')
    .option('--errores <parte>', 'parte de las primeras capturas que salen mal, de 0 a 1', '0.02')
    .option('--salida <carpeta>', 'carpeta nueva para estaciones, central y publicación')
    .option('--sin-imagenes', 'sin dibujar ni leer actas: solo captura, lotes y publicación')
    .option('--dpi <n>', 'resolución de las actas', '200')
    .option('--escaner <cual>', 'por dónde pasan las actas: virtual, sane (scanimage de verdad) o escl (un escáner de red)', 'virtual')
    .option('--cortes <parte>', 'parte de la noche sin red, de 0 a 1 (un tercio si no se dice)')
    .option('--red <cual>', 'cómo llega todo al servidor central: http, o usb (sin ninguna red; los lotes van y los acuses vuelven en una USB)', 'http')
    .option('--relevo', 'a media noche la estación principal del primer centro muere y su reserva la releva')
    .option('--json', 'resultado para máquinas')
    .addHelpText('after', '\nSale con 0 solo si nada difiere, falta o sobra; 1 si hay diferencias; 2 si algo no se pudo usar.')
    .action(async (opciones: OpcionesCorrer) => {
      process.exitCode = await ejecutarSimulacro(opciones, puertos);
    });
