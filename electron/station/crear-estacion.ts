import { existsSync, readFileSync } from 'node:fs';
import { tomarCerrojo } from '#electron/db/cerrojo.ts';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { abrirBase, cerrarBase, danoDe, fallaDeDisco, type Base } from '#electron/db/open-database.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { repararProyecciones } from '#electron/db/reconstruir.ts';
import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioBitacora, type RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { nombresDeImagenes } from '#electron/db/repositories/imagen-repository.ts';
import { crearRepositorioMetadatos } from '#electron/db/repositories/metadatos-repository.ts';
import { crearBitacora } from '#electron/services/bitacora/bitacora-service.ts';
import { horaLocal } from '#electron/services/bitacora/hora.ts';
import { aplicarAcuse } from '#electron/services/transmision/acuses-usb.ts';
import { verificarCadena, verificarImagenes } from '#electron/services/bitacora/verificar.ts';
import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import { crearCatalogo, type Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Parte } from '#shared/api/contrato-estacion.ts';
import type { Transporte } from '#shared/api/metodo.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { crearAlmacenAjenos } from './almacen-ajenos.ts';
import { crearAlmacenImagenes } from './almacen-imagenes.ts';
import { crearAvisos } from './avisos.ts';
import { carpetaTrabajo, type CarpetaTrabajo } from './carpeta-trabajo.ts';
import { crearCarpetaUsb, type PartesCarpetaUsb } from './carpeta-usb.ts';
import { leerCredencial } from './credencial.ts';
import { criptoNode } from './cripto-node.ts';
import { componerServicios } from './componer-servicios.ts';
import type { Custodia } from './custodia.ts';
import { crearFila, type Fila } from './grupo.ts';
import type { AlmacenImagenes, Avisos, Diario, Escaneres, Ids, LecturaBitacora, Lectores, Puestos, Registro, Reloj, Replica, Transmision, Vision } from './puertos.ts';
import type { AlmacenAjenos } from './puertos-usb.ts';
import { crearReplica } from './replica.ts';
import { crearReserva } from './reserva.ts';
import { vaciarBandejaAcuses } from './usb.ts';

/** What a transmission needs of the station it serves. */
export type PartesTransmision = {
  readonly estacion: string;
  readonly base: Base;
  readonly diario: Diario;
  readonly bitacora: LecturaBitacora;
  readonly registrar: Diario['registrar'];
  readonly transaccion: Diario['transaccion'];
  /** Runs a step of its own along with those of the room. */
  readonly enGrupo: Fila['enGrupo'];
  readonly imagenes: AlmacenImagenes;
  readonly firmante: Firmante;
  readonly certificado: DocumentoFirmado;
  readonly paqueteSha: string;
  readonly central: Paquete['central'];
  readonly registro: Registro;
  readonly avisos: Avisos;
  readonly ajenos: AlmacenAjenos;
};

export type PuertosEstacion = {
  readonly reloj: Reloj;
  readonly ids: Ids;
  readonly registro: Registro;
  readonly vision: Vision;
  readonly escaneres: Escaneres;
  /** Left out: no hand readers. */
  readonly lectores?: Lectores;
  /** Version of the program, for the screen and the journal. */
  readonly version: string;
  /** Who keeps the station's key. Default: a 0600 file. */
  readonly custodia?: Custodia;
  /** Left out: a station that sends nothing. */
  readonly crearTransmision?: (partes: PartesTransmision) => Transmision;
  /** Hold what handlers give back against the contract: in development and tests. */
  readonly revisarSalida?: boolean;
  /** Room kept aside on the disk for when it is full. Default 0: none. */
  readonly reservaBytes?: number;
  /** The USB media that are plugged in. Left out: those of this system. */
  readonly medios?: PartesCarpetaUsb['montados'];
  /** Bytes free on the workspace's disk, null when not known. Left out: not known. */
  readonly discoLibre?: () => number | null;
};

export type Estacion = {
  readonly despachar: Transporte;
  /** Calls with the parts that changed, after each commit. Returns how to stop. */
  readonly alCambiar: (fn: (partes: readonly Parte[]) => void) => () => void;
  /** Calls with each code that a hand reader of this machine reads. Returns how to stop. */
  readonly alLeer: Lectores['alLeer'];
  /** The posts of the room, for the server that they reach. */
  readonly puestos: Puestos;
  /** Its standbys, for the same server. */
  readonly replica: Replica;
  readonly bitacora: LecturaBitacora;
  readonly transmision: Transmision;
  readonly catalogo: Catalogo;
  readonly modo: 'jornada' | 'simulacro';
  readonly carpeta: string;
  /** Resolves when the scanner has no sheet under way. */
  readonly enReposo: () => Promise<void>;
  /** Names of the images whose bytes on disk are missing or changed. */
  readonly verificarImagenes: () => Promise<string[]>;
  readonly cerrar: () => Promise<void>;
};

