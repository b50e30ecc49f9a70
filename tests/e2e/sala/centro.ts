import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { horaEnZona } from '#electron/host/demo-carpeta.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { dibujarHoja, prepararTirada, type HojaTirada } from '#electron/papel/tirada.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { crearEscanerVirtual, type PaginaVirtual } from '#electron/scanners/virtual.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { escaneresDe, type Vision } from '#electron/station/puertos.ts';
import { esMesaSinSeccion } from '#shared/domain/casilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';

const [ESTACION, CATD] = ['CATD01-A', 'CATD01'];
const ENTRADA = 'entrada';
/** What IT sets up in a center whose scanner leaves files in a folder. */
const ESCANERES = { escaneres: [{ id: 'escaner', tipo: 'carpeta', carpeta: ENTRADA, nombre: 'Escáner del centro' }] };
const HORA_MS = 3_600_000;
/** The window of operation opened this long ago. */
const ABIERTA_MS = 3 * HORA_MS;

/** A center of the demo election in a folder, with its window of operation open now, for the real program to serve. */
export type Centro = {
  /** The station's workspace: what `acopio estacion servir --carpeta` takes. */
  readonly carpeta: string;
  readonly paquete: Paquete;
  readonly paqueteTexto: string;
  readonly opl: Firmante;
  readonly central: Firmante;
  /** The paper of the center's actas, package by package (the elections of a casilla together). */
  readonly hojas: readonly HojaTirada[];
  /** What the paper of an acta says. */
  readonly valores: (acta: string) => Valores;
};

export type OpcionesCentro = {
  readonly carpeta: string;
  /** People who capture; the demo's six when missing. They share the PIN of the first when there are more. */
  readonly capturistas?: number;
  /** Where its central listens; nowhere when missing. */
  readonly urlCentral?: string;
  readonly semilla?: string;
  /** Changes to the package before it is signed. */
  readonly cambios?: (paquete: Paquete) => Paquete;
};

const conCapturistas = (paquete: Paquete, cuantos: number | undefined): Paquete => {
  const suyos = paquete.usuarios.filter((u) => u.roles.includes('capturista'));
  const [modelo] = suyos;
  if (cuantos === undefined || !modelo) return paquete;
  const mas = Array.from({ length: Math.max(0, cuantos - suyos.length) }, (_, i) => ({ ...modelo, id: `captura${String(suyos.length + i + 1)}`, nombre: `Capturista ${String(suyos.length + i + 1)}` }));
  return { ...paquete, usuarios: [...paquete.usuarios, ...mas] };
};

/** Makes the package and the station's workspace. Nothing has been received yet. */
export const crearCentro = async ({ carpeta, capturistas, urlCentral = 'http://127.0.0.1:9', semilla = '1', cambios = (p) => p }: OpcionesCentro): Promise<Centro> => {
  const [opl, central] = [crearFirmante(nuevaLlave()), crearFirmante(nuevaLlave())];
  // The clock of whoever prepares it is early, so that work can be done in it before now.
  const inicioMs = Math.floor((Date.now() - ABIERTA_MS) / 60_000) * 60_000;
  const { zonaMinutos } = paqueteDemo();
  const ventana = { inicio: horaEnZona(inicioMs, zonaMinutos), fin: horaEnZona(inicioMs + 24 * HORA_MS, zonaMinutos) };
  const paquete = cambios(conCapturistas(paqueteDemo({ ventana, central: { url: urlCentral, llave: central.llave } }), capturistas));
  const paqueteTexto = firmarPaquete(paquete, opl);
  await mkdir(carpeta, { recursive: true });
  await prepararEstacion({
    carpeta, paqueteTexto, llaveOpl: opl.llave, estacion: ESTACION, catd: CATD, version: 'prueba', reloj: { ahora: () => inicioMs },
    firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: ventana.inicio, hasta: ventana.fin })),
  });
  const suyas = new Set(paquete.casillas.filter((c) => c.catd === CATD).map((c) => c.clave));
  await writeFile(path.join(carpeta, 'escaneres.json'), JSON.stringify(ESCANERES));
  // Sections together, as packages arrive; mesas outside the sections at the end.
  const orden = (h: HojaTirada): string => `${esMesaSinSeccion(h.casilla.tipo) ? 1 : 0}${h.casilla.clave}`;
  const hojas = prepararTirada({ paquete, semilla }).filter((h) => suyas.has(h.casilla.clave)).sort((a, b) => (orden(a) < orden(b) ? -1 : orden(a) > orden(b) ? 1 : 0));
  const porActa = new Map(hojas.map((h) => [h.acta.clave, h.valores]));
  return {
    carpeta, paquete, paqueteTexto, opl, central, hojas,
    valores: (acta) => {
      const valores = porActa.get(acta);
      if (!valores) throw new Error(`no paper of ${acta}`);
      return valores;
    },
  };
};

