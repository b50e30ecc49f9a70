import path from 'node:path';
import { Command } from 'commander';
import { leerFirmante } from '#electron/paquete/archivo-llave.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { crearLectoresHid } from '#electron/readers/hid.ts';
import { crearEscaneres } from '#electron/scanners/crear-escaneres.ts';
import { abrirEstacion } from '#electron/station/crear-estacion.ts';
import { escribirRed, leerRed, seguirRed, type ConfiguracionRed } from '#electron/station/configuracion-red.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import { RESERVA_BYTES } from '#electron/station/reserva.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { vigenciaDe } from '#electron/station/vigencia.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { atender } from './atender.ts';
import { discoLibreDe } from './disco-libre.ts';
import { comandoRelevar, comandoSeguir } from './comando-reserva.ts';
import { leerNombreEstacion, leerPuerto } from './opciones.ts';
import { abrirSala } from './red/abrir-sala.ts';
import { crearRegistro } from './registro.ts';
import { version } from './version.ts';

const reloj = { ahora: () => Date.now() };

type OpcionesPreparar = { readonly carpeta: string; readonly paquete: string; readonly llave: string; readonly estacion: string; readonly catd: string; readonly reserva?: boolean };

const preparar = async (o: OpcionesPreparar): Promise<void> => {
  const estacion = leerNombreEstacion(o.estacion);
  const opl = await leerFirmante(o.llave);
  const { paquete, texto } = await leerPaquete(o.paquete, opl.llave);
  await prepararEstacion({
    carpeta: o.carpeta, paqueteTexto: texto, llaveOpl: opl.llave, estacion, catd: o.catd, version: version(), reloj, reserva: o.reserva ?? false,
    firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, ...vigenciaDe(paquete.ventana) })),
  });
  const siguiente = o.reserva === true ? `Sigue a la principal con: acopio estacion seguir --carpeta ${o.carpeta} --principal https://…` : `Ábrala con: acopio estacion servir --carpeta ${o.carpeta}`;
  process.stdout.write(`Estación ${estacion} del ${o.catd} lista en ${o.carpeta} para «${paquete.nombre}».\n${siguiente}\n`);
};

type OpcionesServir = { readonly carpeta: string; readonly escaner?: string; readonly puerto: string; readonly sala?: string; readonly sinVentana?: boolean };

const servir = async (o: OpcionesServir): Promise<void> => {
  const puerto = leerPuerto(o.puerto);
  const registro = crearRegistro(path.join(o.carpeta, 'registro'), reloj.ahora());
  const escaneres = await crearEscaneres({ carpeta: o.carpeta, entrada: o.escaner }).catch((error: unknown) => {
    registro.cerrar();
    throw error;
  });
  const vision = crearVision();
  const lectores = crearLectoresHid({ reloj, registro });
  const cerrarResto = async (): Promise<void> => {
    escaneres.cerrar();
    await lectores.cerrar();
    await vision.cerrar();
    registro.cerrar();
  };
  const puertos = {
    reloj, registro, vision, lectores, version: version(), ids: idsNode, crearTransmision: transmisionHttp(reloj, { configuracion: seguirRed(o.carpeta, (error) => registro.error('network settings not read', { codigo: error.codigo, ...error.parametros })) }),
    reservaBytes: RESERVA_BYTES, discoLibre: discoLibreDe(o.carpeta), escaneres,
  };
  const estacion = await abrirEstacion({ carpeta: o.carpeta, puertos }).catch(async (error: unknown) => {
    await cerrarResto();
    throw error;
  });
  const sala = o.sala === undefined ? null : await abrirSala({ estacion, nombre: path.basename(path.resolve(o.carpeta)), carpeta: o.carpeta, puerto: leerPuerto(o.sala), registro }).catch(async (error: unknown) => {
    await estacion.cerrar();
    await cerrarResto();
    throw error;
  });
  await escaneres.recuperar();
  estacion.transmision.iniciar();
  const { nombre } = estacion.catalogo.paquete;
  await atender({
    estacion, titulo: `Acopio: ${nombre}${estacion.modo === 'simulacro' ? ' (SIMULACRO)' : ''}`, sitio: null, carpeta: o.carpeta, puerto, sinVentana: o.sinVentana ?? false, registro, ...(sala === null ? {} : { sala: sala.direcciones }),
    cerrar: async () => {
      await sala?.cerrar();
      await estacion.cerrar();
      await cerrarResto();
    },
  });
};

type OpcionesRed = { readonly carpeta: string; readonly limite?: string; readonly proxy?: string };

const ajustarRed = async (o: OpcionesRed): Promise<void> => {
  const cambios: Partial<ConfiguracionRed> = {
    ...(o.limite === undefined ? {} : { limiteKbps: o.limite === 'ninguno' ? null : Number(o.limite) }), ...(o.proxy === undefined ? {} : { proxy: o.proxy }),
  };
  const { limiteKbps, proxy } = Object.keys(cambios).length === 0 ? leerRed(o.carpeta) : await escribirRed(o.carpeta, cambios);
  process.stdout.write(`Límite de transmisión: ${limiteKbps === null ? 'ninguno' : `${limiteKbps} kbit/s`}\nProxy: ${proxy}\n`);
};

/** `acopio estacion …`: a station of an election package, apart from the demo. */
export const comandoEstacion = (): Command =>
  new Command('estacion')
    .description('una estación de un paquete de elección: preparar, servir, seguir y relevar')
    .addCommand(
      new Command('preparar')
        .description('hace la carpeta de trabajo de una estación: paquete, llave, certificado y bitácora en ceros')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo')
        .requiredOption('--paquete <archivo>', 'paquete de elección firmado')
        .requiredOption('--llave <archivo>', 'llave privada del OPL (PEM), que firma el certificado de la estación')
        .requiredOption('--estacion <id>', 'identificador de la estación, por ejemplo CATD01-A')
        .requiredOption('--catd <id>', 'CATD al que pertenece')
        .option('--reserva', 'estación de reserva: sigue a la principal de su CATD y puede relevarla')
        .action(preparar),
    )
    .addCommand(
      new Command('servir')
        .description('abre una estación ya preparada, en una ventana o en la dirección que muestra')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo')
        .option('--escaner <carpeta>', 'carpeta donde un escáner deja las imágenes, además de los de escaneres.json; sin ese archivo, «entrada» en la de trabajo')
        .option('--puerto <n>', 'puerto de la estación; 0 es uno libre', '0')
        .option('--sala <puerto>', 'además abre la estación a los puestos de la sala, por HTTPS, en este puerto (por ejemplo 7443)')
        .option('--sin-ventana', 'solo muestra la dirección')
        .action(servir),
    )
    .addCommand(comandoSeguir())
    .addCommand(comandoRelevar())
    .addCommand(
      new Command('red')
        .description('muestra o cambia cómo usa la red una estación; una estación abierta lo toma en segundos')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo')
        .option('--limite <kbit/s>', 'ancho de banda que puede ocupar la transmisión, o «ninguno»')
        .option('--proxy <dirección>', '«sistema» (el del entorno), «ninguno», o http://usuario:clave@servidor:puerto')
        .action(ajustarRed),
    );
