import path from 'node:path';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { crearLectoresHid } from '#electron/readers/hid.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { custodiaArchivo, type Custodia } from '#electron/station/custodia.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { escaneresDe, type Registro, type Reloj } from '#electron/station/puertos.ts';
import { RESERVA_BYTES } from '#electron/station/reserva.ts';
import { transmisionHttp, type ElegirProxy } from '#electron/station/transmision-http.ts';
import { vigenciaDe } from '#electron/station/vigencia.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { cortarCada } from './cortes.ts';
import { carpetaDemo, type CarpetaDemo } from './demo-carpeta.ts';
import { charolaDemo } from './demo-charola.ts';
import { discoLibreDe } from './disco-libre.ts';
import { rutaDelProyecto } from './proyecto.ts';
import { crearRegistro } from './registro.ts';
import { version } from './version.ts';

const ESTACION = 'CATD01-A';
const CATD = 'CATD01';
/** Where the demo's results site is looked for first; any free port when it is taken. */
const PUERTO_SITIO = 8414;
/** A real central cuts every few minutes; in a demo nobody wants to wait. */
const CORTE_CADA_MS = 60_000;

export type Demo = {
  readonly estacion: Estacion;
  /** Address of the results site that the demo's own central serves. */
  readonly sitio: string;
  readonly carpeta: string;
  readonly registro: Registro;
  readonly cerrar: () => Promise<void>;
};

const escucharCerca = async (central: Central): Promise<string> => {
  try {
    return (await escuchar(central, { host: '127.0.0.1', puerto: PUERTO_SITIO })).url;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return (await escuchar(central, { host: '127.0.0.1', puerto: 0 })).url;
  }
};

const soltarTodo = async (pasos: readonly (() => Promise<void> | void)[]): Promise<void> => {
  for (const paso of pasos) await paso();
};

const preparar = (demo: CarpetaDemo, carpeta: string, reloj: Reloj, custodia: Custodia): Promise<void> => {
  const { ventana } = demo.abierto.paquete;
  return prepararEstacion({
    carpeta, paqueteTexto: demo.paqueteTexto, llaveOpl: demo.opl.llave, estacion: ESTACION, catd: CATD, version: version(), reloj, custodia,
    firmarCertificado: ({ estacion, catd, llave }) => firmarDocumento(demo.opl, TIPO_CERTIFICADO, JSON.stringify({ estacion, catd, llave, ...vigenciaDe(ventana) })),
  });
};

/**
 * The demo election, whole, in one process: a station with a virtual scanner and people whose PINs are shown, and a
 * central that publishes each minute. Made the first time in `datos`; later starts go on where it was.
 * Throws AppError as `abrirEstacion` does.
 */
export const abrirDemo = async ({ datos, custodia = custodiaArchivo, proxyDelSistema }: { readonly datos: string; readonly custodia?: Custodia; readonly proxyDelSistema?: ElegirProxy }): Promise<Demo> => {
  const reloj: Reloj = { ahora: () => Date.now() };
  const demo = carpetaDemo(datos, reloj.ahora());
  const carpeta = path.join(demo.carpeta, 'estacion');
  await preparar(demo, carpeta, reloj, custodia);
  const registro = crearRegistro(path.join(carpeta, 'registro'), reloj.ahora());

  const central = await crearCentral({
    carpeta: path.join(demo.carpeta, 'central'), paqueteTexto: demo.paqueteTexto, llaveOpl: demo.opl.llave, firmante: demo.central, cripto: criptoNode, reloj, registro,
    sitio: rutaDelProyecto('central', 'sitio'),
  });
  const sitio = await escucharCerca(central);
  const vision = crearVision();
  const lectores = crearLectoresHid({ reloj, registro });
  const soltar: (() => Promise<void> | void)[] = [central.cerrar, lectores.cerrar, vision.cerrar, registro.cerrar];
  try {
    const estacion = await abrirEstacion({
      carpeta,
      puertos: {
        reloj, registro, vision, lectores, custodia, version: version(), ids: idsNode,
        escaneres: escaneresDe(charolaDemo(demo.abierto.paquete, CATD, path.join(demo.carpeta, 'charola.json'))),
        crearTransmision: transmisionHttp(reloj, { red: crearRedHttp(sitio, proxyDelSistema) }),
        reservaBytes: RESERVA_BYTES, discoLibre: discoLibreDe(carpeta),
      },
    });
    soltar.unshift(cortarCada({ ms: CORTE_CADA_MS, central, registro }));
    soltar.unshift(estacion.cerrar);
    estacion.transmision.iniciar();
    return { estacion, sitio, carpeta: demo.carpeta, registro, cerrar: () => soltarTodo(soltar) };
  } catch (error) {
    await soltarTodo(soltar);
    throw error;
  }
};
