import { Command } from 'commander';
import { exportacionesEn } from '#electron/station/exportaciones-usb.ts';
import { exportarCarpeta, recogerAcuses } from '#electron/station/usb.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Tramo } from '#shared/sync/tramos.ts';
import { comandoUsbImportar } from './comando-usb-importar.ts';
import { cuantos } from './cuantos.ts';

const escribir = (linea: string): void => void process.stdout.write(`${linea}\n`);

const leerRango = (desde: string | undefined, hasta: string | undefined): Tramo | undefined => {
  if (desde === undefined && hasta === undefined) return undefined;
  const [a, b] = [Number(desde ?? 1), Number(hasta ?? Number.MAX_SAFE_INTEGER)];
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || a < 1 || b < a) throw new AppError('opcion_invalida', { opcion: '--desde, --hasta', detalle: 'deben ser lugares de la bitácora, de menor a mayor' });
  return { desde: a, hasta: b };
};

/** One line that moves in a terminal; nothing where there is none. */
const mostrarAvance = (hechos: number, total: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${String(hechos)} de ${String(total)} archivos${hechos === total ? '\n' : ''}`);
};

type OpcionesExportar = { readonly carpeta: string; readonly destino: string; readonly desde?: string; readonly hasta?: string };

const exportar = async ({ carpeta, destino, desde, hasta }: OpcionesExportar): Promise<void> => {
  const rango = leerRango(desde, hasta);
  const m = await exportarCarpeta({ carpeta, destino, ...(rango === undefined ? {} : { rango }), ahora: () => Date.now(), avance: mostrarAvance });
  escribir(`Listo en ${destino}: ${cuantos(m.lotes.length, 'lote', 'lotes')} (eventos ${String(m.lotes[0]?.desde ?? 0)} a ${String(m.lotes.at(-1)?.hasta ?? 0)}) y ${cuantos(m.imagenes.length, 'imagen', 'imágenes')}. Todo se leyó de nuevo y se comprobó.`);
  for (const imagen of m.sinBytes) escribir(`  sin imagen en esta estación: ${imagen}`);
  escribir('Llévela al servidor central (acopio central importar) o a otra estación con red (acopio usb importar), y regrese con ella para los acuses (acopio usb acusar).');
  if (m.sinBytes.length > 0) process.exitCode = 1;
};

const acusar = async ({ carpeta, de }: { readonly carpeta: string; readonly de: string }): Promise<void> => {
  const recogidos = [];
  for (const donde of await exportacionesEn(de)) recogidos.push(await recogerAcuses(carpeta, donde));
  const malos = recogidos.flatMap((r) => r.malos);
  const acuses = recogidos.reduce((n, r) => n + r.acuses, 0);
  escribir(`${cuantos(acuses, 'acuse recogido', 'acuses recogidos')}. La estación ${acuses === 1 ? 'lo' : 'los'} apunta en su bitácora en unos segundos, o al abrirse.`);
  for (const archivo of malos) escribir(`  no es un acuse del servidor central: ${archivo}`);
  if (malos.length > 0) process.exitCode = 1;
};

/** `acopio usb …`: the journal and the images carried by hand. */
export const comandoUsb = (): Command =>
  new Command('usb')
    .description('llevar a mano lo que la red no puede: exportar, importar y acusar')
    .addCommand(
      new Command('exportar')
        .description('escribe en una USB lo que el servidor central no ha acusado, con la estación abierta o cerrada, y lo lee de nuevo')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la estación')
        .requiredOption('--destino <carpeta>', 'carpeta en la USB; si quedó a medias, se sigue donde estaba')
        .option('--desde <n>', 'primer evento, en lugar de todo lo pendiente')
        .option('--hasta <n>', 'último evento')
        .action(exportar),
    )
    .addCommand(comandoUsbImportar())
    .addCommand(
      new Command('acusar')
        .description('recoge los acuses que el servidor central dejó en la USB')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la estación')
        .requiredOption('--de <carpeta>', 'carpeta en la USB')
        .action(acusar),
    );
