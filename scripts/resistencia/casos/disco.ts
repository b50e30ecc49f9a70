import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { Caso } from '../caso.ts';
import type { Puesta } from '../puesta.ts';
import { fallarDisco, montarMemoria, montarQueFalla, sinBucle, sinRaiz, volverDisco } from '../montar.ts';

const TROZO = Buffer.alloc(64 * 1024, 1);
/** What fills a disk. */
export const RELLENO = 'relleno';

/** Fills the disk to its last byte. */
export const llenar = (carpeta: string): void => {
  const f = openSync(join(carpeta, RELLENO), 'a');
  try {
    for (let bytes = TROZO.length; bytes >= 1; ) {
      try {
        writeSync(f, TROZO, 0, bytes);
      } catch {
        bytes = Math.floor(bytes / 2);
      }
    }
  } finally {
    closeSync(f);
  }
};
const disco = (p: Puesta): string => join(p.estacion, '..');

/** The disk fills up under the room. Each step is refused with its reason and nothing of it stays; with room again, it goes on. */
export const discoLleno: Caso = {
  nombre: 'disco_lleno', que: 'el disco de la estación se llena mientras trabaja (tmpfs)', peso: 2, impedimento: sinRaiz,
  opciones: { montar: montarMemoria },
  hacer: async ({ azar, puesta, sala, estacion, trabajarSiempre, vaciar, decir, faltar }) => {
    const codigos = new Set<string>();
    await estacion.abrir();
    for (let veces = azar.entero(1, 2); veces > 0; veces--) {
      for (let i = azar.entero(0, 3); i > 0; i--) await sala.turno();
      llenar(disco(puesta));
      for (let i = 0; i < 3; i++) {
        await sala.turno().catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          codigos.add(error.codigo);
        });
      }
      rmSync(join(disco(puesta), RELLENO));
    }
    decir([...codigos].join(', '));
    if ([...codigos].some((c) => c !== 'disco_lleno')) faltar(`con el disco lleno la estación dijo ${[...codigos].join(', ')}`);
    await trabajarSiempre();
    await vaciar();
  },
};

/** The disk is read-only when the station opens: it says so, changes nothing, and opens when it can write again. */
export const discoSoloLectura: Caso = {
  nombre: 'disco_solo_lectura', que: 'el disco de la estación está en solo lectura al abrir (tmpfs remontado)', peso: 1, impedimento: sinRaiz,
  opciones: { montar: montarMemoria },
  hacer: async ({ azar, puesta, sala, estacion, trabajarSiempre, vaciar, decir, faltar }) => {
    await estacion.abrir();
    for (let i = azar.entero(1, 4); i > 0; i--) await sala.turno();
    if (azar.siguiente() < 0.5) await estacion.matar();
    else await estacion.cerrar();
    const remontar = (modo: 'ro' | 'rw'): number | null => spawnSync('mount', ['-o', `remount,${modo}`, disco(puesta)]).status;
    if (remontar('ro') !== 0) throw new Error('could not remount read-only');
    try {
      await estacion.abrir();
      faltar('abrió en un disco en el que no puede escribir');
      await estacion.matar();
    } catch (error) {
      const codigo = error instanceof AppError ? error.codigo : `sin código: ${error instanceof Error ? error.message.split('\n')[0]! : String(error)}`;
      decir(codigo);
      if (codigo !== 'disco_solo_lectura') faltar(`en un disco de solo lectura dijo ${codigo}`);
    } finally {
      remontar('rw');
    }
    await trabajarSiempre();
    await vaciar();
  },
};

/** The disk fails under the open station: the kernel makes it read-only. Each step is refused with its reason; after a new start all that was confirmed is there. */
export const discoFalla: Caso = {
  nombre: 'disco_falla', que: 'el disco falla con la estación abierta y el sistema lo deja en solo lectura (ext4)', peso: 1, impedimento: sinBucle,
  opciones: { montar: montarQueFalla },
  hacer: async ({ azar, puesta, sala, estacion, trabajarSiempre, vaciar, decir, faltar }) => {
    await estacion.abrir();
    for (let i = azar.entero(1, 5); i > 0; i--) await sala.turno();
    const trabajo = sala.turno().catch(() => undefined);
    await esperar(azar.entero(0, 60));
    fallarDisco(puesta.carpeta);
    await trabajo;
    const codigos = new Set<string>();
    for (let i = 0; i < 3; i++) {
      await sala.turno().catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        codigos.add(error.codigo);
      });
    }
    decir(codigos.size === 0 ? 'ya no había trabajo' : [...codigos].join(', '));
    if ([...codigos].some((c) => c !== 'disco_solo_lectura' && c !== 'disco_con_falla')) faltar(`con el disco vuelto de solo lectura la estación dijo ${[...codigos].join(', ')}`);
    await estacion.matar();
    volverDisco(puesta.carpeta);
    await trabajarSiempre();
    await vaciar();
  },
};