/** The road of a station that sends nothing. */
export const SIN_TRANSMISION: Transmision = {
  enviarPendientes: () => Promise.resolve({ enviados: 0, pendientes: 0 }),
  estado: () => ({
    enLinea: false, situacion: 'al_corriente', desde: null, motivo: null, eventosPendientes: 0, actasPendientes: 0, imagenesPendientes: 0, bytesPendientes: 0, segundosRestantes: 0, ultimoAcuse: null, desfase: null, porAtender: [],
  }),
  rechazoAjeno: () => null,
  iniciar: () => undefined,
  detener: () => undefined,
};

const leerPaquete = (rutas: CarpetaTrabajo): PaqueteAbierto => {
  if (!existsSync(rutas.paquete) || !existsSync(rutas.base)) throw new AppError('sin_paquete');
  return abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
};

const exigirDato = (valor: string | null): string => {
  if (valor === null) throw new AppError('sin_paquete');
  return valor;
};

/** The journal of a workspace, checked from end to end, with the package that it is of. */
const abrirDiario = (base: Base, { paquete, sha256 }: PaqueteAbierto, catalogo: Catalogo, puertos: PuertosEstacion) => {
  const metadatos = crearRepositorioMetadatos(base);
  if (metadatos.leer('epoca') === null) throw new AppError('estacion_en_reserva');
  if (exigirDato(metadatos.leer('paquete')) !== sha256) throw new AppError('paquete_distinto');
  const repositorio = crearRepositorioBitacora(base);
  const eventos = verificarCadena(criptoNode, repositorio.todas());
  const eleccionDe = (acta: string): string | null => catalogo.acta(acta)?.eleccion ?? null;
  const rehechas = repararProyecciones(base, eleccionDe);
  const diario = crearBitacora({
    base, repositorio, proyectar: crearProyecciones(base, eleccionDe), cripto: criptoNode, reloj: puertos.reloj, ids: puertos.ids,
    registro: puertos.registro, epoca: exigirDato(metadatos.leer('epoca')), zonaMinutos: paquete.zonaMinutos,
  });
  return { diario, repositorio, eventos, rehechas, estacion: exigirDato(metadatos.leer('estacion')), catd: exigirDato(metadatos.leer('catd')) };
};

/** The key and the certificate of this very station: with others it would work all night, and nothing of it would be accepted. Throws AppError `credencial_danada`. */
const leerSuCredencial = async (rutas: CarpetaTrabajo, { llaveOpl }: PaqueteAbierto, suya: { readonly estacion: string; readonly catd: string }, custodia: Custodia | undefined) => {
  const credencial = await leerCredencial(rutas, llaveOpl, custodia);
  if (credencial.estacion !== suya.estacion || credencial.catd !== suya.catd) throw new AppError('credencial_danada', { archivo: rutas.certificado });
  return credencial;
};

/** Whether an epoca is of this journal; a relief adds one only before the station opens. */
const epocasPropias = (repositorio: RepositorioBitacora): ((epoca: string) => boolean) => {
  let suyas: ReadonlySet<string> | null = null;
  return (epoca) => (suyas ??= new Set(repositorio.inicios().map((i) => i.epoca))).has(epoca);
};

/** How often the tray of acuses that came by USB is looked at. */
const BANDEJA_MS = 2_000;

/** Runs `mirar` now and then, one at a time; `ahora` runs it too, and gives what it took. */
const vigilarBandeja = (mirar: () => Promise<number>, registro: Registro): { readonly ahora: () => Promise<number>; readonly detener: () => Promise<void> } => {
  let mirando = Promise.resolve(0);
  const turno = (): Promise<number> => {
    mirando = mirando.then(mirar).catch((error: unknown) => {
      registro.error('acuses of a USB not taken', { error: String(error) });
      return 0;
    });
    return mirando;
  };
  const reloj = setInterval(() => void turno(), BANDEJA_MS);
  reloj.unref();
  void turno();
  return {
    ahora: turno,
    detener: async () => {
      clearInterval(reloj);
      await mirando;
    },
  };
};

/** The package may write its hours with any offset, or in UTC: people read those of the election's zone. */
const conHorasLocales = (paquete: Paquete): Paquete => {
  const local = (hora: string): string => horaLocal(Date.parse(hora), paquete.zonaMinutos);
  return { ...paquete, ventana: { inicio: local(paquete.ventana.inicio), fin: local(paquete.ventana.fin) } };
};

