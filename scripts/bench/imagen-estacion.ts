import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { crearEscanerVirtual, type EscanerVirtual, type PaginaVirtual } from '#electron/scanners/virtual.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { escaneresDe } from '#electron/station/puertos.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';

const llaves = { opl: crearFirmante(nuevaLlave()), central: crearFirmante(nuevaLlave()) };
/** The demo election: its actas are what is drawn. */
export const paquete = paqueteDemo({ central: { url: 'http://127.0.0.1', llave: llaves.central.llave } });

/** Page `i` of the drawn ones. Past the last, the same pages with other bytes: a JPEG comment right after its first marker. */
export const bytesDe = async (carpeta: string, dibujadas: number, i: number): Promise<Uint8Array> => {
  const jpeg = await readFile(path.join(carpeta, `${i % dibujadas}.jpg`));
  if (i < dibujadas) return jpeg;
  const texto = Buffer.from(`copia ${i}`);
  const comentario = Buffer.concat([Buffer.from([0xff, 0xfe, 0, texto.length + 2]), texto]);
  return Buffer.concat([jpeg.subarray(0, 2), comentario, jpeg.subarray(2)]);
};

export type EstacionMedida = {
  readonly estacion: Estacion;
  readonly escaner: EscanerVirtual;
  readonly digitalizador: Persona;
  readonly capturistas: readonly Persona[];
  /** Scans these pages and waits until nothing is under way. */
  readonly escanear: (paginas: readonly PaginaVirtual[]) => Promise<void>;
  readonly cerrar: () => Promise<void>;
};

/** A real station with the real eye and no digit reader, in a folder of its own. */
export const abrirMedida = async (carpeta: string, trabajadores: number, hojasPorMinuto?: number): Promise<EstacionMedida> => {
  const reloj = { ahora: () => Date.now() };
  await prepararEstacion({
    carpeta, paqueteTexto: firmarPaquete(paquete, llaves.opl), llaveOpl: llaves.opl.llave, estacion: 'CATD01-A', catd: 'CATD01', version: 'bench', reloj,
    firmarCertificado: (s) => firmarDocumento(llaves.opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2020-01-01T00:00:00Z', hasta: '2100-01-01T00:00:00Z' })),
  });
  const ojo = crearVision({ trabajadores });
  const { examinar, separar, pantalla, miniatura } = ojo;
  const escaner = crearEscanerVirtual(hojasPorMinuto === undefined ? {} : { hojasPorMinuto });
  const registro = { info: () => undefined, error: (mensaje: string, datos?: unknown) => process.stderr.write(`${mensaje} ${JSON.stringify(datos)}\n`) };
  const estacion = await abrirEstacion({ carpeta, puertos: { reloj, registro, vision: { trabajadores, examinar, separar, pantalla, miniatura }, escaneres: escaneresDe(escaner), version: 'bench', ids: idsNode } });
  const gente = crearGente(paquete.usuarios, estacion.despachar);
  const [digitalizador] = gente('digitalizador');
  if (!digitalizador) throw new Error('the demo has no digitalizador');
  return {
    estacion, escaner, digitalizador, capturistas: gente('capturista'),
    escanear: async (paginas) => {
      escaner.cargar(paginas);
      await exigir(digitalizador.api['digitalizacion.escanear']({ escaner: escaner.id }));
      await estacion.enReposo();
    },
    cerrar: async () => {
      await estacion.cerrar();
      await ojo.cerrar();
    },
  };
};

/** Stops the bench when an image did not arrive where it must: a fast wrong answer has no speed. */
export const exigirIdentificadas = async ({ digitalizador, estacion }: EstacionMedida, hojas: number, actas: number): Promise<void> => {
  const { pendientes, escaneres } = await exigir(digitalizador.api['digitalizacion.bandeja']({}));
  const falla = escaneres[0]?.tanda?.falla;
  if (falla) throw new Error(`the scan stopped: ${falla.codigo}`);
  const tipos = new Map<string, number>();
  for (let desde = 1, tramo = estacion.bitacora.leer(desde, 500); tramo.length > 0; desde += tramo.length, tramo = estacion.bitacora.leer(desde, 500)) {
    for (const { texto } of tramo) {
      const { tipo } = JSON.parse(texto) as { tipo: string };
      tipos.set(tipo, (tipos.get(tipo) ?? 0) + 1);
    }
  }
  const [guardadas, digitalizadas] = [tipos.get('imagen.guardada') ?? 0, tipos.get('acta.digitalizada') ?? 0];
  if (guardadas !== hojas || pendientes.enProceso > 0) throw new Error(`${guardadas} of ${hojas} sheets became images`);
  if (digitalizadas + pendientes.porRevisar < actas) throw new Error(`${digitalizadas} of ${actas} actas were identified, ${pendientes.porRevisar} are doubtful`);
};
