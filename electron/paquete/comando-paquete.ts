import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { leerArchivoCandidaturas, leerConCandidaturas } from '#electron/prep/leer-archivo.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { nuevaLlave } from '#electron/station/cripto-node.ts';
import { FORMATOS_CSV, type FormatoCsv, type Paquete } from '#shared/domain/paquete.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { leerFirmante, leerLlavePublica } from './archivo-llave.ts';
import { leerPaquete } from './archivo-paquete.ts';
import { paqueteDesdePrep, type FuentePrep } from './desde-prep.ts';
import { huellaDeLlave } from './huella.ts';
import { recortar } from './recortar.ts';
import { resumenAvisos, resumenPaquete } from './resumen.ts';
import { conRutas, leerArchivoRutas } from './rutas.ts';

export type OpcionesCrear = {
  readonly prep: readonly string[];
  readonly candidaturas?: readonly string[];
  readonly salida: string;
  readonly distrito?: string;
  readonly casillas?: string;
  readonly catd?: readonly string[];
  readonly soloCatd?: string;
  readonly rutas?: string;
  readonly formato?: FormatoCsv;
  readonly llave?: string;
  readonly central?: string;
  readonly llaveCentral?: string;
  readonly huellaCentral?: readonly string[];
  readonly id?: string;
  readonly inicio?: string;
  readonly fin?: string;
  readonly boletasEspecial?: string;
  readonly aunqueIncompleto?: boolean;
};

const entero = (opcion: string, texto: string | undefined): number | undefined => {
  if (texto === undefined) return undefined;
  const n = Number(texto);
  if (!Number.isInteger(n) || n < 1) throw new AppError('opcion_invalida', { opcion, detalle: 'debe ser un número entero de 1 o más' });
  return n;
};

/** Each file with the candidacies of its place in the list; a ZIP brings its own when none are given. */
const leerFuentes = async (prep: readonly string[], candidaturas: readonly string[]): Promise<FuentePrep[]> => {
  if (candidaturas.length > prep.length) throw new AppError('opcion_invalida', { opcion: '--candidaturas', detalle: 'hay más archivos de candidaturas que de resultados' });
  const fuentes: FuentePrep[] = [];
  for (const [i, ruta] of prep.entries()) {
    const elecciones = await leerConCandidaturas(ruta);
    const dadas = candidaturas[i];
    if (dadas !== undefined && elecciones.length > 1) throw new AppError('opcion_invalida', { opcion: '--candidaturas', detalle: `${ruta} trae ${elecciones.length} elecciones; indique el CSV de cada una` });
    const filas = dadas === undefined ? null : await leerArchivoCandidaturas(dadas);
    fuentes.push(...elecciones.map(({ archivo, candidaturas: propias }) => ({ archivo, candidaturas: filas ?? propias ?? [] })));
  }
  return fuentes;
};

/** The key that an earlier package of this name left beside it, or a new one, readable by its owner only. */
const llaveJunto = async (archivo: string): Promise<Firmante> => {
  // `wx`: a key that signed other certificates is never written over.
  await writeFile(archivo, nuevaLlave(), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => { if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; });
  return leerFirmante(archivo, '--salida');
};

/** Where `acopio central servir` listens when nothing is said. */
const CENTRAL = 'http://127.0.0.1:8414';

/** The central of the package: its address, its public key, and what it shows over HTTPS. */
const centralDe = async ({ central = CENTRAL, llaveCentral, huellaCentral }: OpcionesCrear, junto: string): Promise<Paquete['central']> => ({
  url: central.replace(/\/+$/, ''), llave: llaveCentral === undefined ? (await llaveJunto(junto)).llave : await leerLlavePublica(llaveCentral, '--llave-central'),
  ...(huellaCentral === undefined ? {} : { huellas: [...huellaCentral] }),
});

/** Whole or not at all: a full disk leaves neither half a package nor what was there before spoiled. */
const escribirEntero = async (salida: string, texto: string): Promise<void> => {
  const ruta = await realpath(salida).catch(() => salida);
  const hay = await stat(ruta).catch(() => null);
  // A pipe or a device is written to, never taken the place of.
  if (hay !== null && !hay.isFile()) return writeFile(ruta, texto);
  const parcial = `${ruta}.parcial`;
  try {
    await writeFile(parcial, texto);
    await rename(parcial, ruta);
  } catch (error) {
    await rm(parcial, { force: true });
    throw error;
  }
};

