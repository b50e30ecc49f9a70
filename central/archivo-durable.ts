import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the names in a folder survive a power cut. */
export const sincronizarCarpeta = async (carpeta: string): Promise<void> => {
  const manejador = await open(carpeta, 'r');
  try {
    await manejador.sync();
  } finally {
    await manejador.close();
  }
};

/** Two writers of one file must not share a temporary name. */
let escrituras = 0;

/** Writes a file whole or not at all: temporary name, fsync, rename, fsync of the folder. Replaces what was there. */
export const escribirDurable = async (ruta: string, contenido: string | Uint8Array | Iterable<string>): Promise<void> => {
  const carpeta = dirname(ruta);
  await mkdir(carpeta, { recursive: true });
  escrituras += 1;
  const temporal = `${ruta}.${process.pid}-${escrituras}.tmp`;
  const manejador = await open(temporal, 'w', 0o644);
  try {
    await manejador.writeFile(contenido);
    await manejador.sync();
  } finally {
    await manejador.close();
  }
  await rename(temporal, ruta);
  await sincronizarCarpeta(carpeta);
};
