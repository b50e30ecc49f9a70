import { join } from 'node:path';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { escribirDurable } from '#central/archivo-durable.ts';
import type { RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import type { Registro } from '#central/puertos.ts';

/** Refused bodies kept on disk, all together. Past it only the row is kept: strangers must not fill the disk. */
const MAXIMO_BYTES_RECHAZOS = 512 * 1024 * 1024;

/** Keeps what was refused, exactly as it came, with its reason. A fork also raises an alarm. */
export const crearGuardaRechazos = (deps: { carpeta: string; repositorio: RepositorioIngesta; cripto: Cripto; registro: Registro }) =>
  async (cuerpo: Uint8Array, error: AppError, hora: string): Promise<void> => {
    const sha = deps.cripto.sha256(cuerpo);
    const cabe = cuerpo.length + await deps.repositorio.bytesDeRechazos() <= MAXIMO_BYTES_RECHAZOS;
    const nombre = cabe ? `${sha}.lote.gz` : null;
    if (nombre !== null) await escribirDurable(join(deps.carpeta, nombre), cuerpo);
    await deps.repositorio.rechazo({ sha, codigo: error.codigo, parametros: JSON.stringify(error.parametros), ruta: nombre, bytes: cuerpo.length, hora });
    if (error.codigo === 'lote_bifurcado') {
      const { epoca, seq } = error.parametros;
      await deps.repositorio.alarma({ clave: `bifurcacion:${epoca ?? ''}:${seq ?? ''}`, tipo: 'bifurcacion', detalle: nombre ?? sha, hora });
    }
    deps.registro.error('lote refused', { codigo: error.codigo, ...error.parametros, sha, bytes: cuerpo.length });
  };
