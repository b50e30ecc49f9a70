import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tomarCerrojo } from '#electron/db/cerrojo.ts';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { abrirBase, cerrarBase, esDiscoLleno } from '#electron/db/open-database.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { nombresDeImagenes } from '#electron/db/repositories/imagen-repository.ts';
import { crearRepositorioMetadatos } from '#electron/db/repositories/metadatos-repository.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { crearCatalogo } from '#electron/services/eleccion/catalogo.ts';
import { crearAlmacenImagenes } from '#electron/station/almacen-imagenes.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { escribirPrivado } from '#electron/station/custodia.ts';
import { eventoSchema, HASH_CERO, hashEvento, type Evento } from '#shared/domain/evento.ts';
import { problemaDeEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Asiento } from '#shared/sync/lote.ts';
import { nombrados } from './nombrados.ts';

/** Another workspace with the same journal and the same images, that works for nobody until it relieves the first. */
export type Copia = {
  readonly carpeta: string;
  /** Last place that it holds and its hash; seq 0 and HASH_CERO when empty. */
  readonly cabeza: () => { readonly seq: number; readonly hash: string };
  /** SHA-256 of what these entries name and the copy has not yet. */
  readonly faltan: (asientos: readonly Asiento[]) => string[];
  /** SHA-256 of the images that its journal names and it does not have. */
  readonly sinBytes: () => string[];
  /** Stores the bytes durably, in the place of what may be there. Throws AppError `imagen_hash` when they are not what their name says. */
  readonly reponerImagen: (sha256: string, bytes: Uint8Array) => Promise<void>;
  /** Stores the bytes durably. Throws AppError `imagen_hash` when they are not what their name says. */
  readonly guardarImagen: (sha256: string, bytes: Uint8Array) => Promise<void>;
  /**
   * Adds the entries that follow, proved one by one, in one durable transaction. Throws AppError `copia_de_otra` when
   * they do not follow what the copy holds, `bitacora_rota` when they are not a chain; then nothing was added.
   */
  readonly agregar: (asientos: readonly Asiento[]) => void;
  readonly cerrar: () => void;
};

/** A disk that is full, or on which nothing can be written, said as such. */
const dicho = (error: unknown, carpeta: string): unknown => {
  if (esDiscoLleno(error)) return new AppError('copia_sin_espacio', { carpeta });
  const codigo = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(EROFS|EACCES|EPERM|EIO|ENODEV|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_IOERR)/.test(codigo) ? new AppError('archivo_inaccesible', { archivo: carpeta, detalle: `no se puede escribir ahí (${codigo})` }) : error;
};

const leerEvento = (asiento: Asiento): Evento => {
  const leido = eventoSchema.safeParse(JSON.parse(asiento.texto));
  if (!leido.success || leido.data.seq !== asiento.seq || problemaDeEvento(leido.data) !== null) throw new AppError('bitacora_rota', { seq: asiento.seq });
  return leido.data;
};

const exigirMismoPaquete = async (carpeta: string, paqueteTexto: string, llaveOpl: string): Promise<void> => {
  const rutas = carpetaTrabajo(carpeta);
  if (existsSync(rutas.paquete)) {
    if (readFileSync(rutas.paquete, 'utf8') !== paqueteTexto) throw new AppError('paquete_distinto');
    return;
  }
  await escribirPrivado(rutas.llaveOpl, llaveOpl);
  await escribirPrivado(rutas.paquete, paqueteTexto);
};

const tomarCarpeta = (carpeta: string): (() => void) => {
  try {
    mkdirSync(carpeta, { recursive: true, mode: 0o700 });
    return tomarCerrojo(carpetaTrabajo(carpeta).cerrojo);
  } catch (error) {
    throw dicho(error, carpeta);
  }
};

/**
 * Opens the copy in `carpeta`, or begins it. `paqueteTexto` is the signed package of the station that is copied, and
 * `llaveOpl` the key that must have signed it. Throws AppError: copia_sin_espacio, paquete_distinto, copia_es_estacion (the
 * folder is a station that works), estacion_ocupada (somebody copies there now), archivo_inaccesible (read-only, gone).
 */
export const abrirCopia = async (carpeta: string, paqueteTexto: string, llaveOpl: string): Promise<Copia> => {
  const catalogo = crearCatalogo(abrirPaquete(paqueteTexto, llaveOpl).paquete);
  const rutas = carpetaTrabajo(carpeta);
  const soltar = tomarCarpeta(carpeta);
  let base: ReturnType<typeof abrirBase> | null = null;
  try {
    await exigirMismoPaquete(carpeta, paqueteTexto, llaveOpl);
    const abierta = abrirBase(rutas.base);
    base = abierta;
    migrar(abierta, MIGRACIONES, rutas.respaldos);
    if (crearRepositorioMetadatos(abierta).leer('epoca') !== null) throw new AppError('copia_es_estacion', { carpeta });
    const repositorio = crearRepositorioBitacora(abierta);
    const proyectar = crearProyecciones(abierta, (acta) => catalogo.acta(acta)?.eleccion ?? null);
    const almacen = await crearAlmacenImagenes(rutas, criptoNode);
    const cabeza = (): { seq: number; hash: string } => {
      const { seq, hash } = repositorio.ultima() ?? { seq: 0, hash: HASH_CERO };
      return { seq, hash };
    };

    const agregarUno = (asiento: Asiento, previo: string): string => {
      const e = leerEvento(asiento);
      if (e.previo !== previo || hashEvento(criptoNode, previo, asiento.texto) !== asiento.hash) throw new AppError('bitacora_rota', { seq: asiento.seq });
      repositorio.insertar({ ...asiento, id: e.id, tipo: e.tipo, acta: e.acta ?? null, hora: e.hora });
      proyectar(e);
      return asiento.hash;
    };
    const agregar = abierta.transaction((asientos: readonly Asiento[]) => {
      const [primero] = asientos;
      if (primero === undefined) return;
      const { seq, hash } = cabeza();
      if (primero.seq !== seq + 1 || leerEvento(primero).previo !== hash) throw new AppError('copia_de_otra', { seq: primero.seq });
      asientos.reduce((previo, asiento, i) => {
        if (asiento.seq !== seq + 1 + i) throw new AppError('bitacora_rota', { seq: asiento.seq });
        return agregarUno(asiento, previo);
      }, hash);
    });

    const guardarImagen = async (sha256: string, bytes: Uint8Array, quitar: boolean): Promise<void> => {
      if (criptoNode.sha256(bytes) !== sha256) throw new AppError('imagen_hash');
      try {
        if (quitar) await rm(almacen.ruta(sha256), { force: true });
        await almacen.guardar(bytes);
      } catch (error) {
        throw dicho(error, carpeta);
      }
    };

    return {
      carpeta, cabeza,
      sinBytes: () => nombresDeImagenes(abierta).filter((sha) => !existsSync(almacen.ruta(sha))),
      faltan: (asientos) => [...new Set(asientos.flatMap((a) => nombrados(leerEvento(a))))].filter((sha) => !existsSync(almacen.ruta(sha))),
      guardarImagen: (sha256, bytes) => guardarImagen(sha256, bytes, false),
      reponerImagen: (sha256, bytes) => guardarImagen(sha256, bytes, true),
      agregar: (asientos) => {
        try {
          agregar.immediate(asientos);
        } catch (error) {
          throw dicho(error, carpeta);
        }
      },
      cerrar: () => {
        cerrarBase(abierta);
        soltar();
      },
    };
  } catch (error) {
    if (base !== null) cerrarBase(base);
    soltar();
    throw dicho(error, carpeta);
  }
};
