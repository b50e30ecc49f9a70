import { Command } from 'commander';
import { comandoActas } from '#electron/papel/comando-actas.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { leerArchivoPrep } from '#electron/prep/leer-archivo.ts';

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
  );
