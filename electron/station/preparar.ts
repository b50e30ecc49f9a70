import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tomarCerrojo } from '#electron/db/cerrojo.ts';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { abrirBase, cerrarBase } from '#electron/db/open-database.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { crearRepositorioMetadatos } from '#electron/db/repositories/metadatos-repository.ts';
import { crearBitacora } from '#electron/services/bitacora/bitacora-service.ts';
import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import type { Herencia } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import { documentoFirmadoSchema, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { carpetaTrabajo, type CarpetaTrabajo } from './carpeta-trabajo.ts';
import { crearFirmante, criptoNode, nuevaLlave } from './cripto-node.ts';
import { custodiaArchivo, escribirPrivado, type Custodia } from './custodia.ts';
import { idsNode } from './ids-node.ts';
import type { Reloj } from './puertos.ts';

export type SolicitudCertificado = { readonly estacion: string; readonly catd: string; readonly llave: string };
export type Preparacion = {
  readonly carpeta: string;
  /** Text of the signed package, as in its file. */
  readonly paqueteTexto: string;
  /** The OPL's public key that must have signed it; null trusts the one inside (drills and demos only). */
  readonly llaveOpl: string | null;
  readonly estacion: string;
  readonly catd: string;
  /** The OPL's signature over this station's new public key. */
  readonly firmarCertificado: (solicitud: SolicitudCertificado) => DocumentoFirmado | Promise<DocumentoFirmado>;
  readonly version: string;
  readonly reloj: Reloj;
  /** Default: a 0600 file. */
  readonly custodia?: Custodia;
  /** A standby: enrolled, and without a journal of its own until it relieves the main station. */
  readonly reserva?: boolean;
};
/** The two people who say that this station goes on where another one ended. */
export type Relevo = { readonly solicita: string; readonly confirma: string };

const exigirMismaEleccion = (rutas: CarpetaTrabajo, paquete: PaqueteAbierto): void => {
  if (!existsSync(rutas.paquete)) return;
  const anterior = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), null);
  if (anterior.sha256 !== paquete.sha256) throw new AppError('paquete_distinto');
};

const certificadoDe = (rutas: CarpetaTrabajo, llaveOpl: string): ReturnType<typeof leerCertificado> =>
  leerCertificado(criptoNode, documentoFirmadoSchema.parse(JSON.parse(readFileSync(rutas.certificado, 'utf8'))), llaveOpl);

/** A folder is of one station: the name that it was given stays in its certificate and in its journal. */
const exigirMismaEstacion = (rutas: CarpetaTrabajo, p: Preparacion, llaveOpl: string): void => {
  const anterior = existsSync(rutas.certificado) ? certificadoDe(rutas, llaveOpl) : null;
  if (anterior !== null && (anterior.estacion !== p.estacion || anterior.catd !== p.catd)) throw new AppError('carpeta_de_otra_estacion', { estacion: anterior.estacion, catd: anterior.catd });
};

/** Key and certificate, made once: an interrupted preparation goes on with the key that it had. */
const enrolar = async (rutas: CarpetaTrabajo, p: Preparacion, llaveOpl: string): Promise<void> => {
  const custodia = p.custodia ?? custodiaArchivo;
  if (!existsSync(rutas.llave)) await custodia.guardar(rutas.llave, nuevaLlave());
  const { llave } = crearFirmante(await custodia.leer(rutas.llave));
  const documento = await p.firmarCertificado({ estacion: p.estacion, catd: p.catd, llave });
  const certificado = leerCertificado(criptoNode, documento, llaveOpl);
  if (certificado?.llave !== llave || certificado.estacion !== p.estacion) throw new AppError('estacion_desconocida', { estacion: p.estacion });
  await escribirPrivado(rutas.certificado, JSON.stringify(documento));
};

const crearBase = (rutas: CarpetaTrabajo): void => {
  const base = abrirBase(rutas.base);
  try {
    migrar(base, MIGRACIONES, rutas.respaldos);
  } finally {
    cerrarBase(base);
  }
};

type Inicio = Pick<Preparacion, 'estacion' | 'catd' | 'version' | 'reloj'> & { readonly relevo?: Relevo };

/**
 * The first event of a new epoca: puesta en ceros on an empty journal, or with `relevo` the one that goes on where the
 * copied journal ends. A journal that has its epoca already is left as it is.
 */