/** A CATD names folders and stations. */
const CATD = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u;
const INSTANTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)$/;

/** What of the options the package's own schema would refuse, said of the option and in plain words. */
const revisarOpciones = ({ id, catd, inicio, fin, central, huellaCentral }: OpcionesCrear): void => {
  const exigir = (bien: boolean, opcion: string, detalle: string): void => { if (!bien) throw new AppError('opcion_invalida', { opcion, detalle }); };
  exigir((inicio === undefined) === (fin === undefined), '--inicio', 'inicio y fin van juntos');
  for (const [opcion, hora] of [['--inicio', inicio], ['--fin', fin]] as const) {
    exigir(hora === undefined || (INSTANTE.test(hora) && !Number.isNaN(Date.parse(hora))), opcion, `«${hora ?? ''}» no es una hora como 2024-06-02T18:00:00-06:00`);
  }
  exigir(id === undefined || /^[a-z0-9-]{2,40}$/.test(id), '--id', 'debe tener de 2 a 40 letras minúsculas sin acento, dígitos o guiones');
  exigir(central === undefined || /^https?:\/\/[^/\s]+\/?$/.test(central), '--central', `«${central ?? ''}» no es una dirección como https://prep.example.mx`);
  for (const h of huellaCentral ?? []) exigir(/^[0-9a-f]{64}$/.test(h), '--huella-central', `«${h}» no es una huella: son 64 dígitos hexadecimales, los que dice «acopio central servir --tls»`);
  for (const c of catd ?? []) exigir(CATD.test(c), '--catd', `«${c}» no puede ser el nombre de un CATD: use letras, dígitos, espacios, puntos y guiones`);
};

/** Makes a signed package from published PREP files and says what is in it. Throws AppError. */
export const crearDesdePrep = async (opciones: OpcionesCrear, decir: (texto: string) => void): Promise<void> => {
  const casillas = entero('--casillas', opciones.casillas);
  const boletasEspecial = entero('--boletas-especial', opciones.boletasEspecial);
  revisarOpciones(opciones);
  const { paquete: completo, avisos } = paqueteDesdePrep(await leerFuentes(opciones.prep, opciones.candidaturas ?? []), {
    ...(opciones.id === undefined ? {} : { id: opciones.id }),
    ...(opciones.formato === undefined ? {} : { formato: opciones.formato }),
    ...(opciones.catd === undefined ? {} : { catds: opciones.catd }),
    aunqueIncompleto: opciones.aunqueIncompleto === true,
    ...(boletasEspecial === undefined ? {} : { boletasEspecial }),
    ...(opciones.inicio === undefined || opciones.fin === undefined ? {} : { ventana: { inicio: opciones.inicio, fin: opciones.fin } }),
  });
  const casillasConRuta = opciones.rutas === undefined ? completo.casillas : conRutas(completo.casillas, await leerArchivoRutas(opciones.rutas));
  const paquete = recortar({ ...completo, casillas: casillasConRuta }, {
    ...(opciones.distrito === undefined ? {} : { distrito: opciones.distrito }),
    ...(casillas === undefined ? {} : { casillas }),
    ...(opciones.soloCatd === undefined ? {} : { catd: opciones.soloCatd }),
  });
  const [juntoOpl, juntoCentral] = [`${opciones.salida}.opl.pem`, `${opciones.salida}.central.pem`];
  const firmante = opciones.llave === undefined ? await llaveJunto(juntoOpl) : await leerFirmante(opciones.llave);
  const central = await centralDe(opciones, juntoCentral);
  const texto = firmarPaquete({ ...paquete, central }, firmante);
  // What is written must open: the same checks as at the station.
  abrirPaquete(texto, firmante.llave);
  await escribirEntero(opciones.salida, texto);
  await writeFile(`${opciones.salida}.opl.pub`, `${firmante.llave}\n`);
  decir(resumenPaquete(paquete));
  decir(resumenAvisos(avisos));
  decir(`Paquete: ${opciones.salida}\n`);
  if (opciones.llave === undefined) decir(`Llave del OPL (guárdela aparte; con ella se firman los certificados): ${juntoOpl}\n`);
  decir(`Huella de la llave del OPL: ${huellaDeLlave(firmante.llave)}\n`);
  decir(`Servidor central: ${central.url}\n`);
  if (opciones.llaveCentral === undefined) decir(`Llave del servidor central (llévela a él, y a nadie más): ${juntoCentral}\nSe abre con: acopio central servir --paquete ${opciones.salida} --llave ${juntoCentral} --carpeta CARPETA\n`);
};

