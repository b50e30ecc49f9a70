import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
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
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { firmarDocumento, TIPO_ACUSE, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import type { MedidaSimulacro } from './simulacro-sin-imagenes.ts';
import { escaneresDe } from '#electron/station/puertos.ts';

/** Child of simulacro-sin-imagenes.ts: an empty folder. Prints what it measured. */
const [raiz = ''] = process.argv.slice(2);
/** Actas whose events go in one lote. */
const POR_LOTE = 25;
/** Actas between one turn of the floor and the next. */
const POR_TURNO = 100;
/** Posts of the room besides two of acopio. */
const CAPTURISTAS = 10;
/** Runs before the one that is measured: some two thousand actas, after which the engine has compiled what is hot. */
const CALENTAR = 3;

type Tarea = { readonly simulada: ActaSimulada; readonly esperada: FilaEsperada };

const opl = crearFirmante(nuevaLlave());
const central = crearFirmante(nuevaLlave());
const demo = paqueteDemo({ central: { url: 'http://127.0.0.1', llave: central.llave } });
const capturista = demo.usuarios.find((u) => u.roles.includes('capturista'))!;
/** The demo election with the people of a room of twelve posts. */
const paquete = {
  ...demo,
  usuarios: [...demo.usuarios.filter((u) => !u.roles.includes('capturista')), ...Array.from({ length: CAPTURISTAS }, (_, i) => ({ ...capturista, id: `captura${i + 1}` }))],
};
const tareas: Tarea[] = prepararVerdad(paquete, verdadDemo(paquete, 1), { cuantas: null, semilla: '1' }).actas
  .filter((a) => a.fila.sinActa === null).map((simulada) => ({ simulada, esperada: esperadaDe(simulada, paquete).esperada }));

let centralMs = 0;
/** A central that signs for whatever comes. What is measured is the station, so its time is taken off: it is another machine's. */
const red: RedCentral = {
  enviarLote: (gzip) => {
    const desdeMs = performance.now();
    const texto = gunzipSync(gzip);
    const { epoca, desde, hasta, cabeza } = JSON.parse(texto.subarray(0, texto.indexOf(10)).toString('utf8')) as Record<'epoca' | 'desde' | 'hasta' | 'cabeza', string | number>;
    const acuse = { estacion: 'CATD01-A', epoca, desde, hasta, cabeza, lote: criptoNode.sha256(texto), recibido: new Date().toISOString(), estado: 'aceptado', imagenesFaltantes: [], tiene: [] };
    const documento = firmarDocumento(central, TIPO_ACUSE, JSON.stringify(acuse));
    centralMs += performance.now() - desdeMs;
    return Promise.resolve({ tipo: 'acuse', documento });
  },
  avanceImagen: () => Promise.resolve({ tipo: 'avance', avance: { bytes: 0, completa: true } }),
  enviarParte: () => Promise.resolve({ tipo: 'avance', avance: { bytes: 0, completa: true } }),
  saludar: () => Promise.resolve({ tipo: 'rechazo', codigo: '', detalle: '' }), alPedirPresentacion: () => undefined, cancelar: () => undefined,
};

const abrir = async (carpeta: string): Promise<{ estacion: Estacion; digitalizar: () => Promise<void> }> => {
  const reloj = { ahora: () => Date.now() };
  const imprenta = crearImprentaSinImagenes(paquete, '1');
  const escaner = crearEscanerVirtual({ nombre: 'bench', paginas: tareas.map(({ simulada, esperada }) => async () => ({ bytes: await imprenta.deActa(simulada, esperada.valores ?? {}, 'limpia', 0), fuente: simulada.acta.clave })) });
  await prepararEstacion({
    carpeta, paqueteTexto: firmarPaquete(paquete, opl), llaveOpl: opl.llave, estacion: 'CATD01-A', catd: 'CATD01', version: 'bench', reloj,
    firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2020-01-01T00:00:00Z', hasta: '2100-01-01T00:00:00Z' })),
  });
  const registro = { info: () => undefined, error: (mensaje: string, datos?: unknown) => process.stderr.write(`${mensaje} ${JSON.stringify(datos)}\n`) };
  const estacion = await abrirEstacion({ carpeta, puertos: { reloj, registro, vision: imprenta.vision, escaneres: escaneresDe(escaner), version: 'bench', ids: idsNode, crearTransmision: transmisionHttp(reloj, { red }) } });
  return { estacion, digitalizar: async () => {
    const [digitalizador] = crearGente(paquete.usuarios, estacion.despachar)('digitalizador');
    await exigir(digitalizador!.api['digitalizacion.escanear']({ escaner: escaner.id }));
    await estacion.enReposo();
  } };
};

const porActa = new Map(tareas.map((t) => [t.simulada.acta.clave, t.esperada.valores ?? {}]));

/** The texts of the journal's events as each step committed them: an evaluation goes with the capture that it follows from. */
const porPaso = (textos: readonly string[]): string[][] => {
  const pasos: string[][] = [];
  for (const texto of textos) {
    if (pasos.length > 0 && /"tipo":"acta\.(?:verificada|discrepante)"/.test(texto)) pasos.at(-1)!.push(texto);
    else pasos.push([texto]);
  }
  return pasos;
};

/** Bare transactions that write the same texts, on the same disk and with the same settings, run a few at a time. */
const crearPiso = (carpeta: string) => {
  const base = new Database(path.join(carpeta, 'piso.db'));
  base.pragma('journal_mode = WAL');
  base.pragma('synchronous = FULL');
  base.exec('create table evento (seq integer primary key, texto text not null) strict');
  const insertar = base.prepare('insert into evento values (null, ?)');
  const transaccion = base.transaction((textos: readonly string[]) => { for (const texto of textos) insertar.run(texto); });
  let ms = 0;
  return {
    correr: (pasos: readonly string[][]): void => {
      const desde = performance.now();
      for (const textos of pasos) {
        if (textos.length === 1) insertar.run(textos[0]);
        else transaccion(textos);
      }
      ms += performance.now() - desde;
    },
    terminar: (): number => {
      base.close();
      return ms;
    },
  };
};

type Sala = { readonly acopiadores: readonly Persona[]; readonly capturistas: readonly Persona[]; readonly enviar: () => Promise<unknown> };

/** Everybody of the room at once, each waiting for their own answers only: as many steps as `pendientes` gives, whoever takes them. */
const entreTodos = async <T>(personas: readonly Persona[], pendientes: T[], paso: (persona: Persona, tarea: T) => Promise<boolean>): Promise<void> => {
  while (pendientes.length > 0) {
    await Promise.all(personas.map(async (persona) => {
      for (let tarea = pendientes.shift(); tarea !== undefined; tarea = pendientes.shift()) {
        if (await paso(persona, tarea)) continue;
        // Nothing for this person now: somebody else takes it.
        pendientes.push(tarea);
        return;
      }
    }));
  }
};

/** Acopio, and as many captures as verify that many actas, by a room that works at once while the lotes leave. */
const trabajar = async ({ acopiadores, capturistas, enviar }: Sala, lote: readonly Tarea[]): Promise<void> => {
  const envios: Promise<unknown>[] = [];
  const llegan = lote.map(({ simulada, esperada }) => ({ acta: simulada.acta.clave, mecanismoTraslado: esperada.mecanismo, tipoDocumento: esperada.tipoDocumento }));
  await Promise.all([
    entreTodos(acopiadores, llegan, async (persona, acta) => {
      await exigir(persona.api['acopio.registrar'](acta));
      return true;
    }),
    entreTodos(capturistas, lote.flatMap((_, i) => [2 * i + 1, 2 * i + 2]), async (persona, cuantas) => {
      const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
      if (!trabajo) return false;
      await exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: { ...porActa.get(trabajo.acta) } }));
      if (cuantas % (2 * POR_LOTE) === 0) envios.push(enviar());
      return true;
    }),
  ]);
  await Promise.all(envios);
  await enviar();
};

