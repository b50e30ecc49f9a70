import { open } from 'node:fs/promises';

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
