import { Command, InvalidArgumentError } from 'commander';
import { AppError } from '#shared/errors/app-error.ts';
import { OPCIONES_VERIFICAR } from '#shared/prep-csv/verificar.ts';
import { informeDeFalla, informeHumano, informeJson } from './informe.ts';
import { verificarArchivo } from './verificar-archivo.ts';

/** 0 the header agrees, 1 it does not, 2 it is not such a file. */
export type CodigoVerificar = 0 | 1 | 2;

export type OpcionesComando = {
  readonly json?: boolean | undefined;
  /** True, false, or undefined to take whichever agrees. */
  readonly ultimoCorte?: boolean | undefined;
  readonly maximoEspecial?: number | undefined;
};
export type Salida = { readonly escribir: (texto: string) => void; readonly error: (texto: string) => void };

/** Differences of each class that --json carries; all are counted. */
const MAXIMO_JSON = 10_000;

/** `acopio prep verificar FILE`: recomputes the file, writes the report and gives the exit code. Never throws for a bad file. */
export const ejecutarVerificar = async (ruta: string, opciones: OpcionesComando, salida: Salida): Promise<CodigoVerificar> => {
  const json = opciones.json === true;
  try {
    const verificados = await verificarArchivo(ruta, {
      ultimoCorte: opciones.ultimoCorte ?? 'auto',
      maximoBoletasEspecial: opciones.maximoEspecial ?? OPCIONES_VERIFICAR.maximoBoletasEspecial,
      maximoPorClase: json ? MAXIMO_JSON : OPCIONES_VERIFICAR.maximoPorClase,
    });
    salida.escribir(json ? `${informeJson(verificados)}\n` : verificados.map(informeHumano).join('\n'));
    return verificados.every((v) => v.resultado.concuerda) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    (json ? salida.escribir : salida.error)(`${informeDeFalla(error, json)}\n`);
    return 2;
  }
};

const entero = (texto: string): number => {
  const n = Number(texto);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('Debe ser un número de boletas.');
  return n;
};

const PROCESO: Salida = { escribir: (texto) => process.stdout.write(texto), error: (texto) => process.stderr.write(texto) };

/** The `prep` subcommand of `acopio`. Sets `process.exitCode`. */
export const comandoPrep = (): Command => {
  const prep = new Command('prep').description('archivos PREP publicados');
  // A mistake in the command line must not look like a header that does not agree (1).
  prep.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  prep
    .command('verificar')
    .description('recalcula las 13 cifras del encabezado y cada renglón de un archivo PREP (CSV o ZIP)')
    .argument('<archivo>', 'CSV de resultados, o ZIP con una o varias elecciones')
    .option('--json', 'resultado para máquinas')
    .option('--ultimo-corte', 'la participación debe usar los votos con casillas especiales')
    .option('--no-ultimo-corte', 'la participación debe usar los votos sin casillas especiales')
    .option('--maximo-especial <boletas>', 'boletas aprobadas para una casilla especial', entero)
    .addHelpText('after', '\nSale con 0 si el encabezado concuerda, 1 si no, 2 si no es un archivo PREP.')
    .action(async (archivo: string, opciones: OpcionesComando) => {
      process.exitCode = await ejecutarVerificar(archivo, opciones, PROCESO);
    });
  return prep;
};