/** By turns with the floor, so that what else the disk does falls on both. Digitalización is done and sent before: it is the part with images. */
const medir = async (carpeta: string): Promise<MedidaSimulacro> => {
  const { estacion, digitalizar } = await abrir(carpeta);
  await digitalizar();
  const gente = crearGente(paquete.usuarios, estacion.despachar);
  const sala: Sala = { acopiadores: gente('acopiador'), capturistas: gente('capturista'), enviar: () => estacion.transmision.enviarPendientes() };
  // Signing in is a password hash on purpose: not work of an acta.
  for (const persona of [...sala.acopiadores, ...sala.capturistas]) await exigir(persona.api['sesion.actual']({}));
  await sala.enviar();
  const piso = crearPiso(carpeta);
  let ms = 0;
  let transacciones = 0;
  for (let i = 0; i < tareas.length; i += POR_TURNO) {
    const lote = tareas.slice(i, i + POR_TURNO);
    const desde = performance.now();
    const antes = { centralMs, seq: estacion.bitacora.cabeza().seq };
    await trabajar(sala, lote);
    ms += performance.now() - desde - (centralMs - antes.centralMs);
    const pasos = porPaso(estacion.bitacora.leer(antes.seq + 1, estacion.bitacora.cabeza().seq - antes.seq).map((a) => a.texto));
    piso.correr(pasos);
    transacciones += pasos.length;
  }
  const { eventosPendientes } = estacion.transmision.estado();
  if (eventosPendientes > 0) throw new Error(`${eventosPendientes} events were not sent`);
  const { porEstado } = await exigir(gente('supervisor')[0]!.api['tablero.resumen']({}));
  if (porEstado.verificada !== tareas.length) throw new Error(`${porEstado.verificada} of ${tareas.length} actas were verified`);
  await estacion.cerrar();
  return { actas: tareas.length, transacciones, ms, pisoMs: piso.terminar() };
};

// A station works all night: the first hour of its engine is not what is measured.
for (let vuelta = 1; vuelta <= CALENTAR; vuelta++) await medir(path.join(raiz, `calentar-${vuelta}`));
process.stdout.write(JSON.stringify(await medir(path.join(raiz, 'medir'))));
