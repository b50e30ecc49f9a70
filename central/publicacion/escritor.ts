import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { escribirDurable } from '#central/archivo-durable.ts';

export type ArchivoPublicado = { readonly ruta: string; readonly bytes: number; readonly sha256: string };

/** Writes the files of one cut and remembers them with their hashes, for the signed list. */
export const crearEscritor = (carpeta: string, cripto: Cripto) => {
  const archivos: ArchivoPublicado[] = [];
  const anotar = (ruta: string, contenido: Uint8Array): string => {
    archivos.push({ ruta, bytes: contenido.length, sha256: cripto.sha256(contenido) });
    return ruta;
  };
  return {
    archivos: (): readonly ArchivoPublicado[] => archivos,
    /** A file of the cut, under its own name. */
    archivo: async (ruta: string, contenido: Uint8Array): Promise<string> => {
      await escribirDurable(join(carpeta, ruta), contenido);
      return anotar(ruta, contenido);
    },
    /** A JSON named by its hash: what did not change since the last cut keeps its name, and nobody downloads it again. */
    datos: async (nombre: string, valor: unknown): Promise<string> => {
      const contenido = utf8(JSON.stringify(valor));
      const ruta = `datos/${nombre}-${cripto.sha256(contenido).slice(0, 16)}.json`;
      const esta = await access(join(carpeta, ruta)).then(() => true, () => false);
      if (!esta) await escribirDurable(join(carpeta, ruta), contenido);
      return anotar(ruta, contenido);
    },
  };
};
export type Escritor = ReturnType<typeof crearEscritor>;