/** Draws one acta's paper as the scanner would give it. */
export const dibujar = async (centro: Centro, hoja: HojaTirada, dpi = 150): Promise<Uint8Array> => dibujarHoja(hoja, centro.paquete, { dpi });

/** The same paper without its label: nobody can tell whose it is but by reading it. */
export const dibujarSinEtiqueta = (centro: Centro, { plantilla, casilla, valores, semilla }: HojaTirada, dpi = 150): Promise<Uint8Array> =>
  dibujarActa({ plantilla, paquete: centro.paquete, casilla, valores, qr: null, semilla, dpi });

/** The center's station open in this process, to bring it to a state before people sit down. */
export type Taller = {
  readonly centro: Centro;
  readonly estacion: Estacion;
  readonly gente: (rol: Rol) => readonly Persona[];
  readonly uno: (rol: Rol, i?: number) => Persona;
  /** Scans these pages and waits until each has its outcome. */
  readonly escanear: (paginas: readonly PaginaVirtual[]) => Promise<void>;
  readonly acopiar: (hojas: readonly HojaTirada[]) => Promise<void>;
  readonly digitalizar: (hojas: readonly HojaTirada[]) => Promise<void>;
  /** Moves the clock of this work towards now. */
  readonly adelantar: (ms: number) => void;
};

const registro = { info: () => undefined, error: (mensaje: string, datos?: unknown) => process.stderr.write(`${mensaje} ${JSON.stringify(datos)}\n`) };

/** Opens the center's station here, as it was `haceMs` ago, does the work through its contract, and closes it for the real program to open. */
export const trabajarEn = async (centro: Centro, vision: Vision, hacer: (taller: Taller) => Promise<void>, { haceMs = 0 }: { readonly haceMs?: number } = {}): Promise<void> => {
  const escaner = crearEscanerVirtual();
  let atrasoMs = haceMs;
  const reloj = { ahora: () => Date.now() - atrasoMs };
  const estacion = await abrirEstacion({ carpeta: centro.carpeta, puertos: { reloj, registro, vision, escaneres: escaneresDe(escaner), version: 'prueba', ids: idsNode } });
  const gente = crearGente(centro.paquete.usuarios, estacion.despachar);
  const uno: Taller['uno'] = (rol, i = 0) => {
    const persona = gente(rol)[i];
    if (!persona) throw new Error(`nobody is ${rol} ${i}`);
    return persona;
  };
  const escanear: Taller['escanear'] = async (paginas) => {
    escaner.cargar(paginas);
    await exigir(uno('digitalizador').api['digitalizacion.escanear']({ escaner: escaner.id }));
    await estacion.enReposo();
  };
  try {
    await hacer({
      centro, estacion, gente, uno, escanear,
      adelantar: (ms) => void (atrasoMs = Math.max(0, atrasoMs - ms)),
      acopiar: async (hojas) => {
        for (const { acta } of hojas) await exigir(uno('acopiador').api['acopio.registrar']({ acta: acta.clave, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }));
      },
      digitalizar: (hojas) => escanear(hojas.map((hoja) => async () => ({ bytes: await dibujar(centro, hoja), fuente: `${hoja.acta.clave}.jpg` }))),
    });
  } finally {
    await estacion.cerrar();
  }
};

/** Leaves these pages where the real program's folder scanner takes them. */
export const dejarEnEntrada = async (centro: Centro, paginas: readonly { readonly bytes: Uint8Array; readonly fuente: string }[]): Promise<void> => {
  const entrada = path.join(centro.carpeta, ENTRADA);
  await mkdir(entrada, { recursive: true });
  for (const { bytes, fuente } of paginas) await writeFile(path.join(entrada, fuente), bytes);
};

/** Captures what the paper says, or what `cambiar` makes of it, until nothing is left for that person or the limit is reached. Gives the actas. */
export const capturar = async (taller: Taller, persona: Persona, cuantas: number, cambiar: (valores: Valores, acta: string) => Valores = (v) => v): Promise<string[]> => {
  const hechas: string[] = [];
  while (hechas.length < cuantas) {
    const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
    if (!trabajo) break;
    await exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...cambiar(taller.centro.valores(trabajo.acta), trabajo.acta) } }));
    hechas.push(trabajo.acta);
  }
  return hechas;
};
