import path from 'node:path';
import { Command } from 'commander';
import { comandoActas } from '#electron/papel/comando-actas.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { leerArchivoPrep } from '#electron/prep/leer-archivo.ts';
import { comandoCorrer } from '#electron/simulacro/comando-correr.ts';
import { carpetaDeDatos } from './carpeta-datos.ts';
import { salaReal } from './reserva/de-simulacro.ts';

const decir = (linea: string): void => void process.stdout.write(`${linea}\n`);

/** `acopio simulacro …`: what a drill needs. */
export const comandoSimulacro = (): Command =>
  new Command('simulacro').description('actas para imprimir, y simulacros completos').addCommand(
    comandoActas({
      // Drawing actas proves nothing: the key inside the package is enough.
      cargarPaquete: async (ruta) => (await leerPaquete(ruta, null)).paquete,
      cargarVerdad: async (ruta) => new Map((await leerArchivoPrep(ruta)).flatMap((a) => a.filas.map((f) => [f.claveActa, f] as const))),
      decir,
    }),
  ).addCommand(
    comandoCorrer({
      salidaPorOmision: () => path.join(carpetaDeDatos([]), 'simulacros', new Date().toISOString().replaceAll(':', '').slice(0, 17)),
      sala: salaReal,
      escribir: (texto) => void process.stdout.write(texto),
      progreso: process.stderr,
    }),
  );