/** Checks a package and says what is in it. Throws AppError. */
export const verificarPaquete = async (ruta: string, rutaLlave: string | undefined, decir: (texto: string) => void): Promise<void> => {
  const llave = rutaLlave === undefined ? null : await leerLlavePublica(rutaLlave);
  const { paquete, sha256, llaveOpl } = await leerPaquete(ruta, llave);
  decir(resumenPaquete(paquete));
  decir(`SHA-256: ${sha256}\n`);
  decir(`Huella de la llave del OPL: ${huellaDeLlave(llaveOpl)}\n`);
  decir(llave === null ? 'El paquete está entero. Falta comprobar la llave: compare la huella con la del OPL, o use --llave-opl.\n' : 'La firma es de la llave indicada y el paquete es válido.\n');
};

/** Runs an action, writes an expected failure in Spanish and sets the exit code: 0, or 2 for what could not be used. */
const conCodigo = async (accion: () => Promise<void>): Promise<void> => {
  try {
    await accion();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${mensaje(error.codigo, error.parametros)}\n`);
    process.exitCode = 2;
  }
};

const decir = (texto: string): void => {
  process.stdout.write(texto);
};

/** The `paquete` subcommand of `acopio`. Sets `process.exitCode`. */
export const comandoPaquete = (): Command => {
  const comando = new Command('paquete').description('paquetes de elección firmados');
  comando.command('crear')
    .description('hace el paquete de un simulacro a partir de archivos PREP publicados de una entidad')
    .requiredOption('--prep <archivos...>', 'CSV o ZIP de resultados, uno por elección')
    .requiredOption('--salida <archivo>', 'paquete que se escribe')
    .option('--candidaturas <archivos...>', 'CSV de candidaturas, en el mismo orden')
    .option('--distrito <id>', 'solo las casillas de ese distrito')
    .option('--casillas <n>', 'a lo más n casillas, repartidas por todo el catálogo')
    .option('--catd <ids...>', 'CATD entre los que se reparten las casillas, por distrito')
    .option('--rutas <archivo>', 'CSV con la ruta que trae cada paquete: columnas RUTA y CLAVE_CASILLA o SECCION')
    .option('--solo-catd <id>', 'solo las casillas de ese CATD')
    .addOption(new Option('--formato <año>', 'formato del CSV que se publicará (el del archivo si no se dice)').choices(FORMATOS_CSV))
    .option('--llave <archivo>', 'llave del OPL en PEM (si no se dice, se hace una nueva)')
    .option('--central <dirección>', 'servidor central al que envían las estaciones', CENTRAL)
    .option('--llave-central <archivo>', 'llave pública del servidor central, PEM o base64 (si no se dice, se hace una junto al paquete)')
    .option('--huella-central <sha256...>', 'huella de la llave TLS del servidor central, y de la que la sustituya: las que dice «acopio central servir --tls»')
    .option('--id <id>', 'nombre corto del proceso')
    .option('--inicio <hora>', 'inicio de la operación, ISO 8601 con desfase')
    .option('--fin <hora>', 'fin de la operación')
    .option('--boletas-especial <n>', 'boletas aprobadas para una casilla especial (1000 si no se dice)')
    .option('--aunque-incompleto', 'acepta un archivo con menos actas que las de su encabezado o con renglones cortados')
    .action((opciones: OpcionesCrear) => conCodigo(() => crearDesdePrep(opciones, decir)));
  comando.command('verificar')
    .description('comprueba la firma y el contenido de un paquete')
    .argument('<paquete>')
    .option('--llave-opl <archivo>', 'llave pública del OPL: PEM, o base64')
    .action((ruta: string, opciones: { readonly llaveOpl?: string }) => conCodigo(() => verificarPaquete(ruta, opciones.llaveOpl, decir)));
  return comando;
};
