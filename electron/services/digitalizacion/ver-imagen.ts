import { exigirPersona, type Atiende, type Contexto } from '#electron/station/puertos.ts';
import type { Giro } from '#shared/domain/examen.ts';
import { puede } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { detalleDe, type PartesDigitalizacion } from './partes.ts';

/**
 * Screen versions kept in memory: two captures, a discrepancy and a cotejo look at the same page within minutes. At ten
 * actas a minute these are the last eight.
 */
const MAXIMO_EN_MEMORIA = 32 * 1024 * 1024;

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

type Version = 'pantalla' | 'miniatura';
/** What a browser shows by itself. */
const VISIBLES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

type Partes = Pick<PartesDigitalizacion, 'actas' | 'asignaciones' | 'imagenes' | 'tandas' | 'almacen' | 'vision' | 'registro'>;

/** Permissions of those who tend the images, or direct the room: they may look at any. */
const DE_TODAS = ['digitalizar', 'identificar', 'ver_avance'] as const;

/**
 * The picture of an image for the screen, upright, or the bytes that the scanner gave. Whoever works on one acta at a time
 * is shown what they hold, and what they were told that comes next, and no other: as if there were none.
 */
export const crearVerImagen = (p: Partes): Atiende<'imagen.ver'> => {
  const memoria = crearMemoria(MAXIMO_EN_MEMORIA);
  /** Two people who ask for the same page at once wait for one derivation. */
  const enCurso = new Map<string, Promise<Uint8Array>>();

  const derivar = async (imagen: string, version: Version, giro: Giro): Promise<Uint8Array> => {
    const bytes = await p.almacen.leer(imagen);
    try {
      return await p.vision[version](bytes, giro);
    } catch (error) {
      // What the eye cannot draw the browser may: a person must be able to see any image that waits for them.
      if (!VISIBLES.has(tipoDe(bytes))) throw error;
      p.registro.error('no picture of an image', { imagen, version, error: detalleDe(error) });
      return bytes;
    }
  };
  const derivada = async (imagen: string, version: Version, giro: Giro): Promise<Uint8Array> => {
    const clave = `${version} ${imagen}`;
    const hecha = memoria.leer(clave);
    if (hecha) return hecha;
    const pedida = enCurso.get(clave) ?? derivar(imagen, version, giro).finally(() => enCurso.delete(clave));
    enCurso.set(clave, pedida);
    const nueva = await pedida;
    memoria.poner(clave, nueva);
    return nueva;
  };

  const leToca = (imagen: string, ctx: Contexto): boolean => {
    const { id, roles } = exigirPersona(ctx);
    if (DE_TODAS.some((permiso) => puede(roles, permiso))) return true;
    const suyas = p.asignaciones.lista().filter((a) => a.persona === id).map((a) => a.acta);
    return [...suyas, p.asignaciones.apartada(id)].some((acta) => acta !== null && p.actas.porClave(acta)?.imagen === imagen);
  };

  return {
    'imagen.ver': async ({ imagen, version }, ctx) => {
      const giro = leToca(imagen, ctx) ? (p.imagenes.porNombre(imagen)?.giro ?? (p.tandas.espera(imagen) ? 0 : null)) : null;
      if (giro === null) throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
      const bytes = version === 'original' ? await p.almacen.leer(imagen) : await derivada(imagen, version, giro);
      return { tipo: tipoDe(bytes), base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') };
    },
  };
};
