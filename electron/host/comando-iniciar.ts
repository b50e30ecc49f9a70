import { Command } from 'commander';
import { atender } from './atender.ts';
import { carpetaDeDatos } from './carpeta-datos.ts';
import { abrirDemo } from './demo.ts';
import { leerPuerto } from './opciones.ts';

type Opciones = { readonly datos?: string; readonly puerto: string; readonly sinVentana?: boolean };

/** `acopio iniciar`: the demo election, with everything in this process. */
export const comandoIniciar = (): Command =>
  new Command('iniciar')
    .description('abre la elección de demostración en una ventana (un simulacro; nada sale de este equipo)')
    .option('--datos <carpeta>', 'dónde se guarda; si falta, ACOPIO_DATOS o la carpeta de datos del sistema')
    .option('--puerto <n>', 'puerto de la estación; 0 es uno libre', '0')
    .option('--sin-ventana', 'solo muestra la dirección')
    .action(async (o: Opciones) => {
      const puerto = leerPuerto(o.puerto);
      const demo = await abrirDemo({ datos: carpetaDeDatos(o.datos === undefined ? [] : ['--datos', o.datos]) });
      await atender({
        estacion: demo.estacion, titulo: 'Acopio: elección de demostración (SIMULACRO)', sitio: demo.sitio, carpeta: demo.carpeta, puerto,
        sinVentana: o.sinVentana ?? false, registro: demo.registro, cerrar: demo.cerrar,
      });
    });