const montar = async (rutas: CarpetaTrabajo, base: Base, puertos: PuertosEstacion, soltar: () => void): Promise<Estacion> => {
  const abierto = leerPaquete(rutas);
  const catalogo = crearCatalogo(conHorasLocales(abierto.paquete));
  const { diario, repositorio, eventos, rehechas, estacion, catd } = abrirDiario(base, abierto, catalogo, puertos);
  const almacen = await crearAlmacenImagenes(rutas, criptoNode);
  const { avisos, alCambiar } = crearAvisos(puertos.registro);
  const { firmante, certificado } = await leerSuCredencial(rutas, abierto, { estacion, catd }, puertos.custodia);
  const ajenos = crearAlmacenAjenos(rutas.ajenos);
  // A package of a drill may name no central: its stations work all the same, and send by USB or not at all.
  const fila = crearFila(diario);
  const transmision = abierto.paquete.central.url === '' ? SIN_TRANSMISION : puertos.crearTransmision?.({
    estacion, base, diario, bitacora: diario, registrar: diario.registrar, transaccion: diario.transaccion, enGrupo: fila.enGrupo, imagenes: almacen, firmante,
    certificado, paqueteSha: abierto.sha256, central: abierto.paquete.central,
    registro: puertos.registro, avisos, ajenos,
  }) ?? SIN_TRANSMISION;
  const reserva = crearReserva({ archivo: rutas.reserva, bytes: puertos.reservaBytes ?? 0, registro: puertos.registro });
  const replica = crearReplica({
    bitacora: diario, almacen, firmante, certificado, llaveOpl: abierto.llaveOpl, estacion, catd, registro: puertos.registro, avisos,
  });
  const acuses = { diario, acuses: crearRepositorioAcuses(base), llaveCentral: abierto.paquete.central.llave, cripto: criptoNode, registro: puertos.registro };
  const bandejaAcuses = vigilarBandeja(async () => {
    const tomados = await vaciarBandejaAcuses(rutas.carpeta, (doc) => aplicarAcuse(acuses, doc));
    if (tomados > 0) avisos.cambio('transmision', 'usb');
    return tomados;
  }, puertos.registro);
  const carpetaUsb = crearCarpetaUsb({
    carpeta: rutas.carpeta, estacion, paqueteSha: abierto.sha256, llaveOpl: abierto.llaveOpl, llaveCentral: abierto.paquete.central.llave, ajenos, esPropia: epocasPropias(repositorio),
    ahora: puertos.reloj.ahora, horaAhora: diario.horaAhora, tomarAcuses: bandejaAcuses.ahora, custodia: puertos.custodia, ...(puertos.medios === undefined ? {} : { montados: puertos.medios }),
  });
  // Sheets come without a command: a standby hears of them as the screens do.
  alCambiar(replica.despertar);
  const { despachar, digitalizacion, lectura, puestos, usb } = componerServicios({ base, diario, fila, repositorio, catalogo, almacen, avisos, transmision, puertos, estacion, catd, replica, firmante, ajenos, carpetaUsb, alDiscoLleno: reserva.soltar });

  const sistema = { actor: 'sistema', puesto: 'sistema' } as const;
  diario.transaccion(() => {
    diario.registrar({ tipo: 'estacion.abierta', ...sistema, datos: { version: puertos.version } });
    if (rehechas.length > 0) diario.registrar({ tipo: 'proyecciones.rehechas', ...sistema, datos: { tablas: [...rehechas] } });
  });
  if (rehechas.length > 0) puertos.registro.error('the disk changed projections; made again from the journal', { tablas: rehechas.join(' ') });
  puertos.registro.info('station open', { estacion, catd, eventos });
  reserva.preparar();
  digitalizacion.iniciar();
  lectura.despertar();
  return {
    despachar, alCambiar, alLeer: puertos.lectores?.alLeer ?? (() => () => undefined), puestos, replica, bitacora: diario, transmision, catalogo, modo: abierto.paquete.modo, carpeta: rutas.carpeta,
    enReposo: digitalizacion.enReposo,
    verificarImagenes: () => verificarImagenes(criptoNode, nombresDeImagenes(base), almacen.leer),
    cerrar: async () => {
      await digitalizacion.detener();
      await lectura.detener();
      await transmision.detener();
      await usb.detener();
      await bandejaAcuses.detener();
      await reserva.enReposo();
      try {
        cerrarBase(base);
      } finally {
        // Whatever happens to the database, the folder is free for whoever opens it next.
        soltar();
      }
    },
  };
};

/**
 * Opens the station of a workspace made by `prepararEstacion`: takes the folder for this process, brings the database
 * up to date, checks the whole chain and what was made of it, and puts the services together. It knows nothing of Electron or HTTP.
 * Throws AppError: disco_lleno, disco_solo_lectura, disco_con_falla, estacion_ocupada, estacion_en_reserva, sin_paquete, paquete_distinto, base_mas_nueva,
 * base_danada, bitacora_rota, credencial_danada.
 */
export const abrirEstacion = async ({ carpeta, puertos }: { carpeta: string; puertos: PuertosEstacion }): Promise<Estacion> => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.base)) throw new AppError('sin_paquete');
  let soltar = (): void => undefined;
  let base: Base | null = null;
  try {
    soltar = tomarCerrojo(rutas.cerrojo);
    base = abrirBase(rutas.base);
    migrar(base, MIGRACIONES, rutas.respaldos);
    return await montar(rutas, base, puertos, soltar);
  } catch (error) {
    base?.close();
    soltar();
    const falla = fallaDeDisco(error);
    throw falla === null ? danoDe(error) ?? error : new AppError(falla);
  }
};
