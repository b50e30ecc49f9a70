import { access, constants, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makers of scanners for paper, by USB vendor id (usb.ids): only they are looked at. */
const FABRICANTES: ReadonlySet<string> = new Set([
  '03f0', '040a', '0424', '0458', '0482', '04a5', '04a9', '04b8', '04c5', '04da', '04e8', '04f9', '05ca', '0638', '06dc', '07b3', '0924', '0a82', '1083', '29cc',
]);
const CLASE_HUB = '09';

/** A USB device of a maker of scanners, and whether this user may talk to it. */
export type DispositivoUsb = { readonly usb: string; readonly nombre: string; readonly nodo: string; readonly permitido: boolean };

/**
 * The USB devices of makers of scanners that Linux sees, with or without a driver for them, and whether the present user
 * may open them: the commonest reason why SANE finds nothing. Null where there is no such list.
 */
export const dispositivosUsb = async (sys = '/sys/bus/usb/devices', dev = '/dev/bus/usb'): Promise<DispositivoUsb[] | null> => {
  const entradas = await readdir(sys).catch(() => null);
  if (entradas === null) return null;
  const leer = (entrada: string, campo: string): Promise<string> => readFile(join(sys, entrada, campo), 'utf8').then((t) => t.trim(), () => '');
  const hallados: DispositivoUsb[] = [];
  for (const entrada of entradas.sort()) {
    const [fabricante = '', producto = '', clase = ''] = await Promise.all(['idVendor', 'idProduct', 'bDeviceClass'].map((c) => leer(entrada, c)));
    if (!FABRICANTES.has(fabricante) || clase === CLASE_HUB) continue;
    const [marca = '', modelo = '', bus = '', numero = ''] = await Promise.all(['manufacturer', 'product', 'busnum', 'devnum'].map((c) => leer(entrada, c)));
    const nodo = join(dev, bus.padStart(3, '0'), numero.padStart(3, '0'));
    const permitido = await access(nodo, constants.R_OK | constants.W_OK).then(() => true, () => false);
    hallados.push({ usb: `${fabricante}:${producto}`, nombre: `${marca} ${modelo}`.trim() || 'sin nombre', nodo, permitido });
  }
  return hallados;
};
