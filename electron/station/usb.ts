import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioBitacora, epocaEn } from '#electron/db/repositories/bitacora-repository.ts';
import { crearRepositorioMetadatos } from '#electron/db/repositories/metadatos-repository.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { horaLocal } from '#electron/services/bitacora/hora.ts';
import { exportarUsb, type PartesExportar } from '#electron/services/transmision/exportar-usb.ts';
import { crearMedioUsb } from './medio-usb.ts';
import { HASH_CERO } from '#shared/domain/evento.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { documentoFirmadoSchema, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { leerAcuse } from '#shared/sync/acuse.ts';
import { CARPETA_USB, type ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';
import { unirTramos, type Tramo } from '#shared/sync/tramos.ts';
import { comprimirLote } from './archivo-lote.ts';
import { carpetaTrabajo, rutaDeImagen } from './carpeta-trabajo.ts';
import { leerCredencial } from './credencial.ts';
import { criptoNode } from './cripto-node.ts';
import { escribirPrivado, type Custodia } from './custodia.ts';

/** The journal as it lies on disk, for who writes nothing in it. */
const lecturaDe = (repositorio: ReturnType<typeof crearRepositorioBitacora>): PartesExportar['bitacora'] => {
  const inicios = repositorio.inicios();
  const { seq, hash } = repositorio.ultima() ?? { seq: 0, hash: HASH_CERO };
  const epoca = inicios.at(-1)?.epoca ?? '';
  return {
    epoca, cabeza: () => ({ seq, hash }), leer: repositorio.leer,
    epocaDe: (lugar) => epocaEn(inicios, lugar) ?? { epoca, hasta: null },
    hashDe: (lugar) => {
      const suyo = lugar === 0 ? HASH_CERO : repositorio.hashDe(lugar);
      if (suyo === null) throw new Error(`the journal has no event ${lugar}`);
      return suyo;
    },
  };
};

export type OpcionesExportar = {
  readonly carpeta: string;
  readonly destino: string;
  /** Default: all that no acuse covers. */
  readonly rango?: Tramo;
  readonly ahora: () => number;
  readonly avance?: (hechos: number, total: number) => void;
  readonly alto?: AbortSignal;
  readonly custodia?: Custodia | undefined;
};

/**
 * Writes on a USB what the central has not acknowledged, beside the station that may be running on the folder. Throws
 * AppError: usb_*, sin_paquete, estacion_en_reserva, credencial_danada.
 */
export const exportarCarpeta = async (o: OpcionesExportar): Promise<ManifiestoUsb> => {
  const rutas = carpetaTrabajo(o.carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.base)) throw new AppError('sin_paquete');
  const { paquete, sha256, llaveOpl } = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
  const base = abrirParaLeer(rutas.base);
  try {
    const metadatos = crearRepositorioMetadatos(base);
    if (metadatos.leer('epoca') === null) throw new AppError('estacion_en_reserva');
    const bitacora = lecturaDe(crearRepositorioBitacora(base));
    const { seq } = bitacora.cabeza();
    if (o.rango !== undefined && o.rango.desde > seq) throw new AppError('usb_rango', { ultimo: seq });
    const acuses = crearRepositorioAcuses(base);
    // Images that went without their data, or the other way round, are named by lotes that the central may have: those go again.
    const todo = unirTramos([...acuses.sinAcuse(seq), ...acuses.conImagenPendiente()]);
    const { firmante, certificado } = await leerCredencial(rutas, llaveOpl, o.custodia);
    return await exportarUsb({
      bitacora, imagenes: { leer: (imagen) => readFile(rutaDeImagen(rutas.imagenes, imagen)) }, firmante, certificado,
      paqueteSha: sha256, estacion: metadatos.leer('estacion') ?? '',
      hora: horaLocal(o.ahora(), paquete.zonaMinutos), cripto: criptoNode, comprimir: comprimirLote, medio: crearMedioUsb(o.destino, criptoNode.sha256), avance: o.avance ?? (() => undefined), alto: o.alto,
      falta: o.rango === undefined ? (imagen) => acuses.deImagen(imagen) === null : () => true,
    }, o.rango === undefined ? todo : [{ desde: o.rango.desde, hasta: Math.min(o.rango.hasta, seq) }]);
  } finally {
    base.close();
  }
};

const leerDocumento = (texto: string): DocumentoFirmado | null => {
  try {
    const doc = documentoFirmadoSchema.safeParse(JSON.parse(texto));
    return doc.success ? doc.data : null;
  } catch {
    return null;
  }
};

/**
 * Puts the acuses that a USB brings back into the station's tray, from where the station takes them, open or when it is
 * next opened. One that cannot be read is among the bad ones. Throws AppError `sin_paquete`, `usb_sin_acuses`, `usb_retirado`.
 */
export const recogerAcuses = async (carpeta: string, usb: string): Promise<{ readonly acuses: number; readonly malos: readonly string[] }> => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.paquete)) throw new AppError('sin_paquete');
  const { paquete } = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
  const archivos = await readdir(join(usb, CARPETA_USB.acuses)).catch(async () => {
    const hay = (await readdir(usb).catch(() => [])).length > 0;
    throw new AppError(hay ? 'usb_sin_acuses' : 'usb_retirado', { carpeta: usb });
  });
  await mkdir(rutas.acuses, { recursive: true, mode: 0o700 });
  const malos: string[] = [];
  const medio = crearMedioUsb(usb, criptoNode.sha256);
  const leer = async (archivo: string): Promise<string> => {
    try {
      return Buffer.from(await medio.leer(`${CARPETA_USB.acuses}/${archivo}`)).toString('utf8');
    } catch (error) {
      if (error instanceof AppError && error.codigo === 'usb_ilegible') return '';
      throw error;
    }
  };
  let acuses = 0;
  for (const archivo of archivos.filter((a) => /^[0-9a-f]{64}\.json$/.test(a)).sort()) {
    const texto = await leer(archivo);
    const doc = leerDocumento(texto);
    if (doc === null || leerAcuse(criptoNode, doc, paquete.central.llave) === null) {
      malos.push(archivo);
      continue;
    }
    const temporal = join(rutas.acuses, `.${archivo}`);
    await escribirPrivado(temporal, texto);
    await rename(temporal, join(rutas.acuses, archivo));
    acuses += 1;
  }
  return { acuses, malos };
};

/** Takes what is in the tray; `aplicar` says whether the acuse was good. What was taken, or is none, is taken out. Gives how many were. */
export const vaciarBandejaAcuses = async (carpeta: string, aplicar: (doc: DocumentoFirmado) => boolean): Promise<number> => {
  const bandeja = carpetaTrabajo(carpeta).acuses;
  const archivos = await readdir(bandeja).catch((): string[] => []);
  let tomados = 0;
  for (const archivo of archivos.filter((a) => !a.startsWith('.')).sort()) {
    const doc = leerDocumento(await readFile(join(bandeja, archivo), 'utf8'));
    if (doc !== null && aplicar(doc)) tomados += 1;
    await rm(join(bandeja, archivo), { force: true });
  }
  return tomados;
};
