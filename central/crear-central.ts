import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Dialect } from 'kysely';
import { RUTA_LOTES, type ErrorCentral } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { crearCatalogo } from './catalogo.ts';
import { abrirBaseCentral, abrirBaseSqlite, type AlFallar } from './db/base-central.ts';
import { crearRepositorioConsolidacion } from './db/consolidacion-repository.ts';
import { crearRepositorioExistencias } from './db/existencias-repository.ts';
import { fallaDeBase } from './db/fallas-base.ts';
import { crearRepositorioImagenes } from './db/imagenes-repository.ts';
import { crearRepositorioIngesta } from './db/ingesta-repository.ts';
import { crearRepositorioPrueba } from './db/prueba-repository.ts';
import { crearRepositorioPublicacion } from './db/publicacion-repository.ts';
import { crearRepositorioRevocaciones } from './db/revocaciones-repository.ts';
import { horaIso } from './hora.ts';
import { crearAlmacenCentral } from './imagenes/almacen-central.ts';
import { prepararCarpetas } from './imagenes/carpetas-imagenes.ts';
import { crearRecepcionImagen } from './imagenes/recibir-entera.ts';
import { rutasImagenes } from './imagenes/rutas-imagenes.ts';
import { leerEstado, RETRASO_MAXIMO_MS, type EstadoCentral, type Retraso } from './estado.ts';
import { crearConsolidador } from './ingesta/consolidador.ts';
import { respuestaDe } from './ingesta/errores-http.ts';
import { crearHilos } from './ingesta/hilos.ts';
import { abrirListaRevocadas } from './ingesta/lista-revocadas.ts';
import { prepararLote } from './ingesta/preparar-lote.ts';
import { crearRecepcion } from './ingesta/recepcion.ts';
import { recordarFirmas } from './ingesta/recordar-firmas.ts';
import { MAXIMO_BYTES_CUERPO, rutasLotes } from './ingesta/rutas-lotes.ts';
import { abrirPaquete } from './paquete.ts';
import { asegurarBase } from './prueba/asegurar-base.ts';
import { crearPublicacion, type Corte } from './publicacion/corte.ts';
import { rutasSitio } from './publicacion/rutas-sitio.ts';
import type { Registro, Reloj } from './puertos.ts';
import { aplicarLimites } from './red/aplicar-limites.ts';
import { LIMITES, type Limites } from './red/limites.ts';
import { crearServidor } from './red/servidor.ts';
import { crearSesiones, rutasSesion } from './red/sesiones.ts';
import { crearVigilancia, perderImagen, repasarImagenes } from './vigilancia.ts';

export type OpcionesCentral = {
  /** Workspace of the central: database, images, refusals, publication. One per election and mode. */
  readonly carpeta: string;
  /** The signed package, as its file says. */
  readonly paqueteTexto: string;
  /** The OPL's public key, base64; null trusts the key inside the package (simulacro only). */
  readonly llaveOpl: string | null;
  /** Signs the acuses and the cortes: its key is the package's `central.llave`. */
  readonly firmante: Firmante;
  readonly cripto: Cripto;
  readonly reloj: Reloj;
  readonly registro: Registro;
  /** How long an acta may wait to be published before the alarm, ms. */
  readonly retrasoMaximoMs?: number;
  /** Certificate and key (PEM) to serve HTTPS with; left out: plain HTTP, for a simulacro or behind whoever serves it. */
  readonly tls?: { readonly certificado: string; readonly llave: string };
  /** Threads that prove lotes: their file, which calls `servirHilo`, and how many. Default: none. */
  readonly hilos?: { readonly archivo: URL; readonly cuantos: number };
  /** What one station may take, so that it cannot starve the others. Default: `LIMITES`. */
  readonly limites?: Limites;
  /** Default: SQLite in `carpeta`. */
  readonly dialecto?: Dialect;
  /** Told once of each failure of the database under the central: `base_central_danada`, to stop it, or `disco_central_con_falla`. */
  readonly alFallarBase?: (falla: AppError) => void;
  /** Folder with the site's pages. Default: `sitio/` beside this file; a bundled host gives its own. */
  readonly sitio?: string;
};

