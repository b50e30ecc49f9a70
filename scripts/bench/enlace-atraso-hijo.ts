import { randomBytes } from 'node:crypto';
import { setTimeout as dormir } from 'node:timers/promises';
import type { RedCentral } from '#electron/services/transmision/red-central.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { AHORA } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { casillasDePrueba, paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { abrirServidor } from './enlace-lados.ts';
import type { Enlace } from './enlace-real.ts';
import type { MedidaAtraso, MedidaCapturas } from './enlace.ts';
import { mediana, percentil } from './fila.ts';

/** Child of enlace.ts, at the station's end: an empty folder, the link, actas that wait and bytes of the image of each. Prints what it measured. */
const [carpeta = '', enTexto = '', atrasadas = '16', bytes = '750000'] = process.argv.slice(2);
const enlace = JSON.parse(enTexto) as Enlace;
const [ATRASADAS, BYTES] = [Number(atrasadas), Number(bytes)];
/** Sheets in memory at once. */
const POR_TANDA = 50;
const PUESTOS = 12;
/** Captures of each post in one burst, and bursts of a measurement, a second apart with the link at rest and with the backlog on its way alike. */
const POR_PUESTO = 5;
const RAFAGAS = 8;
const ACTAS_POR_RAFAGA = (PUESTOS * POR_PUESTO) / 2;
const CALENTAR = 6;
const ENTRE_RAFAGAS_MS = 1_000;

// The workspaces of tests are made where this says; /tmp is memory on many machines.
process.env['TMPDIR'] = carpeta;

/** The test election in one district, with the people of a room of twelve posts. */
const salaGrande = (paquete: Paquete): Paquete => {
  const modelo = paquete.usuarios.find((u) => u.id === 'capturista')!;
  return { ...paquete, elecciones: paquete.elecciones.map((e) => ({ ...e, boletas: {} })), usuarios: [...paquete.usuarios.filter((u) => !u.id.startsWith('capturista')), ...Array.from({ length: PUESTOS }, (_, i) => ({ ...modelo, id: `capturista${i + 1}` }))] };
};

/** For the bursts that warm up, and those before, while and after it drains. */
const POR_CAPTURAR = ACTAS_POR_RAFAGA * (CALENTAR + 3 * RAFAGAS);

const capturar = async (e: EstacionDePrueba, { api }: Persona): Promise<void> => {
  const { trabajo } = await exigir(api['captura.siguiente']({}));
  if (!trabajo) throw new Error('no work to capture');
  await exigir(api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: e.valores(trabajo.acta) }));
};

/** Captures a second in each burst, and the time of each capture, ms. */
type Rafagas = { readonly ritmos: readonly number[]; readonly tiempos: readonly number[] };

/** All posts at once, each waiting for its own answers only: so many bursts of captures, with a rest after each. */
const medirCapturas = async (e: EstacionDePrueba, personas: readonly Persona[], rafagas: number): Promise<Rafagas> => {
  const [ritmos, tiempos]: [number[], number[]] = [[], []];
  for (let i = 0; i < rafagas; i++) {
    const inicio = performance.now();
    await Promise.all(personas.map(async (persona) => {
      for (let n = 0; n < POR_PUESTO; n++) {
        const desde = performance.now();
        await capturar(e, persona);
        tiempos.push(performance.now() - desde);
      }
    }));
    ritmos.push((personas.length * POR_PUESTO) / ((performance.now() - inicio) / 1000));
    await dormir(ENTRE_RAFAGAS_MS);
  }
  return { ritmos, tiempos };
};
const resumir = (medidas: readonly Rafagas[]): MedidaCapturas => ({ ritmo: mediana(medidas.flatMap((m) => m.ritmos)), p95: percentil(medidas.flatMap((m) => m.tiempos), 95) });

/** As many captures as verify so many actas, one after another. */
const capturarVerificadas = async (e: EstacionDePrueba, personas: readonly Persona[], actas: number): Promise<void> => {
  for (let i = 0; i < 2 * actas; i++) await capturar(e, personas[i % personas.length]!);
};

