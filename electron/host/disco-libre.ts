import { statfsSync } from 'node:fs';

/** How many bytes the disk of a folder still has for this user; null when the system does not say. */
export const discoLibreDe = (carpeta: string) => (): number | null => {
  try {
    const { bavail, bsize } = statfsSync(carpeta);
    return bavail * bsize;
  } catch {
    return null;
  }
};
