import { readFile } from 'node:fs/promises';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { nombresDeImagenes } from '#electron/db/repositories/imagen-repository.ts';
import { crearRepositorioMetadatos } from '#electron/db/repositories/metadatos-repository.ts';
import { verificarCadena, verificarImagenes } from '#electron/services/bitacora/verificar.ts';
import { carpetaTrabajo, rutaDeImagen } from './carpeta-trabajo.ts';
import { criptoNode } from './cripto-node.ts';

export type InformeBitacora = {
  readonly epoca: string;
  readonly estacion: string;
  readonly eventos: number;
  /** Hash of the last event: what the central and other copies must have too. */
  readonly cabeza: string;
  readonly imagenes: number;
  /** Images whose bytes are missing or are not what their name says. */
  readonly imagenesMalas: readonly string[];
};

/**
 * Reads a station's workspace, running or not, and proves its journal from the first event to the last and each image
 * that it names. Throws AppError: archivo_no_encontrado, base_danada, bitacora_rota.
 */
export const verificarCarpeta = async (carpeta: string): Promise<InformeBitacora> => {
  const rutas = carpetaTrabajo(carpeta);
  const base = abrirParaLeer(rutas.base);
  try {
    const repositorio = crearRepositorioBitacora(base);
    const eventos = verificarCadena(criptoNode, repositorio.todas());
    const imagenes = nombresDeImagenes(base);
    const imagenesMalas = await verificarImagenes(criptoNode, imagenes, (imagen) => readFile(rutaDeImagen(rutas.imagenes, imagen)));
    const metadatos = crearRepositorioMetadatos(base);
    return { epoca: metadatos.leer('epoca') ?? '', estacion: metadatos.leer('estacion') ?? '', eventos, cabeza: repositorio.ultima()?.hash ?? '', imagenes: imagenes.length, imagenesMalas };
  } finally {
    base.close();
  }
};
