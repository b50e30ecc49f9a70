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
import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
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
};

const exigirMismaEleccion = (rutas: CarpetaTrabajo, paquete: PaqueteAbierto): void => {
  if (!existsSync(rutas.paquete)) return;
  const anterior = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), null);
  if (anterior.sha256 !== paquete.sha256) throw new AppError('paquete_distinto');
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

/** Puesta en ceros: the first event of a new epoca. A journal that has one already is left as it is. */
const iniciarEpoca = (rutas: CarpetaTrabajo, p: Preparacion, { paquete, sha256 }: PaqueteAbierto): void => {
  const base = abrirBase(rutas.base);
  try {
    migrar(base, MIGRACIONES, rutas.respaldos);
    const repositorio = crearRepositorioBitacora(base);
    if (repositorio.ultima() !== null) return;
    const epoca = idsNode.uuid();
    const diario = crearBitacora({
      base, repositorio, proyectar: crearProyecciones(base, () => null), cripto: criptoNode, reloj: p.reloj, ids: idsNode,
      registro: { info: () => undefined, error: () => undefined }, epoca, zonaMinutos: paquete.zonaMinutos,
    });
    const metadatos = crearRepositorioMetadatos(base);
    diario.transaccion(() => {
      metadatos.poner('epoca', epoca);
      metadatos.poner('estacion', p.estacion);
      metadatos.poner('catd', p.catd);
      metadatos.poner('paquete', sha256);
      diario.registrar({
        tipo: 'estacion.iniciada', actor: 'sistema', puesto: 'sistema',
        datos: { epoca, estacion: p.estacion, catd: p.catd, paquete: sha256, version: p.version, modo: paquete.modo },
      });
    });
  } finally {
    cerrarBase(base);
  }
};

/**
 * Makes the workspace of a station: package as imported, key, certificate, and a journal whose first event is the
 * puesta en ceros. On a folder that already holds this election it changes nothing; one of another election is refused
 * (AppError `paquete_distinto`), and so is a CATD that the package does not have.
 */
export const prepararEstacion = async (p: Preparacion): Promise<void> => {
  const paquete = abrirPaquete(p.paqueteTexto, p.llaveOpl);
  if (!paquete.paquete.catds.some((c) => c.id === p.catd)) throw new AppError('paquete_invalido', { lugar: 'catds', detalle: `no existe el CATD ${p.catd}` });
  const rutas = carpetaTrabajo(p.carpeta);
  mkdirSync(p.carpeta, { recursive: true, mode: 0o700 });
  const soltar = tomarCerrojo(rutas.cerrojo);
  try {
    exigirMismaEleccion(rutas, paquete);
    if (!existsSync(rutas.certificado)) await enrolar(rutas, p, paquete.llaveOpl);
    await escribirPrivado(rutas.llaveOpl, paquete.llaveOpl);
    await escribirPrivado(rutas.paquete, p.paqueteTexto);
    iniciarEpoca(rutas, p, paquete);
  } finally {
    soltar();
  }
};
