import path from 'node:path';
import { Command } from 'commander';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { leerFirmante, leerLlavePublica, leerTexto } from '#electron/paquete/archivo-llave.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { LIMITES, limitesSchema, type Limites } from '#central/red/limites.ts';
import { comandoImportar } from './comando-central-importar.ts';
import { comandoEstado } from './comando-central-estado.ts';
import { comandoRevocar } from './comando-central-revocar.ts';
import { cortarCada } from './cortes.ts';
import { hilosDeLotes } from './hilos-de-lotes.ts';
import { leerPuerto } from './opciones.ts';
import { rutaDelProyecto } from './proyecto.ts';
import { certificadoDeRed, huellaSpki } from './red/certificado.ts';
import { crearRegistro } from './registro.ts';
import { crearVigiaRevocadas, vigilarRevocadas } from './revocadas.ts';

type Opciones = { readonly paquete: string; readonly llaveOpl?: string; readonly llave: string; readonly carpeta: string; readonly anfitrion: string; readonly puerto: string; readonly corte: string; readonly tls?: true; readonly certificado?: string; readonly llaveTls?: string; readonly revocadas?: string; readonly limites?: string };

const jsonDe = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    return null;
  }
};

const MINUTO_MS = 60_000;

const leerMinutos = (texto: string): number => {
  const n = Number(texto);
  if (!(n >= 0.1 && n <= 120)) throw new AppError('opcion_invalida', { opcion: '--corte', detalle: 'debe ser de 0.1 a 120 minutos' });
  return n;
};

/** What one station may take: the usual, but for what the file says. */
const leerLimites = async (ruta: string | undefined): Promise<Limites> => {
  if (ruta === undefined) return LIMITES;
  const texto = await leerTexto(ruta);
  const leidos = limitesSchema.safeParse(jsonDe(texto));
  if (leidos.success) return leidos.data;
  const lugar = leidos.error.issues[0]?.path.join('.') ?? '';
  throw new AppError('opcion_invalida', { opcion: '--limites', detalle: lugar === '' ? `${ruta} debe ser un objeto JSON con los nombres de docs/formats/lote.md` : `en ${ruta}, «${lugar}» debe ser un número mayor que 0` });
};

/** Files that the technician gives, or a certificate of its own, made the first time and kept: its key is what the package names. */
const leerTls = async (o: Opciones): Promise<{ certificado: string; llave: string } | null> => {
  if ((o.certificado === undefined) !== (o.llaveTls === undefined)) throw new AppError('opcion_invalida', { opcion: '--certificado', detalle: 'va junto con --llave-tls' });
  if (o.certificado !== undefined && o.llaveTls !== undefined) return { certificado: await leerTexto(o.certificado), llave: await leerTexto(o.llaveTls) };
  return o.tls === true ? certificadoDeRed(path.join(o.carpeta, 'tls'), 'servidor central', Date.now()) : null;
};

/** The OPL's list of revoked stations: what the file says now, and then whenever it changes. Gives back how to stop. */
const seguirRevocadas = async ({ carpeta, revocadas }: Opciones, central: Central, registro: ReturnType<typeof crearRegistro>): Promise<() => void> => {
  const archivo = revocadas ?? path.join(carpeta, 'revocadas.json');
  if (revocadas !== undefined) await leerTexto(archivo);
  const mirar = crearVigiaRevocadas(archivo, central);
  await mirar().catch((error: unknown) => {
    // The central knows a newer one already: that one holds, and the night goes on.
    if (!(error instanceof AppError) || error.codigo !== 'revocaciones_viejas') throw error;
    process.stderr.write(`${mensaje(error.codigo, error.parametros)}\n`);
  });
  return vigilarRevocadas(mirar, registro);
};

/** What fails of the database: `fallida` resolves with what the central cannot go on with; what it can is said. */
const vigilarBase = (): { readonly fallida: Promise<AppError>; readonly alFallarBase: (falla: AppError) => void } => {
  let detener: (falla: AppError) => void = () => undefined;
  const fallida = new Promise<AppError>((resolve) => { detener = resolve; });
  return { fallida, alFallarBase: (falla) => (falla.codigo === 'base_central_danada' ? detener(falla) : void process.stderr.write(`${mensaje(falla.codigo, falla.parametros)}\n`)) };
};

