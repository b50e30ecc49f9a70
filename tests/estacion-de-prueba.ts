import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crearEscanerVirtual, type EscanerVirtual } from '#electron/scanners/virtual.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { abrirEstacion, type Estacion, type PuertosEstacion } from '#electron/station/crear-estacion.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion, type SolicitudCertificado } from '#electron/station/preparar.ts';
import { escaneresDe, type Vision } from '#electron/station/puertos.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion, type ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Cliente, Result, Salida } from '#shared/api/metodo.ts';
import type { ExamenGuardado } from '#shared/domain/examen.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CERTIFICADO, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { paqueteDePrueba, PIN_DE_PRUEBA } from './paquete-de-prueba.ts';

export type ClienteEstacion = Cliente<ContratoEstacion>;
export type RelojDePrueba = { ahora: () => number; adelantar: (ms: number) => void };

/** Inside the operating window of the test package. */
export const INICIO = Date.parse('2027-06-06T20:00:00-06:00');
export const relojDePrueba = (inicio = INICIO): RelojDePrueba => {
  let ms = inicio;
  return { ahora: () => ms, adelantar: (mas) => void (ms += mas) };
};

/** What the eye says of a good page. */
export const EXAMEN_BUENO: ExamenGuardado = { giro: 0, dpi: 200, alineacion: null, medidas: [], veredicto: 'buena' };

/** A sheet whose QR says `qr` (null: it has none); `sello` makes the bytes of two sheets differ; `examen` is what will be seen in it. */
export const hojaDePrueba = (qr: string | null, sello = '', examen: Partial<ExamenGuardado> = {}): Uint8Array =>
  Buffer.from(`IMAGEN\n${qr ?? ''}\n${sello}\n${JSON.stringify({ ...EXAMEN_BUENO, ...examen })}`);
/** A file of several pages. */
export const archivoDePrueba = (...paginas: readonly Uint8Array[]): Uint8Array => Buffer.from(['ARCHIVO', ...paginas.map((p) => Buffer.from(p).toString('base64'))].join('\n'));

/** Reads the sheets of `hojaDePrueba` in no time; anything else is no image. The real one is electron/vision. */
export const visionDePrueba: Vision = {
  examinar: (bytes) => {
    const [marca, qr, , examen] = Buffer.from(bytes).toString('utf8').split('\n');
    if (marca === 'ARCHIVO') return Promise.resolve({ problema: 'varias_paginas', qr: null });
    if (marca !== 'IMAGEN') return Promise.resolve({ problema: marca === 'CORTADA' ? 'truncada' : 'no_es_imagen', qr: null });
    return Promise.resolve({ problema: null, qr: qr ? { texto: qr, lector: 'prueba' } : null, examen: JSON.parse(examen ?? 'null') as ExamenGuardado | null });
  },
  separar: async function* (bytes) {
    const paginas = Buffer.from(bytes).toString('utf8').split('\n').slice(1).map((pagina) => Buffer.from(pagina, 'base64'));
    for (const pagina of paginas) yield Promise.resolve({ de: paginas.length, bytes: pagina.toString() === 'ILEGIBLE' ? null : pagina, falla: null });
  },
  pantalla: (bytes) => Promise.resolve(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes])),
  miniatura: (bytes) => Promise.resolve(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes.subarray(0, 8)])),
};

/** The value of a call that must succeed. */
export const valorDe = async <T>(resultado: Promise<Result<T>>): Promise<T> => {
  const r = await resultado;
  if (!r.ok) throw new Error(`the call failed: ${r.error.codigo} ${JSON.stringify(r.error.parametros)}`);
  return r.valor;
};
/** The code of a call that must fail; `ninguno` when it did not. */
export const codigoDe = async (resultado: Promise<Result<unknown>>): Promise<string> => {
  const r = await resultado;
  return r.ok ? 'ninguno' : r.error.codigo;
};

export type OpcionesDePrueba = {
  readonly paquete?: Partial<Paquete>;
  readonly reloj?: RelojDePrueba;
  readonly puertos?: Partial<PuertosEstacion>;
  readonly estacion?: string;
  readonly catd?: string;
  /** Keys of the OPL and of the central; new ones unless two stations must share them. */
  readonly opl?: Firmante;
  readonly central?: Firmante;
};

