import { join } from 'node:path';
import type { AppError } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { escribirDurable } from '#central/archivo-durable.ts';
import type { RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import type { Registro } from '#central/puertos.ts';

/** Refused before it was known that a station of the OPL had signed it: anybody may send as many as they like. */
const DE_CUALQUIERA: readonly CodigoError[] = ['lote_ilegible', 'lote_muy_grande', 'estacion_desconocida', 'lote_firma'];
/** What is kept of those, all together, so that they fill neither the disk nor the room for what stations signed. Past it the record alone tells. */
const MAXIMO_DE_CUALQUIERA = { bytes: 64 * 1024 * 1024, filas: 10_000 };
/** Bodies of what stations signed. Past it only the row is kept. */
const MAXIMO_BYTES_FIRMADOS = 512 * 1024 * 1024;

/** Keeps what was refused, exactly as it came, with its reason. A fork also raises an alarm. */
export const crearGuardaRechazos = (deps: { carpeta: string; repositorio: RepositorioIngesta; cripto: Cripto; registro: Registro }) => {
  /** What of it is kept. */
  const cabe = async (codigo: CodigoError, sha: string, bytes: number): Promise<'entero' | 'fila' | 'nada'> => {
    const deCualquiera = DE_CUALQUIERA.includes(codigo);
    const hay = await deps.repositorio.contarRechazos(DE_CUALQUIERA, deCualquiera);
    if (deCualquiera && hay.filas >= MAXIMO_DE_CUALQUIERA.filas && !(await deps.repositorio.tieneRechazo(sha))) return 'nada';
    return hay.bytes + bytes <= (deCualquiera ? MAXIMO_DE_CUALQUIERA.bytes : MAXIMO_BYTES_FIRMADOS) ? 'entero' : 'fila';
  };
  return async (cuerpo: Uint8Array, error: AppError, hora: string): Promise<void> => {
    const sha = deps.cripto.sha256(cuerpo);
    deps.registro.error('lote refused', { codigo: error.codigo, ...error.parametros, sha, bytes: cuerpo.length });
    const queda = await cabe(error.codigo, sha, cuerpo.length);
    if (queda === 'nada') return;
    const nombre = queda === 'entero' ? `${sha}.lote.gz` : null;
    if (nombre !== null) await escribirDurable(join(deps.carpeta, nombre), cuerpo);
    await deps.repositorio.rechazo({ sha, codigo: error.codigo, parametros: JSON.stringify(error.parametros), ruta: nombre, bytes: cuerpo.length, hora });
    if (error.codigo === 'lote_bifurcado') {
      const { epoca, seq } = error.parametros;
      await deps.repositorio.alarma({ clave: `bifurcacion:${epoca ?? ''}:${seq ?? ''}`, tipo: 'bifurcacion', detalle: nombre ?? sha, hora });
    }
  };
};
