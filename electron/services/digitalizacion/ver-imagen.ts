import type { AlmacenImagenes, Atiende, Vision } from '#electron/station/puertos.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** Screen versions kept in memory: two captures, a discrepancy and a cotejo look at the same page within minutes. */
const MAXIMO_EN_MEMORIA = 64 * 1024 * 1024;

const FIRMAS: readonly (readonly [tipo: string, firma: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]], ['image/png', [0x89, 0x50, 0x4e, 0x47]], ['image/tiff', [0x49, 0x49, 0x2a, 0x00]], ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];
const tipoDe = (bytes: Uint8Array): string => FIRMAS.find(([, firma]) => firma.every((b, i) => bytes[i] === b))?.[0] ?? 'application/octet-stream';

/** Keeps the last used values up to a number of bytes. */
const crearMemoria = (maximo: number) => {
  const valores = new Map<string, Uint8Array>();
  let total = 0;
  return {
    leer: (clave: string): Uint8Array | null => {
      const valor = valores.get(clave);
      if (!valor) return null;
      valores.delete(clave);
      valores.set(clave, valor);
      return valor;
    },
    poner: (clave: string, valor: Uint8Array): void => {
      total += valor.length - (valores.get(clave)?.length ?? 0);
      valores.delete(clave);
      valores.set(clave, valor);
      for (const [vieja, v] of valores) {
        if (total <= maximo) return;
        valores.delete(vieja);
        total -= v.length;
      }
    },
  };
};

/** The picture of an image for the screen, or the bytes that the scanner gave. */
export const crearVerImagen = (p: { readonly imagenes: RepositorioImagenes; readonly almacen: AlmacenImagenes; readonly vision: Vision }): Atiende<'imagen.ver'> => {
  const memoria = crearMemoria(MAXIMO_EN_MEMORIA);
  const derivada = async (imagen: string, version: 'pantalla' | 'miniatura'): Promise<Uint8Array> => {
    const hecha = memoria.leer(`${version} ${imagen}`);
    if (hecha) return hecha;
    const nueva = await p.vision[version](await p.almacen.leer(imagen));
    memoria.poner(`${version} ${imagen}`, nueva);
    return nueva;
  };
  return {
    'imagen.ver': async ({ imagen, version }) => {
      if (p.imagenes.porNombre(imagen) === null) throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
      const bytes = version === 'original' ? await p.almacen.leer(imagen) : await derivada(imagen, version);
      return { tipo: tipoDe(bytes), base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
    },
  };
};
