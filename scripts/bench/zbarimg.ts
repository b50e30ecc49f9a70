import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ejecutar = promisify(execFile);

const hay = async (): Promise<boolean> => {
  try {
    await ejecutar('zbarimg', ['--version']);
    return true;
  } catch {
    return false;
  }
};

/** Debian's zbarimg, installed with apt where it is missing and that can be done. */
export const conseguirZbarimg = async (): Promise<boolean> => {
  if (await hay()) return true;
  try {
    await ejecutar('apt-get', ['install', '-y', '--no-install-recommends', 'zbar-tools'], { timeout: 120_000 });
  } catch {
    return false;
  }
  return hay();
};

/** What zbarimg reads in an image file: QR codes only, one text a line. Exit 4 is «nothing found». */
export const leerZbarimg = async (archivo: string): Promise<string[]> => {
  try {
    const { stdout } = await ejecutar('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', archivo], { timeout: 120_000 });
    return stdout.split('\n').filter((linea) => linea !== '');
  } catch {
    return [];
  }
};
