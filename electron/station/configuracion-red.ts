import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { escribirEntero } from './archivo-durable.ts';

const LIMITE = 'debe ser un número de kbit/s, de 8 a 10,000,000';

/** What the technician may say of the network, in `red.json` of the work folder. */
const configuracionRedSchema = z.strictObject({
  /** Bandwidth that transmission may take, kbit/s; null: all. */
  limiteKbps: z.number(LIMITE).min(8, LIMITE).max(10_000_000, LIMITE).nullable().default(null),
  /** `sistema`: what the environment (or Electron's session) says; `ninguno`; or the address of one. */
  proxy: z.union([z.enum(['sistema', 'ninguno']), z.url({ protocol: /^https?$/ })], 'debe ser «sistema», «ninguno» o una dirección http://servidor:puerto').default('sistema'),
});
export type ConfiguracionRed = z.infer<typeof configuracionRedSchema>;

const archivoDe = (carpeta: string): string => join(carpeta, 'red.json');

/** The settings of a work folder; without a file, the usual ones. Throws AppError `red_invalida`. */
export const leerRed = (carpeta: string): ConfiguracionRed => {
  const archivo = archivoDe(carpeta);
  if (!existsSync(archivo)) return configuracionRedSchema.parse({});
  const invalida = (lugar: string, detalle: string): AppError => new AppError('red_invalida', { archivo, lugar, detalle });
  let crudo: unknown;
  try {
    crudo = JSON.parse(readFileSync(archivo, 'utf8'));
  } catch {
    throw invalida('el archivo', 'no es JSON');
  }
  const leida = configuracionRedSchema.safeParse(crudo);
  if (!leida.success) throw invalida(leida.error.issues[0]?.path.join('.') ?? '', leida.error.issues[0]?.message ?? '');
  return leida.data;
};

/** Changes some of the settings; an open station takes them within seconds. Throws AppError `red_invalida` for what is there, `opcion_invalida` for what is asked. */
export const escribirRed = async (carpeta: string, cambios: Partial<ConfiguracionRed>): Promise<ConfiguracionRed> => {
  const leida = configuracionRedSchema.safeParse({ ...leerRed(carpeta), ...cambios });
  if (!leida.success) {
    const [malo] = leida.error.issues;
    throw new AppError('opcion_invalida', { opcion: malo?.path[0] === 'proxy' ? '--proxy' : '--limite', detalle: malo?.message ?? '' });
  }
  await escribirEntero(archivoDe(carpeta), `${JSON.stringify(leida.data, null, 2)}\n`, 0o644);
  return leida.data;
};

/** The settings as they are now, read again when the file changed. One that cannot be read leaves the last that could. */
export const seguirRed = (carpeta: string, alFallar: (error: AppError) => void): (() => ConfiguracionRed) => {
  let actual = leerRed(carpeta);
  const marcaDe = (): number => statSync(archivoDe(carpeta), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  let marca = marcaDe();
  return () => {
    const nueva = marcaDe();
    if (nueva === marca) return actual;
    marca = nueva;
    try {
      actual = leerRed(carpeta);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      alFallar(error);
    }
    return actual;
  };
};