/** A road that can be changed for another one. */
const cambiable = (primera: RedCentral): { readonly red: RedCentral; readonly cambiar: (otra: RedCentral) => void } => {
  let red = primera;
  let presentar: Parameters<RedCentral['alPedirPresentacion']>[0] = () => { throw new Error('nobody presents this station yet'); };
  return {
    red: {
      enviarLote: (gzip) => red.enviarLote(gzip), avanceImagen: (imagen) => red.avanceImagen(imagen), enviarParte: (imagen, parte, ms, marcha) => red.enviarParte(imagen, parte, ms, marcha), avisaAvance: primera.avisaAvance ?? false,
      saludar: (saludo) => red.saludar(saludo), cancelar: () => red.cancelar(),
      alPedirPresentacion: (fn) => {
        presentar = fn;
        red.alPedirPresentacion(fn);
      },
    },
    cambiar: (otra) => {
      otra.alPedirPresentacion(presentar);
      red = otra;
    },
  };
};

const montar = async () => {
  const [opl, llave] = [nuevaLlave(), nuevaLlave()];
  const paquete = salaGrande(paqueteDePrueba({ ...casillasDePrueba(Math.ceil((ATRASADAS + POR_CAPTURAR) / 3)), central: { url: 'https://127.0.0.1:1', llave: crearFirmante(llave).llave, huellas: ['0'.repeat(64)] } }));
  const servidor = await abrirServidor(carpeta, { enlace, central: { opl, llave, paquete } });
  const reloj = relojDePrueba(AHORA);
  const camino = cambiable(crearRedHttp({ url: servidor.directa, huellas: [servidor.huella] }));
  const e = await crearEstacionDePrueba({ opl: crearFirmante(opl), central: crearFirmante(llave), paquete, reloj, puertos: { revisarSalida: false, crearTransmision: transmisionHttp(reloj, { red: camino.red }) } });
  const claves = paquete.actas.map((a) => a.clave);
  return {
    e, servidor, porElEnlace: () => camino.cambiar(crearRedHttp({ url: servidor.url, huellas: [servidor.huella] })),
    personas: crearGente(paquete.usuarios, e.estacion.despachar)('capturista').filter((p) => p.id.startsWith('capturista')),
    /** Takes in the sheets of so many actas, with an image of so many bytes each. */
    digitalizar: async (cuantas: number, bytesDeCada: number): Promise<void> => {
      for (let quedan = cuantas; quedan > 0; quedan -= POR_TANDA) {
        await e.escanear(...claves.splice(0, Math.min(quedan, POR_TANDA)).map((acta) => Buffer.concat([hojaDePrueba(escribirEtiqueta(paquete.id, acta), acta), Buffer.from('\n'), randomBytes(bytesDeCada)])));
      }
    },
  };
};

const medir = async (): Promise<MedidaAtraso> => {
  const m = await montar();
  const { e, personas, servidor, e: { estacion: { transmision } } } = m;
  for (const { api } of personas) await exigir(api['sesion.actual']({}));
  const alCorriente = async (): Promise<void> => {
    while (transmision.estado().situacion !== 'al_corriente') await dormir(50);
  };
  // What is captured meanwhile is there before. Its sheets are of a few bytes, no images, and are sent without the link.
  await m.digitalizar(POR_CAPTURAR, 0);
  transmision.iniciar();
  await alCorriente();
  await transmision.detener();
  m.porElEnlace();
  transmision.iniciar();
  await medirCapturas(e, personas, CALENTAR);
  const antes = await medirCapturas(e, personas, RAFAGAS);
  await alCorriente();

  await transmision.detener();
  await m.digitalizar(ATRASADAS, BYTES);
  await capturarVerificadas(e, personas, ATRASADAS);
  const { imagenesPendientes, bytesPendientes } = transmision.estado();
  if (imagenesPendientes !== ATRASADAS) throw new Error(`${imagenesPendientes} images wait instead of ${ATRASADAS}`);

  const { empieza, completa } = servidor.horas;
  [empieza.length, completa.length] = [0, 0];
  transmision.iniciar();
  while (completa.length === 0) await dormir(50);
  const durante = await medirCapturas(e, personas, RAFAGAS);
  if (transmision.estado().imagenesPendientes === 0) throw new Error('no image was pending any more: nothing was measured');
  await servidor.completas(ATRASADAS);
  const ms = completa.at(-1)! - empieza[0]!;

  await alCorriente();
  const despues = await medirCapturas(e, personas, RAFAGAS);
  await e.cerrar();
  servidor.cerrar();
  return { nuestro: bytesPendientes / (ms / 1000), reposo: resumir([antes, despues]), durante: resumir([durante]) };
};

process.stdout.write(JSON.stringify(await medir()), () => process.exit(0));