const servir = async (o: Opciones): Promise<void> => {
  const [puerto, minutos] = [leerPuerto(o.puerto), leerMinutos(o.corte)];
  const { paquete, texto } = await leerPaquete(o.paquete, o.llaveOpl === undefined ? null : await leerLlavePublica(o.llaveOpl));
  if (paquete.modo === 'jornada' && o.llaveOpl === undefined) throw new AppError('opcion_invalida', { opcion: '--llave-opl', detalle: 'en una jornada la llave del OPL no se toma del paquete' });
  const [firmante, tls] = [await leerFirmante(o.llave), await leerTls(o)];
  const registro = crearRegistro(`${o.carpeta}/registro`, Date.now());
  const { fallida, alFallarBase } = vigilarBase();
  const central = await crearCentral({
    carpeta: o.carpeta, paqueteTexto: texto, llaveOpl: o.llaveOpl === undefined ? null : await leerLlavePublica(o.llaveOpl), firmante, cripto: criptoNode,
    reloj: { ahora: () => Date.now() }, registro, hilos: hilosDeLotes(), limites: await leerLimites(o.limites), sitio: rutaDelProyecto('central', 'sitio'), alFallarBase,
    ...(tls === null ? {} : { tls }),
  });
  const dejarDeSeguir = await seguirRevocadas(o, central, registro).catch(async (error: unknown) => {
    await central.cerrar();
    throw error;
  });
  const { url, cerrar } = await escuchar(central, { host: o.anfitrion, puerto });
  const dejarDeCortar = cortarCada({ ms: minutos * MINUTO_MS, central, registro, decir: (texto) => void process.stderr.write(`${texto}\n`) });
  process.stdout.write(`Servidor central de «${paquete.nombre}» en ${url}\nCorte cada ${minutos} min. Ctrl+C para terminar.\n`);
  if (tls !== null) process.stdout.write(`Huella de su llave TLS, para el paquete de elección (central.huellas): ${huellaSpki(tls.certificado)}\n`);
  const pedido = new Promise<null>((resolve) => {
    process.once('SIGINT', () => resolve(null));
    process.once('SIGTERM', () => resolve(null));
  });
  const falla = await Promise.race([pedido, fallida]);
  dejarDeSeguir();
  await dejarDeCortar();
  await cerrar().catch((error: unknown) => {
    if (falla === null) throw error;
    registro.error('not closed well', { error: String(error) });
  });
  registro.cerrar();
  if (falla !== null) throw falla;
};

/** `acopio central …`: the server that takes the lotes and publishes. */
export const comandoCentral = (): Command =>
  new Command('central').description('servidor central: recibe lotes y publica cortes').addCommand(
    new Command('servir')
      .description('recibe lotes e imágenes, y publica un corte cada pocos minutos')
      .requiredOption('--paquete <archivo>', 'paquete de elección firmado')
      .option('--llave-opl <archivo>', 'llave pública del OPL; en un simulacro se puede omitir')
      .requiredOption('--llave <archivo>', 'llave privada del servidor central, en PEM')
      .requiredOption('--carpeta <carpeta>', 'dónde se guardan la base, las imágenes y lo publicado')
      .option('--tls', 'sirve por HTTPS con un certificado propio, que se hace la primera vez y se guarda en la carpeta')
      .option('--certificado <archivo>', 'sirve por HTTPS con este certificado, en PEM')
      .option('--llave-tls <archivo>', 'llave privada de ese certificado, en PEM')
      .option('--anfitrion <dirección>', 'dirección en la que escucha', '127.0.0.1')
      .option('--puerto <n>', 'puerto; 0 es uno libre', '8414')
      .option('--corte <minutos>', 'cada cuánto se publica', '5')
      .option('--limites <archivo>', 'lo que una estación puede ocupar, en JSON; lo que no diga queda como siempre')
      .option('--revocadas <archivo>', 'lista de estaciones en las que el OPL ya no confía, firmada por él; se puede cambiar con el servidor en marcha. Sin esta opción, revocadas.json en la carpeta')
      .action(servir),
  ).addCommand(comandoEstado()).addCommand(comandoImportar()).addCommand(comandoRevocar());