const iniciarEpoca = (rutas: CarpetaTrabajo, p: Inicio, { paquete, sha256 }: PaqueteAbierto): Herencia | null => {
  const base = abrirBase(rutas.base);
  try {
    migrar(base, MIGRACIONES, rutas.respaldos);
    const repositorio = crearRepositorioBitacora(base);
    const metadatos = crearRepositorioMetadatos(base);
    const ultima = repositorio.ultima();
    const anterior = repositorio.inicios().at(-1);
    if (metadatos.leer('epoca') !== null || (ultima !== null && p.relevo === undefined)) return null;
    if (p.relevo !== undefined && (ultima === null || anterior === undefined)) throw new AppError('relevo_sin_copia');
    const hereda = p.relevo === undefined || ultima === null || anterior === undefined ? null : { epoca: anterior.epoca, estacion: anterior.estacion, hasta: ultima.seq, cabeza: ultima.hash, ...p.relevo };
    const epoca = idsNode.uuid();
    const diario = crearBitacora({
      base, repositorio, proyectar: crearProyecciones(base, () => null), cripto: criptoNode, reloj: p.reloj, ids: idsNode,
      registro: { info: () => undefined, error: () => undefined }, epoca, zonaMinutos: paquete.zonaMinutos,
    });
    diario.transaccion(() => {
      metadatos.poner('epoca', epoca);
      metadatos.poner('estacion', p.estacion);
      metadatos.poner('catd', p.catd);
      metadatos.poner('paquete', sha256);
      diario.registrar({
        tipo: 'estacion.iniciada', actor: 'sistema', puesto: 'sistema',
        datos: { epoca, estacion: p.estacion, catd: p.catd, paquete: sha256, version: p.version, modo: paquete.modo, ...(hereda === null ? {} : { hereda }) },
      });
    });
    return hereda;
  } finally {
    cerrarBase(base);
  }
};

/**
 * Makes the workspace of a station: package as imported, key, certificate, and a journal whose first event is the
 * puesta en ceros. On a folder that already holds this election it changes nothing; one of another election
 * (AppError `paquete_distinto`) or of another station (`carpeta_de_otra_estacion`) is refused, and so is a CATD that the
 * package does not have.
 */
export const prepararEstacion = async (p: Preparacion): Promise<void> => {
  const paquete = abrirPaquete(p.paqueteTexto, p.llaveOpl);
  if (!paquete.paquete.catds.some((c) => c.id === p.catd)) throw new AppError('paquete_invalido', { lugar: 'catds', detalle: `no existe el CATD ${p.catd}` });
  const rutas = carpetaTrabajo(p.carpeta);
  mkdirSync(p.carpeta, { recursive: true, mode: 0o700 });
  const soltar = tomarCerrojo(rutas.cerrojo);
  try {
    exigirMismaEleccion(rutas, paquete);
    exigirMismaEstacion(rutas, p, paquete.llaveOpl);
    if (!existsSync(rutas.certificado)) await enrolar(rutas, p, paquete.llaveOpl);
    await escribirPrivado(rutas.llaveOpl, paquete.llaveOpl);
    await escribirPrivado(rutas.paquete, p.paqueteTexto);
    if (p.reserva === true) crearBase(rutas);
    else iniciarEpoca(rutas, p, paquete);
  } finally {
    soltar();
  }
};

export type PartesRelevo = { readonly carpeta: string; readonly relevo: Relevo; readonly version: string; readonly reloj: Reloj };

/**
 * Makes of a standby's folder, which holds the copy of another station's journal, a station that goes on from there: a
 * new epoca whose first event names what it inherits. Who may ask for it is the caller's to check. Throws AppError:
 * sin_paquete, relevo_sin_copia, estacion_ocupada, bitacora_rota.
 */
export const relevarEstacion = (p: PartesRelevo): Herencia => {
  const rutas = carpetaTrabajo(p.carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.certificado)) throw new AppError('sin_paquete');
  const soltar = tomarCerrojo(rutas.cerrojo);
  try {
    const paquete = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
    const certificado = certificadoDe(rutas, paquete.llaveOpl);
    if (certificado === null) throw new AppError('estacion_desconocida', { estacion: '' });
    const hereda = iniciarEpoca(rutas, { ...p, estacion: certificado.estacion, catd: certificado.catd }, paquete);
    if (hereda === null) throw new AppError('relevo_sin_copia');
    return hereda;
  } finally {
    soltar();
  }
};
