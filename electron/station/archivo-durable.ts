import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the names inside a folder durable. Windows has no such call and keeps them by itself. */
export const sincronizarCarpeta = async (carpeta: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const mango = await open(carpeta, 'r');
  try {
    await mango.sync();
  } finally {
    await mango.close();
  }
};

/** Writes a file whole or not at all: what was there stays until the new one is on the disk. */
export const escribirEntero = async (ruta: string, texto: string, modo: number): Promise<void> => {
  const temporal = `${ruta}.${randomUUID()}.nueva`;
  try {
    const mango = await open(temporal, 'wx', modo);
    try {
      await mango.writeFile(texto);
      await mango.sync();
    } finally {
      await mango.close();
    }
    await rename(temporal, ruta);
  } catch (error) {
    await rm(temporal, { force: true });
    throw error;
  }
  await sincronizarCarpeta(dirname(ruta));
};
