import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { escribirPrivado } from '#electron/station/custodia.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { atender } from './atender.ts';
import { leerPuerto } from './opciones.ts';
import { emparejar, parejaSchema, type Pareja } from './red/emparejar.ts';
import { conectarEstacionRemota } from './red/estacion-remota.ts';
import { crearRegistro } from './registro.ts';

const archivoDe = (carpeta: string): string => path.join(carpeta, 'puesto.json');

type OpcionesEmparejar = { readonly estacion: string; readonly codigo: string; readonly nombre: string; readonly carpeta: string };

const emparejarPuesto = async ({ estacion, codigo, nombre, carpeta }: OpcionesEmparejar): Promise<void> => {
  if (!/^https:\/\/[^/]+\/?$/.test(estacion)) throw new AppError('opcion_invalida', { opcion: '--estacion', detalle: 'escriba la dirección que muestra la estación principal, por ejemplo https://192.168.1.10:7443' });
  const pareja = await emparejar(estacion, codigo, nombre);
  await mkdir(carpeta, { recursive: true });
  await escribirPrivado(archivoDe(carpeta), JSON.stringify(pareja));
  process.stdout.write(`Este equipo es ahora el puesto «${pareja.puesto}» de ${pareja.estacion}.\nÁbralo con: acopio puesto abrir --carpeta ${carpeta}\n`);
};

const leerPareja = async (carpeta: string): Promise<Pareja> => {
  const texto = await readFile(archivoDe(carpeta), 'utf8').catch(() => {
    throw new AppError('puesto_no_emparejado');
  });
  try {
    return parejaSchema.parse(JSON.parse(texto));
  } catch {
    throw new AppError('puesto_no_emparejado');
  }
};

type OpcionesAbrir = { readonly carpeta: string; readonly puerto: string; readonly sinVentana?: boolean };

const abrir = async (o: OpcionesAbrir): Promise<void> => {
  const puerto = leerPuerto(o.puerto);
  const pareja = await leerPareja(o.carpeta);
  const registro = crearRegistro(path.join(o.carpeta, 'registro'), Date.now());
  const estacion = conectarEstacionRemota(pareja);
  await atender({
    estacion, titulo: `Acopio: puesto ${pareja.puesto} de ${pareja.estacion}`, sitio: null, carpeta: o.carpeta, puerto, sinVentana: o.sinVentana ?? false, registro,
    cerrar: () => {
      estacion.cerrar();
      registro.cerrar();
      return Promise.resolve();
    },
  });
};

/** `acopio puesto …`: this machine as one of the posts of a room, which keeps nothing: all is at the main station. */
export const comandoPuesto = (): Command =>
  new Command('puesto')
    .description('un puesto de la sala: emparejar con la estación principal y abrir')
    .addCommand(
      new Command('emparejar')
        .description('une este equipo a la estación principal con el código que ella muestra')
        .requiredOption('--estacion <dirección>', 'dirección de la estación principal, https://…')
        .requiredOption('--codigo <código>', 'código que muestra la pantalla de puestos')
        .requiredOption('--nombre <nombre>', 'nombre de este puesto, por ejemplo captura-3')
        .requiredOption('--carpeta <carpeta>', 'carpeta donde guardar el secreto del puesto')
        .action(emparejarPuesto),
    )
    .addCommand(
      new Command('abrir')
        .description('abre la ventana de este puesto')
        .requiredOption('--carpeta <carpeta>', 'carpeta del puesto')
        .option('--puerto <n>', 'puerto local; 0 es uno libre', '0')
        .option('--sin-ventana', 'solo muestra la dirección')
        .action(abrir),
    );
