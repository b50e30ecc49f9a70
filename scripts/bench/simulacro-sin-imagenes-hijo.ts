import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { esperadaDe, type FilaEsperada } from '#electron/simulacro/esperado.ts';
import { crearImprentaSinImagenes } from '#electron/simulacro/hojas.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import { prepararVerdad, type ActaSimulada } from '#electron/simulacro/verdad.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { firmarDocumento, TIPO_ACUSE, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import type { MedidaSimulacro } from './simulacro-sin-imagenes.ts';
import { escaneresDe } from '#electron/station/puertos.ts';

/** Child of simulacro-sin-imagenes.ts: an empty folder. Prints what it measured. */
const [raiz = ''] = process.argv.slice(2);
/** Actas whose events go in one lote. */
const POR_LOTE = 25;

type Tarea = { readonly simulada: ActaSimulada; readonly esperada: FilaEsperada };

const opl = crearFirmante(nuevaLlave());
const central = crearFirmante(nuevaLlave());
const paquete = paqueteDemo({ central: { url: 'http://127.0.0.1', llave: central.llave } });
const tareas: Tarea[] = prepararVerdad(paquete, verdadDemo(paquete, 1), { cuantas: null, semilla: '1' }).actas
  .filter((a) => a.fila.sinActa === null).map((simulada) => ({ simulada, esperada: esperadaDe(simulada, paquete).esperada }));

/** A central that signs for whatever comes: what is measured is the station. */
const red: RedCentral = {
  enviarLote: (gzip) => {
    const texto = gunzipSync(gzip);
    const { epoca, desde, hasta, cabeza } = JSON.parse(texto.subarray(0, texto.indexOf(10)).toString('utf8')) as Record<'epoca' | 'desde' | 'hasta' | 'cabeza', string | number>;
    const acuse = { estacion: 'CATD01-A', epoca, desde, hasta, cabeza, lote: criptoNode.sha256(texto), recibido: new Date().toISOString(), estado: 'aceptado', imagenesFaltantes: [] };
    return Promise.resolve({ tipo: 'acuse', documento: firmarDocumento(central, TIPO_ACUSE, JSON.stringify(acuse)) });
  },
  avanceImagen: () => Promise.resolve({ tipo: 'avance', avance: { bytes: 0, completa: true } }),
  enviarParte: () => Promise.resolve({ tipo: 'avance', avance: { bytes: 0, completa: true } }),
  saludar: () => Promise.resolve(), cancelar: () => undefined,
};

const abrir = async (carpeta: string): Promise<{ estacion: Estacion; digitalizar: () => Promise<void> }> => {
  const reloj = { ahora: () => Date.now() };
  const imprenta = crearImprentaSinImagenes(paquete, '1');
  const escaner = crearEscanerVirtual('bench', tareas.map(({ simulada, esperada }) => async () => ({ bytes: await imprenta.deActa(simulada, esperada.valores ?? {}, 'limpia', 0), fuente: simulada.acta.clave })));
  await prepararEstacion({
    carpeta, paqueteTexto: firmarPaquete(paquete, opl), llaveOpl: opl.llave, estacion: 'CATD01-A', catd: 'CATD01', version: 'bench', reloj,
    firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2020-01-01T00:00:00Z', hasta: '2100-01-01T00:00:00Z' })),
  });
  const registro = { info: () => undefined, error: (mensaje: string, datos?: unknown) => process.stderr.write(`${mensaje} ${JSON.stringify(datos)}\n`) };
  const estacion = await abrirEstacion({ carpeta, puertos: { reloj, registro, vision: imprenta.vision, escaneres: escaneresDe(escaner), version: 'bench', ids: { uuid: () => v7() }, crearTransmision: transmisionHttp(reloj, red) } });
  return { estacion, digitalizar: async () => {
    const [digitalizador] = crearGente(paquete.usuarios, estacion.despachar)('digitalizador');
    await exigir(digitalizador!.api['digitalizacion.escanear']({ escaner: escaner.id }));
    await estacion.enReposo();
  } };
};

const porActa = new Map(tareas.map((t) => [t.simulada.acta.clave, t.esperada.valores ?? {}]));

const capturar = async (persona: Persona): Promise<void> => {
  const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
  if (trabajo) await exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...porActa.get(trabajo.acta) } }));
};

/** Bare transactions with one row each, on the same disk and with the same settings, run a few at a time. */
const crearPiso = (carpeta: string) => {
  const base = new Database(path.join(carpeta, 'piso.db'));
  base.pragma('journal_mode = WAL');
  base.pragma('synchronous = FULL');
  base.exec('create table evento (seq integer primary key, texto text not null) strict');
  const insertar = base.prepare('insert into evento values (null, ?)');
  const texto = 'x'.repeat(900);
  let ms = 0;
  return {
    correr: (transacciones: number): void => {
      const desde = performance.now();
      for (let i = 0; i < transacciones; i++) insertar.run(texto);
      ms += performance.now() - desde;
    },
    terminar: (): number => {
      base.close();
      return ms;
    },
  };
};

/** Acopio and two blind captures of one acta, with its evaluation: three transactions. */
const llevar = async ({ simulada, esperada }: Tarea, acopiador: Persona, capturistas: readonly Persona[]): Promise<void> => {
  await exigir(acopiador.api['acopio.registrar']({ acta: simulada.acta.clave, mecanismoTraslado: esperada.mecanismo, tipoDocumento: esperada.tipoDocumento }));
  for (const persona of capturistas) await capturar(persona);
};

/**
 * The actas a lote at a time, by turns with the floor, so that what else the disk does falls on both. Digitalización is
 * done before: it is the part with images.
 */
const medir = async (carpeta: string): Promise<MedidaSimulacro> => {
  const { estacion, digitalizar } = await abrir(carpeta);
  await digitalizar();
  const gente = crearGente(paquete.usuarios, estacion.despachar);
  const [acopiador] = gente('acopiador');
  const capturistas = gente('capturista').slice(0, 2);
  // Signing in is a password hash on purpose: not work of an acta.
  for (const persona of [acopiador!, ...capturistas]) await exigir(persona.api['sesion.actual']({}));
  const piso = crearPiso(carpeta);
  let ms = 0;
  let transacciones = 0;
  for (let i = 0; i < tareas.length; i += POR_LOTE) {
    const lote = tareas.slice(i, i + POR_LOTE);
    const desde = performance.now();
    for (const tarea of lote) await llevar(tarea, acopiador!, capturistas);
    await estacion.transmision.enviarPendientes();
    ms += performance.now() - desde;
    piso.correr(lote.length * 3 + 1);
    transacciones += lote.length * 3 + 1;
  }
  const { porEstado } = await exigir(gente('supervisor')[0]!.api['tablero.resumen']({}));
  if (porEstado.verificada !== tareas.length) throw new Error(`${porEstado.verificada} of ${tareas.length} actas were verified`);
  await estacion.cerrar();
  return { actas: tareas.length, transacciones, ms, pisoMs: piso.terminar() };
};

// A station works all night: the first hour of its engine is not what is measured.
await medir(path.join(raiz, 'calentar'));
process.stdout.write(JSON.stringify(await medir(path.join(raiz, 'medir'))));
