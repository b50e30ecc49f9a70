import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ejecutar } from '#scripts/ejecutar.ts';

/** A disk of its own for the station of a cycle. */
export type Disco = { readonly donde: string; readonly soltar: () => void };

const TAMANO = '24m';

/** Why this machine makes no disks for a test; null when it does. */
export const sinRaiz = (): string | null => (process.platform !== 'linux' ? 'solo en Linux' : process.getuid?.() !== 0 ? 'hay que ser root para montar discos' : null);

/** Waits of a disk that somebody still holds, before it is let go of all the same, s. */
const ESPERAS_S = ['0.1', '0.3', '1'] as const;
/**
 * Takes a disk away, and its loop device with it. Another program of this machine may hold it for a moment: a copy of
 * the mounts, as `ip netns exec` makes. One that is not mounted is left.
 */
const desmontar = (punto: string): void => {
  const intentar = (...opciones: readonly string[]): boolean => {
    const { status, stderr } = spawnSync('umount', [...opciones, '-d', punto], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    return status === 0 || /not mounted|no mount point|not found/.test(stderr);
  };
  for (const espera of ESPERAS_S) {
    if (intentar()) return;
    spawnSync('sleep', [espera]);
  }
  intentar('-l');
};

/** A small disk in memory, under the cycle's folder. */
export const montarMemoria = (carpeta: string): Disco => {
  const donde = join(carpeta, 'disco');
  mkdirSync(donde, { recursive: true });
  ejecutar('mount', '-t', 'tmpfs', '-o', `size=${TAMANO}`, 'tmpfs', donde);
  return { donde, soltar: () => desmontar(donde) };
};

/** ext4 on a loop device: the kernel turns it read-only under whoever writes on it, as it does with a disk that fails. */
export const montarQueFalla = (carpeta: string): Disco => {
  const [imagen, donde] = [join(carpeta, 'disco.img'), join(carpeta, 'disco')];
  mkdirSync(donde, { recursive: true });
  ejecutar('truncate', '-s', '48M', imagen);
  ejecutar('mkfs.ext4', '-q', '-F', imagen);
  ejecutar('mount', '-o', 'loop', imagen, donde);
  return { donde, soltar: () => desmontar(donde) };
};

/** The kernel meets an error and takes the disk from its writers: what was not flushed is lost. */
export const fallarDisco = (carpeta: string): void => void ejecutar('mount', '-o', 'remount,abort', join(carpeta, 'disco'));

/** The same disk after the machine was started again: ext4 replays its journal. A copy of it, since somebody may hold the other. */
export const volverDisco = (carpeta: string): void => {
  const [antes, despues, donde] = [join(carpeta, 'disco.img'), join(carpeta, 'disco-despues.img'), join(carpeta, 'disco')];
  desmontar(donde);
  ejecutar('cp', '--sparse=always', antes, despues);
  ejecutar('mount', '-o', 'loop', despues, donde);
};

/** Why this machine has no loop devices for a test; null when it does. */
export const sinBucle = (): string | null => sinRaiz() ?? (spawnSync('losetup', ['-f']).status === 0 ? null : 'no hay dispositivos de bucle (losetup -f)');

const OPCIONES_EXTERIOR = { bytes: '600M', interior: '64M' } as const;

/** Why this machine makes no power cuts; null when it does. The packages are asked of the distribution by the command, see scripts/resistencia.ts. */
export const impedimentoCorte = (): string | null =>
  sinRaiz() ?? (spawnSync('mkfs.btrfs', ['--version']).error ? 'falta mkfs.btrfs (paquete btrfs-progs)' : sinBucle());

/**
 * The disk of a power cut, in a cycle's folder: ext4 on a loop device whose file lies on btrfs, so that a reflink copy of
 * that file is an atomic picture of what had reached the disk. It does not model a drive that lies about its flush.
 */
export const rutasCorte = (carpeta: string) => {
  const en = (...partes: string[]): string => join(carpeta, 'corte', ...partes);
  return {
    exterior: en('exterior.img'), btrfs: en('btrfs'), antes: en('antes'), despues: en('despues'),
    /** What had reached the disk now. */
    retratar: (): void => void ejecutar('cp', '--reflink=always', en('btrfs', 'interior.img'), en('btrfs', 'retrato.img')),
    /** ext4 replays its journal, as at the next start of the machine. */
    montar: (): void => void ejecutar('mount', '-o', 'loop', en('btrfs', 'retrato.img'), en('despues')),
  };
};

export const montarConCorte = (carpeta: string): Disco => {
  const r = rutasCorte(carpeta);
  for (const punto of [r.btrfs, r.antes, r.despues]) mkdirSync(punto, { recursive: true });
  const soltar = (): void => {
    for (const punto of [r.despues, r.antes, r.btrfs]) desmontar(punto);
  };
  try {
    ejecutar('truncate', '-s', OPCIONES_EXTERIOR.bytes, r.exterior);
    ejecutar('mkfs.btrfs', '-q', r.exterior);
    ejecutar('mount', '-o', 'loop', r.exterior, r.btrfs);
    const interior = join(r.btrfs, 'interior.img');
    ejecutar('truncate', '-s', OPCIONES_EXTERIOR.interior, interior);
    ejecutar('mkfs.ext4', '-q', '-F', interior);
    ejecutar('mount', '-o', 'loop', interior, r.antes);
    return { donde: r.antes, soltar };
  } catch (error) {
    soltar();
    throw error;
  }
};