export type Central = {
  /** The HTTP server, not listening: see `escuchar`. */
  readonly app: FastifyInstance;
  /** Makes and publishes a cut. One at a time; throws AppError `corte_antes_de_inicio`. */
  readonly corte: (opciones: { readonly ultimo: boolean }) => Promise<Corte>;
  /** What comes by another road than HTTP, a USB: see `importarUsb`. */
  readonly entrega: { readonly lote: (bytes: Uint8Array) => Promise<DocumentoFirmado>; readonly imagen: (imagen: string, bytes: Uint8Array) => Promise<boolean>; readonly paqueteSha: string };
  /** Takes the OPL's list of stations that it no longer trusts, which holds from now on; see `ListaRevocadas.tomar`. */
  readonly revocar: (texto: string) => Promise<boolean>;
  readonly estado: () => Promise<EstadoCentral>;
  /** Raises the alarm when what was received is not published. For the host to call now and then. */
  readonly vigilar: () => Promise<Retraso>;
  readonly cerrar: () => Promise<void>;
};

const errorDeFastify = (error: FastifyError, ruta: string): AppError | null => {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return ruta === RUTA_LOTES ? new AppError('lote_muy_grande', { maximo: MAXIMO_BYTES_CUERPO }) : new AppError('peticion_muy_grande');
  if (error.statusCode !== undefined && error.statusCode < 500) return new AppError('lote_ilegible', { detalle: error.code });
  return null;
};

const responderErrores = (app: FastifyInstance, registro: Registro): void => {
  app.setErrorHandler(async (error: FastifyError, peticion, respuesta) => {
    const esperado = error instanceof AppError ? error : errorDeFastify(error, peticion.url);
    if (esperado !== null) {
      const { estado, cuerpo } = respuestaDe(esperado);
      return respuesta.code(estado).header('cache-control', 'no-store').send(cuerpo);
    }
    registro.error('request failed', { traza: peticion.id, metodo: peticion.method, error: error.message, pila: error.stack });
    const { cuerpo } = respuestaDe(new AppError('interno', { traza: peticion.id }));
    return respuesta.code(500).header('cache-control', 'no-store').send(cuerpo satisfies ErrorCentral);
  });
};

/** The record has each failure of the database; the host is told of each kind once. */
const avisarUnaVez = ({ registro, alFallarBase = () => undefined }: Pick<OpcionesCentral, 'registro' | 'alFallarBase'>): AlFallar => {
  const dichas = new Set<string>();
  return (falla) => {
    registro.error('the database failed', { codigo: falla.codigo, ...falla.parametros });
    if (dichas.has(falla.codigo)) return;
    dichas.add(falla.codigo);
    alFallarBase(falla);
  };
};

/**
 * The central: takes lotes and images from the stations, and publishes cuts. It opens (or creates) its workspace; the
 * caller closes it. Throws AppError paquete_*, base_mas_nueva, base_central_danada.
 */