export type EstacionDePrueba = {
  /** The open station; another object after `reabrir`. */
  readonly estacion: Estacion;
  readonly paquete: Paquete;
  readonly paqueteTexto: string;
  readonly opl: Firmante;
  readonly central: Firmante;
  readonly carpeta: string;
  readonly reloj: RelojDePrueba;
  readonly escaner: EscanerVirtual;
  readonly puertos: PuertosEstacion;
  /** A client of somebody who signed in (every user of the test package has the same PIN). */
  readonly entrar: (usuario: string, puesto?: string) => Promise<ClienteEstacion>;
  /** A client of nobody. */
  readonly anonimo: ClienteEstacion;
  /** Scans the label of each acta and waits until all are in. Returns nothing: look at `bandeja`. */
  readonly digitalizar: (...actas: readonly string[]) => Promise<void>;
  /** Scans these bytes and waits. */
  readonly escanear: (...hojas: readonly Uint8Array[]) => Promise<void>;
  /** A whole capture of the acta: every field with the same value but those given. */
  readonly valores: (acta: string, cambios?: Valores) => Record<string, Valores[string]>;
  /** Closes and opens again: sessions and leases are lost, nothing else. */
  readonly reabrir: () => Promise<void>;
  /** Closes and deletes the folder. */
  readonly cerrar: () => Promise<void>;
};

const firmarCertificado = (opl: Firmante) => ({ estacion, catd, llave }: SolicitudCertificado): DocumentoFirmado =>
  firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ estacion, catd, llave, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' }));

/** A real station on the test package, in a folder of its own. Only the ports are stand-ins: clock, scanner, vision. */
export const crearEstacionDePrueba = async (opciones: OpcionesDePrueba = {}): Promise<EstacionDePrueba> => {
  const opl = opciones.opl ?? crearFirmante(nuevaLlave());
  const central = opciones.central ?? crearFirmante(nuevaLlave());
  const paquete = paqueteDePrueba({ central: { url: 'https://127.0.0.1:1', llave: central.llave, huellas: ['0'.repeat(64)] }, ...opciones.paquete });
  const paqueteTexto = firmarPaquete(paquete, opl);
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-estacion-'));
  const reloj = opciones.reloj ?? relojDePrueba();
  const escaner = crearEscanerVirtual();
  const puertos: PuertosEstacion = {
    reloj, ids: idsNode, registro: { info: () => undefined, error: () => undefined }, vision: visionDePrueba, escaneres: escaneresDe(escaner),
    version: '0.0.0-prueba', revisarSalida: true, ...opciones.puertos,
  };
  await prepararEstacion({
    carpeta, paqueteTexto, llaveOpl: opl.llave, estacion: opciones.estacion ?? 'C1-A', catd: opciones.catd ?? 'C1', firmarCertificado: firmarCertificado(opl), version: puertos.version, reloj,
  });
  let estacion = await abrirEstacion({ carpeta, puertos });

  const clienteDe = (sesion: string | null, puesto: string): ClienteEstacion => crearCliente(contratoEstacion, (l) => estacion.despachar(l), { sesion: () => sesion, puesto });
  const anonimo = clienteDe(null, 'puesto-0');
  const entrar = async (usuario: string, puesto = `puesto-${usuario}`): Promise<ClienteEstacion> => {
    const { sesion }: Salida<ContratoEstacion, 'sesion.entrar'> = await valorDe(clienteDe(null, puesto)['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA }));
    return clienteDe(sesion, puesto);
  };
  const escanear = async (...hojas: readonly Uint8Array[]): Promise<void> => {
    const digitalizador = await entrar('digitalizador');
    escaner.cargar(hojas.map((bytes, i) => () => ({ bytes, fuente: `hoja-${i + 1}.jpg` })));
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: escaner.id }));
    await estacion.enReposo();
  };
  return {
    get estacion() { return estacion; },
    paquete, paqueteTexto, opl, central, carpeta, reloj, escaner, puertos, anonimo, entrar, escanear,
    digitalizar: (...actas) => escanear(...actas.map((acta) => hojaDePrueba(escribirEtiqueta(paquete.id, acta), acta))),
    valores: (acta, cambios = {}) => ({ ...Object.fromEntries(estacion.catalogo.camposDeActa(acta).map((c) => [c.clave, 7])), ...cambios }),
    reabrir: async () => {
      await estacion.cerrar();
      estacion = await abrirEstacion({ carpeta, puertos });
    },
    cerrar: async () => {
      await estacion.cerrar();
      rmSync(carpeta, { recursive: true, force: true });
    },
  };
};
