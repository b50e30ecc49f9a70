import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearCentralViva, type CentralViva } from './central-viva.ts';
import { crearEstacionViva, type EstacionViva } from './estacion-viva.ts';
import type { Disco } from './montar.ts';
import type { Reserva } from './hijo.ts';
import { revisarTodo } from './invariantes.ts';
import { crearLibreta, type Libreta } from './libreta.ts';
import { INICIO_MS, ponerEnPie, type Puesta } from './puesta.ts';
import { crearSala, type Papel, type Sala } from './sala.ts';

/** The processes that cycles take turns with. */
export type Procesos = { readonly estaciones: Reserva; readonly centrales: Reserva };

/** One cycle as a case works on it: a room, its station, a central, and what people saw. */
export type Ciclo = {
  readonly azar: Azar;
  readonly puesta: Puesta;
  readonly libreta: Libreta;
  readonly sala: Sala;
  readonly papeles: readonly Papel[];
  readonly estacion: EstacionViva;
  readonly central: CentralViva;
  readonly urlCentral: string;
  readonly procesos: Procesos;
  /** Says in a few words what was done, for the line of the cycle. */
  readonly decir: (que: string) => void;
  /** Works until all is in its box; opens the station again each time that it died. */
  readonly trabajarSiempre: () => Promise<void>;
  /** Sends until the central holds everything. */
  readonly vaciar: () => Promise<void>;
  /** Something that had to hold did not. */
  readonly faltar: (que: string) => void;
};

/** What a case needs of a cycle before it begins. */
export type OpcionesCiclo = { readonly actas?: readonly [number, number]; readonly montar?: (carpeta: string) => Disco; readonly montarCentral?: (carpeta: string) => Disco; readonly centralConTls?: boolean; readonly papeles?: (puesta: Puesta, azar: Azar, cuantos: number) => Promise<readonly Papel[]> };

/** The central may be starting, on a busy machine. */
const VACIAR_MS = 30_000;
const REAPERTURAS = 30;

/** What a person answers by trying again: the station went away, or the clock ended their session. */
const seRepite = (error: unknown): boolean => error instanceof AppError && (error.codigo === 'estacion_inalcanzable' || error.codigo === 'sesion_requerida');

/**
 * Runs one cycle in `carpeta`: puts the room in place, lets the case do its harm, ends the work, sends everything, and
 * gives what does not hold.
 */
export const correrCiclo = async (
  caso: { readonly opciones?: OpcionesCiclo; readonly hacer: (c: Ciclo) => Promise<void>; readonly estaciones?: (p: Puesta) => readonly string[]; readonly central?: (p: Puesta) => string; readonly centralPierde?: boolean },
  { carpeta, semilla, procesos }: { readonly carpeta: string; readonly semilla: string; readonly procesos: Procesos },
): Promise<{ readonly faltas: readonly string[]; readonly hecho: readonly string[]; readonly pasos: number }> => {
  const azar = crearAzar(semilla);
  const { opciones = {} } = caso;
  const disco = (opciones.montar ?? opciones.montarCentral)?.(carpeta) ?? null;
  const puesta = await ponerEnPie(carpeta, opciones.montar === undefined ? { central: disco?.donde } : { estacion: disco?.donde });
  const libreta = crearLibreta(carpeta);
  const cuantas = azar.entero(...(opciones.actas ?? [2, 4]));
  const papeles = await (opciones.papeles ?? ((p, a, n) => Promise.resolve(p.papeles(a, n))))(puesta, azar, cuantas);
  const central = crearCentralViva(procesos.centrales, carpeta, puesta.central, opciones.centralConTls ?? false);
  const hecho: string[] = [];
  const faltas: string[] = [];
  let estacion: EstacionViva | null = null;
  try {
    const urlCentral = await central.abrir();
    const abierta = crearEstacionViva(procesos.estaciones, { carpeta: puesta.estacion, central: urlCentral, relojMs: INICIO_MS }, (fuente) => sala.hojaSoltada(fuente));
    estacion = abierta;
    const sala = crearSala({ mesa: abierta.mesa, paquete: puesta.paquete, papeles, azar, libreta });

    const trabajarSiempre = async (): Promise<void> => {
      for (let i = 0; i < REAPERTURAS; i++) {
        if (!abierta.abierta()) await abierta.abrir();
        try {
          await sala.trabajar();
          // A death that was on its way when the work ended still comes.
          await abierta.asentar();
          if (abierta.abierta()) return;
        } catch (error) {
          if (!seRepite(error)) throw error;
          await abierta.asentar();
        }
      }
      throw new Error('the station did not stay up');
    };
    const vaciar = async (): Promise<void> => {
      for (const limite = performance.now() + VACIAR_MS; performance.now() < limite; ) {
        const { pendientes } = await abierta.pedir('enviar') as { pendientes: number };
        if (pendientes === 0) return;
        await esperar(25);
      }
      faltas.push(`no se pudo enviar todo: ${JSON.stringify(await abierta.pedir('estado'))}`);
    };

    await caso.hacer({
      azar, puesta, libreta, sala, papeles, estacion: abierta, central, urlCentral, procesos, trabajarSiempre, vaciar, decir: (que) => void hecho.push(que), faltar: (que) => void faltas.push(que),
    });
    await abierta.cerrar();
    await central.cerrar();
    faltas.push(...await revisarTodo({
      paquete: puesta.paquete, carpeta, llaveOpl: puesta.llaveOpl, llaveCentral: puesta.llaveCentral, libreta, estaciones: caso.estaciones?.(puesta) ?? [puesta.estacion], central: caso.central?.(puesta) ?? puesta.central,
      centralPierde: caso.centralPierde ?? false,
    }));
  } catch (error) {
    faltas.push(error instanceof AppError ? `${error.codigo} ${JSON.stringify(error.parametros)}` : error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await estacion?.matar();
    await central.matar();
    // What is kept of a disk is a copy: the disk goes.
    if (disco !== null && faltas.length > 0) cpSync(disco.donde, join(carpeta, 'disco-copia'), { recursive: true });
    disco?.soltar();
  }
  return { faltas, hecho, pasos: libreta.confirmados().length };
};