export const crearCentral = async (o: OpcionesCentral): Promise<Central> => {
  const paquete = abrirPaquete(o.cripto, o.paqueteTexto, o.llaveOpl);
  // Stations take no acuse but of the key in the package: with another one, nothing would ever count as sent.
  if (o.firmante.llave !== paquete.paquete.central.llave) throw new AppError('paquete_invalido', { lugar: 'central.llave', detalle: 'no es la llave de este servidor central' });
  const catalogo = crearCatalogo(paquete.paquete);
  mkdirSync(o.carpeta, { recursive: true, mode: 0o700 });
  const db = o.dialecto === undefined ? await abrirBaseSqlite(join(o.carpeta, 'central.db'), avisarUnaVez(o)) : await abrirBaseCentral(o.dialecto);
  const ingesta = crearRepositorioIngesta(db);
  const existencias = crearRepositorioExistencias(db);
  await prepararCarpetas(o.carpeta);
  const almacen = crearAlmacenCentral(o.carpeta, o.cripto);
  const hora = (): string => horaIso(o.reloj.ahora(), paquete.paquete.zonaMinutos);
  const revocaciones = crearRepositorioRevocaciones(db);
  const revocadas = await abrirListaRevocadas({ ...o, repositorio: revocaciones, llaves: { llaveOpl: paquete.llaveOpl, paqueteSha: paquete.sha256 }, hora });
  const retrasoMaximoMs = o.retrasoMaximoMs ?? RETRASO_MAXIMO_MS;
  const carpetaPublicacion = join(o.carpeta, 'publicacion');
  const cripto = recordarFirmas(o.cripto, paquete.llaveOpl);
  const deConsolidador = { repositorio: crearRepositorioConsolidacion(db), preparar: (cuerpo: Uint8Array) => prepararLote({ cripto, paquete, catalogo }, cuerpo), registro: o.registro };
  await asegurarBase({ ...o, repositorio: crearRepositorioPrueba(db), catalogo, paqueteSha: paquete.sha256, hora, crearConsolidador: () => crearConsolidador(deConsolidador) }).catch(async (error: unknown) => {
    await db.destroy();
    throw fallaDeBase(error) ?? error;
  });
  const consolidador = crearConsolidador(deConsolidador);
  const alPerderse = (imagen: string): Promise<void> => perderImagen({ existencias, almacen, registro: o.registro }, imagen);
  const publicacion = crearPublicacion({ ...o, alPerderse, carpeta: carpetaPublicacion, paquete, catalogo, almacen, repositorio: crearRepositorioPublicacion(db), consolidador });

  // A station that went silent in the middle of a request must not keep the central from closing: it will send it again.
  const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false, return503OnClosing: false, serverFactory: (atender) => crearServidor(atender, o.tls) });
  responderErrores(app, o.registro);
  const hilos = o.hilos === undefined ? null : crearHilos({ ...o.hilos, datos: { paqueteTexto: o.paqueteTexto, llaveOpl: paquete.llaveOpl } });
  const deIngesta = {
    repositorio: ingesta, existencias, paquete, catalogo, cripto, hilos, consolidador, firmante: o.firmante, reloj: o.reloj, registro: o.registro,
    revocadas, carpetaRechazos: join(o.carpeta, 'rechazos'),
  };
  const recibir = crearRecepcion(deIngesta);
  const imagenes = crearRepositorioImagenes(db, consolidador.nombrada);
  const sesiones = crearSesiones({ cripto: o.cripto, llaves: { opl: paquete.llaveOpl, central: o.firmante.llave }, reloj: o.reloj, revocadas });
  const limites = o.limites ?? LIMITES;
  aplicarLimites(app, { limites, sesiones, registro: o.registro });
  rutasLotes(app, { ...deIngesta, ...limites, recibir, sesiones });
  rutasSesion(app, sesiones);
  rutasImagenes(app, { almacen, sesiones, repositorio: imagenes, registro: o.registro, hora });
  rutasSitio(app, { sitio: o.sitio ?? fileURLToPath(new URL('./sitio/', import.meta.url)), publicacion: carpetaPublicacion });

  const repaso = repasarImagenes(existencias, almacen.ruta, o.registro).catch((error: unknown) => o.registro.error('images not looked over', { error: String(error) }));

  const cerrar = async (): Promise<void> => {
    await app.close();
    await publicacion.terminar();
    await repaso;
    await hilos?.cerrar();
    try {
      await consolidador.alDia();
    } finally {
      await db.destroy();
    }
  };
  let cierre: Promise<void> | undefined;

  return {
    app,
    corte: publicacion.corte,
    entrega: { lote: recibir, imagen: crearRecepcionImagen({ almacen, repositorio: imagenes, hora }), paqueteSha: paquete.sha256 },
    revocar: revocadas.tomar,
    estado: async () => {
      await consolidador.alDia();
      return leerEstado({ existencias, ingesta, revocaciones, ahora: o.reloj.ahora(), retrasoMaximoMs });
    },
    vigilar: crearVigilancia({ existencias, ingesta, registro: o.registro, ahora: o.reloj.ahora, hora, retrasoMaximoMs }),
    cerrar: () => (cierre ??= cerrar()),
  };
};
