import { readFile, stat } from 'node:fs/promises';
import type { Central } from '#central/crear-central.ts';
import type { Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';

/** How often the file is looked at: the OPL's word holds within this. */
const CADA_MS = 2_000;

/**
 * Looks at the file of the OPL's list: gives it to the central when it is another one than at the last look, and says
 * whether it was taken. One that is not there takes nothing back. Throws AppError `revocaciones_invalidas`,
 * `revocaciones_viejas`, once for each change of the file.
 */
export const crearVigiaRevocadas = (archivo: string, central: Pick<Central, 'revocar'>): (() => Promise<boolean>) => {
  let vista = '';
  return async () => {
    const ahora = await stat(archivo).then((s) => `${String(s.ino)} ${String(s.size)} ${String(s.mtimeMs)}`, () => '');
    if (ahora === vista) return false;
    vista = ahora;
    return ahora !== '' && central.revocar(await readFile(archivo, 'utf8'));
  };
};

/** Looks at it every two seconds from now on, and says on the central's terminal what came of a change. Gives back how to stop. */
export const vigilarRevocadas = (mirar: () => Promise<boolean>, registro: Registro): (() => void) => {
  let enCurso = false;
  const paso = async (): Promise<void> => {
    if (enCurso) return;
    enCurso = true;
    try {
      if (await mirar()) process.stdout.write('Se tomó la lista de estaciones revocadas del OPL: desde ahora vale.\n');
    } catch (error) {
      registro.error('revocations not taken', { error: error instanceof AppError ? error.codigo : String(error) });
      if (error instanceof AppError) process.stderr.write(`${mensaje(error.codigo, error.parametros)}\n`);
    } finally {
      enCurso = false;
    }
  };
  const reloj = setInterval(() => void paso(), CADA_MS);
  return () => clearInterval(reloj);
};
