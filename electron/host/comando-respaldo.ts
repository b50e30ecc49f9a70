import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { Command } from 'commander';
import { abrirCopia } from '#electron/copia/copia.ts';
import { copiar, reponer, type Copiado } from '#electron/copia/copiar.ts';
import { fuenteLocal } from '#electron/copia/fuente.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { verificarCarpeta, type InformeBitacora } from '#electron/station/verificar-carpeta.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { cuantos } from './cuantos.ts';

const escribir = (linea: string): void => void process.stdout.write(`${linea}\n`);

type Respaldado = { readonly copiado: Copiado; readonly informe: InformeBitacora; readonly repuestas: number };

/** Copies what is missing from one folder to the other, reads the copy back from end to end, and puts right what of it changed. */
const respaldar = async (de: string, a: string): Promise<Respaldado> => {
  const rutas = carpetaTrabajo(de);
  if (!existsSync(rutas.paquete)) throw new AppError('archivo_no_encontrado', { archivo: rutas.paquete });
  const fuente = fuenteLocal(de);
  try {
    const copia = await abrirCopia(a, readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
    try {
      const copiado = await copiar(fuente, copia);
      const informe = await verificarCarpeta(a);
      const malas = informe.imagenesMalas.length;
      if (malas === 0) return { copiado, informe, repuestas: 0 };
      const repuestas = malas - (await reponer(fuente, copia, informe.imagenesMalas)).length;
      return { copiado, informe: repuestas === 0 ? informe : await verificarCarpeta(a), repuestas };
    } finally {
      copia.cerrar();
    }
  } finally {
    fuente.cerrar();
  }
};

const decir = ({ copiado, informe, repuestas }: Respaldado, carpeta: string): void => {
  const malas = new Set(informe.imagenesMalas);
  escribir(`${carpeta}: ${cuantos(informe.eventos, 'evento', 'eventos')} (${cuantos(copiado.eventos, 'nuevo', 'nuevos')}) y ${String(informe.imagenes - informe.imagenesMalas.length)} de ${cuantos(informe.imagenes, 'imagen', 'imágenes')}, leídos de nuevo y comprobados.`);
  if (repuestas > 0) escribir(repuestas === 1 ? '  se repuso 1 imagen que faltaba o había cambiado en el respaldo' : `  se repusieron ${String(repuestas)} imágenes que faltaban o habían cambiado en el respaldo`);
  for (const imagen of malas) escribir(`  falta o cambió: ${imagen}`);
  if (malas.size > 0) process.exitCode = 1;
};

/** The disk that a folder lies on, or would lie on. */
const discoDe = (ruta: string): number => {
  for (let donde = path.resolve(ruta); ; donde = path.dirname(donde)) {
    const { dev } = statSync(donde, { throwIfNoEntry: false }) ?? {};
    if (dev !== undefined) return dev;
  }
};
const esElMismoDisco = (una: string, otra: string): boolean => discoDe(una) === discoDe(otra);

const leerMinutos = (texto: string): number => {
  const minutos = Number(texto);
  if (!Number.isFinite(minutos) || minutos <= 0 || minutos > 1_440) throw new AppError('opcion_invalida', { opcion: '--cada', detalle: 'debe ser un número de minutos, hasta 1440' });
  return minutos;
};

export type OpcionesCada = { readonly carpeta: string; readonly destino: string; readonly minutos: number; readonly alto: AbortSignal };

/**
 * A backup now and then, until `alto`. One that fails is said, and the next is tried: the medium is changed in the middle
 * of the night. Where it was pulled out, nothing is written in its place on the disk of the station.
 */
export const respaldarCada = async ({ carpeta, destino, minutos, alto }: OpcionesCada): Promise<void> => {
  const enOtroDisco = !esElMismoDisco(carpeta, destino);
  for (;;) {
    await esperar(minutos * 60_000, undefined, { signal: alto }).catch(() => undefined);
    if (alto.aborted) return;
    try {
      if (enOtroDisco && esElMismoDisco(carpeta, destino)) throw new AppError('usb_retirado', { carpeta: destino });
      decir(await respaldar(carpeta, destino), destino);
    } catch (error) {
      const { codigo, parametros } = error instanceof AppError ? error : new AppError('archivo_inaccesible', { archivo: destino, detalle: error instanceof Error ? error.message : String(error) });
      process.stderr.write(`${mensaje(codigo, parametros)} Se intentará otra vez en ${String(minutos)} min.\n`);
    }
  }
};

type OpcionesHacer = { readonly carpeta: string; readonly destino: string; readonly cada?: string };

const hacer = async ({ carpeta, destino, cada }: OpcionesHacer): Promise<void> => {
  const minutos = cada === undefined ? null : leerMinutos(cada);
  decir(await respaldar(carpeta, destino), destino);
  if (esElMismoDisco(carpeta, destino)) process.stderr.write('Este respaldo está en el mismo disco que la estación: si ese disco falla, se pierden los dos. Hágalo en otro.\n');
  if (minutos === null) return;
  const alto = new AbortController();
  for (const senal of ['SIGINT', 'SIGTERM'] as const) process.once(senal, () => { alto.abort(); });
  await respaldarCada({ carpeta, destino, minutos, alto: alto.signal });
};

/** The drill of a restore: the whole journal is replayed in a folder that is thrown away. */
const probar = async (respaldo: string): Promise<void> => {
  const ensayo = mkdtempSync(path.join(tmpdir(), 'acopio-ensayo-'));
  const inicio = performance.now();
  try {
    const original = await verificarCarpeta(respaldo);
    const { copiado, informe } = await respaldar(respaldo, ensayo);
    const bien = copiado.sinBytes.length + informe.imagenesMalas.length === 0 && informe.cabeza === original.cabeza;
    escribir(`Ensayo de restauración en ${((performance.now() - inicio) / 1000).toFixed(1)} s: ${String(informe.eventos)} eventos repetidos uno por uno, ${String(informe.imagenes)} imágenes, cabeza ${informe.cabeza}.`);
    escribir(bien ? 'El respaldo sirve: se puede restaurar entero.' : `El respaldo no está entero: faltan o cambiaron ${String(new Set([...copiado.sinBytes, ...informe.imagenesMalas]).size)} imágenes.`);
    if (!bien) process.exitCode = 1;
  } finally {
    rmSync(ensayo, { recursive: true, force: true });
  }
};

const restaurar = async ({ de, carpeta }: { readonly de: string; readonly carpeta: string }): Promise<void> => {
  if (!existsSync(carpetaTrabajo(carpeta).certificado)) throw new AppError('opcion_invalida', { opcion: '--carpeta', detalle: 'primero prepárela con: acopio estacion preparar --reserva' });
  decir(await respaldar(de, carpeta), carpeta);
  escribir(`Para trabajar con ella: acopio estacion relevar --carpeta ${carpeta}`);
};

/** `acopio respaldo …`: copies of a station's journal and images on another disk, and back. */
export const comandoRespaldo = (): Command =>
  new Command('respaldo')
    .description('respaldos de una estación en otro disco o USB: hacer, probar y restaurar')
    .addCommand(
      new Command('hacer')
        .description('copia lo que falta de la bitácora y las imágenes, con la estación abierta o cerrada, y lo lee de nuevo para comprobarlo')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la estación')
        .requiredOption('--destino <carpeta>', 'carpeta del respaldo, en otro disco')
        .option('--cada <minutos>', 'lo repite cada tantos minutos, hasta que se cierre')
        .action(hacer),
    )
    .addCommand(
      new Command('probar')
        .description('ensaya la restauración de un respaldo en una carpeta que después se borra')
        .argument('<respaldo>', 'carpeta del respaldo')
        .addHelpText('after', '\nSale con 0 si el respaldo se puede restaurar entero, 1 si no, 2 si no se puede leer.')
        .action(probar),
    )
    .addCommand(
      new Command('restaurar')
        .description('llena con un respaldo la carpeta de una estación preparada como reserva; después se releva con ella a la que se perdió')
        .requiredOption('--de <carpeta>', 'carpeta del respaldo')
        .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo nueva (estacion preparar --reserva)')
        .action(restaurar),
    );
