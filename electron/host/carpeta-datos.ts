import { homedir } from 'node:os';
import path from 'node:path';

type Entorno = Readonly<Record<string, string | undefined>>;

/** Where each system keeps the data of its applications. */
const delSistema = (entorno: Entorno, plataforma: NodeJS.Platform, casa: string): string => {
  if (plataforma === 'win32') return path.join(entorno['LOCALAPPDATA'] ?? path.join(casa, 'AppData', 'Local'), 'Acopio');
  if (plataforma === 'darwin') return path.join(casa, 'Library', 'Application Support', 'Acopio');
  return path.join(entorno['XDG_DATA_HOME'] ?? path.join(casa, '.local', 'share'), 'acopio');
};

/** Folder of the workspaces: `--datos DIR`, else `ACOPIO_DATOS`, else the system's place for application data. */
export const carpetaDeDatos = (argumentos: readonly string[], entorno: Entorno = process.env, plataforma: NodeJS.Platform = process.platform, casa = homedir()): string => {
  const lugar = argumentos.indexOf('--datos');
  const dada = (lugar < 0 ? argumentos.find((a) => a.startsWith('--datos='))?.slice('--datos='.length) : argumentos[lugar + 1]) ?? entorno['ACOPIO_DATOS'];
  return dada ? path.resolve(dada) : delSistema(entorno, plataforma, casa);
};
