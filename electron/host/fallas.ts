import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';

/** Exit codes: an expected failure with its message, and a fault of ours (EX_SOFTWARE). */
const CODIGO_ESPERADA = 2;
const CODIGO_INTERNA = 70;

/** What the system says of a path that a person gave: theirs to correct, not a fault of ours. */
const DEL_SISTEMA: Readonly<Record<string, string>> = {
  EACCES: 'no hay permiso', EPERM: 'no hay permiso', EROFS: 'es de solo lectura', ENOENT: 'no existe', ENOTDIR: 'una parte de la ruta no es una carpeta', EISDIR: 'es una carpeta', EEXIST: 'ya existe y no es una carpeta',
  ENOSPC: 'el disco está lleno', EDQUOT: 'el disco está lleno', ENAMETOOLONG: 'el nombre es demasiado largo',
};

/** A port that cannot be taken: of the option that named it, whichever it was. */
const PUERTO: Readonly<Record<string, string>> = { EADDRINUSE: 'ya lo usa otro programa', EACCES: 'no hay permiso para usarlo', EADDRNOTAVAIL: 'esa dirección no es de este equipo' };

/**
 * A failure of the file system over a path, or of a port, as the person is told of it; null for anything else. What is
 * read or written through an open file names no path: `archivo` is the one that the person gave.
 */
export const deSistema = (error: unknown, archivo?: string): AppError | null => {
  const { code = '', path = archivo, syscall, port, address } = error instanceof Error ? (error as NodeJS.ErrnoException & { readonly port?: number; readonly address?: string }) : {};
  const dePuerto = syscall === 'listen' ? PUERTO[code] : undefined;
  if (dePuerto !== undefined) return new AppError('opcion_invalida', { opcion: '--puerto', detalle: `${address ?? ''}:${String(port ?? '')} ${dePuerto}` });
  // Making a folder where nothing can be made says that it does not exist.
  const detalle = code === 'ENOENT' && syscall === 'mkdir' ? 'no se puede crear ahí' : DEL_SISTEMA[code];
  if (detalle === undefined) return null;
  if (path !== undefined) return new AppError('archivo_inaccesible', { archivo: path, detalle });
  return code === 'ENOSPC' || code === 'EDQUOT' ? new AppError('disco_lleno') : null;
};

/** How a command that failed ends: the message for the person on stderr and the exit code. The stack is shown only for a fault of ours. */
export const describirFalla = (error: unknown, traza: string = randomUUID()): { readonly texto: string; readonly codigo: number } => {
  const esperada = error instanceof AppError ? error : deSistema(error);
  if (esperada) return { texto: mensaje(esperada.codigo, esperada.parametros), codigo: CODIGO_ESPERADA };
  const detalle = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { texto: `${mensaje('interno', { traza })}\n${detalle}`, codigo: CODIGO_INTERNA };
};
