import { Command } from 'commander';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { preguntarSecretos } from './preguntar.ts';
import { seguirEnCarpeta } from './reserva/carpeta-reserva.ts';
import { relevar } from './reserva/relevar.ts';
import type { EstadoReserva } from './reserva/seguir.ts';

/** One line that says how far the copy is; it replaces the one before where there is a terminal. */
const decirEstado = (): ((estado: EstadoReserva) => void) => {
  let anterior = '';
  return ({ principal, eventos, pendientes, sinImagen, falla }) => {
    const linea = falla !== null ? `${mensaje(falla.codigo, falla.parametros)} Copia hasta el evento ${String(eventos)}.`
      : `Siguiendo a ${principal ?? ''}: ${String(eventos)} eventos, ${pendientes === 0 ? 'al corriente' : `faltan ${String(pendientes)}`}.${sinImagen === 0 ? '' : ` La principal no pudo dar ${sinImagen === 1 ? 'una imagen' : `${String(sinImagen)} imágenes`}: se le piden otra vez.`}`;
    if (linea === anterior) return;
    anterior = linea;
    process.stdout.write(process.stdout.isTTY ? `\r\u001B[K${linea}` : `${linea}\n`);
  };
};

const hastaQueLaCierren = (): AbortSignal => {
  const alto = new AbortController();
  for (const senal of ['SIGINT', 'SIGTERM'] as const) process.once(senal, () => { alto.abort(); });
  return alto.signal;
};

const seguirComando = async ({ carpeta, principal }: { readonly carpeta: string; readonly principal: string }): Promise<void> => {
  if (!URL.canParse(principal) || new URL(principal).protocol !== 'https:') throw new AppError('opcion_invalida', { opcion: '--principal', detalle: 'debe ser una dirección https://' });
  await seguirEnCarpeta({ carpeta, principal, alCambiar: decirEstado(), alto: hastaQueLaCierren() });
};

type OpcionesRelevar = { readonly carpeta: string; readonly coordinador: string; readonly supervisor: string; readonly aunqueResponda?: boolean };

const relevarComando = async (o: OpcionesRelevar): Promise<void> => {
  const hereda = await relevar({ ...o, aunqueResponda: o.aunqueResponda ?? false, pedirPines: preguntarSecretos, reloj: { ahora: () => Date.now() } });
  process.stdout.write(`Esta estación releva a ${hereda.estacion} desde el evento ${String(hereda.hasta + 1)}.\nÁbrala con: acopio estacion servir --carpeta ${o.carpeta}\n`);
};

export const comandoSeguir = (): Command =>
  new Command('seguir')
    .description('copia sin parar la bitácora y las imágenes de la estación principal de la sala, para poder relevarla')
    .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la reserva (estacion preparar --reserva)')
    .requiredOption('--principal <dirección>', 'dirección de la estación principal en la sala, por ejemplo https://192.168.1.10:7443')
    .action(seguirComando);

export const comandoRelevar = (): Command =>
  new Command('relevar')
    .description('hace de la reserva la estación principal, donde la otra se quedó; lo autorizan quien coordina y quien supervisa')
    .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la reserva')
    .requiredOption('--coordinador <usuario>', 'quien coordina; se pregunta su PIN')
    .requiredOption('--supervisor <usuario>', 'quien supervisa; se pregunta su PIN')
    .option('--aunque-responda', 'releva aunque la principal responda todavía (por ejemplo, si quedó dañada y no se puede apagar)')
    .action(relevarComando);
