import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { crearBandejaTemporal, type BandejaTemporal } from '#electron/scanners/bandeja-temporal.ts';
import type { Escaner } from '#electron/scanners/escaner.ts';
import { perfilPorDefecto, type Perfil } from '#electron/scanners/perfil.ts';
import { crearEscanerSane } from '#electron/scanners/sane.ts';
import { listarDispositivos } from '#electron/scanners/sane-dispositivos.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** A page in any image format. */
export type PaginaSane = () => Promise<Uint8Array> | Uint8Array;
export type EscanerSanePnm = Escaner & {
  /** Puts pages on the tray. */
  readonly cargar: (paginas: readonly PaginaSane[]) => void;
};
/** SANE apart from the machine's: its configuration, and where its pages lie. */
export type SaneAparte = { readonly carpeta: string; readonly entorno: Readonly<Record<string, string>>; readonly bandeja: BandejaTemporal };

/**
 * SANE with only the backend that scans a file, in a folder of its own. Throws AppError `opcion_invalida`, with what to
 * install, when this machine has no scanimage or not that backend.
 */
export const prepararSanePnm = async (carpeta: string): Promise<SaneAparte> => {
  const config = path.join(carpeta, 'sane.d');
  await mkdir(config, { recursive: true });
  await writeFile(path.join(config, 'dll.conf'), 'pnm\n');
  const entorno = { SANE_CONFIG_DIR: config };
  const hay = await listarDispositivos({ entorno }).then((d) => d.some(({ nombre }) => nombre === 'pnm:0'), () => false);
  if (!hay) throw new AppError('opcion_invalida', { opcion: '--escaner', detalle: 'sane necesita el programa scanimage: en Debian y Ubuntu, «sudo apt install sane-utils»' });
  return { carpeta, entorno, bandeja: crearBandejaTemporal(path.join(carpeta, 'escaneo')) };
};

/** What the backend `pnm` scans. */
const escribirPpm = async (ruta: string, imagen: Uint8Array): Promise<void> => {
  const { data, info } = await sharp(imagen).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  await writeFile(ruta, Buffer.concat([Buffer.from(`P6\n${info.width} ${info.height}\n255\n`), data]));
};

/**
 * A feeder whose every sheet passes through the real scanimage and SANE's `pnm` backend, which scans one file per run:
 * the pages of the tray, one after another, numbered like those of one tanda.
 */
export const crearEscanerSanePnm = ({ sane, id = 'sane-pnm', nombre = 'SANE pnm', perfil = {}, paginas = [] }: {
  readonly sane: SaneAparte; readonly id?: string; readonly nombre?: string; readonly perfil?: Partial<Perfil>; readonly paginas?: readonly PaginaSane[];
}): EscanerSanePnm => {
  const charola = [...paginas];
  const archivo = path.join(sane.carpeta, `${id}.ppm`);
  const escaner = crearEscanerSane({
    id, nombre, dispositivo: 'pnm:0', bandeja: sane.bandeja, entorno: sane.entorno, perfil: { ...perfilPorDefecto, fuente: 'cama', ...perfil, opciones: { '--filename': archivo } },
  });
  return {
    ...escaner,
    hojas: () => charola.length,
    cargar: (nuevas) => void charola.push(...nuevas),
    escanear: async (entregar, cancelar) => {
      let hoja = 0;
      for (let pagina = charola[0]; pagina; pagina = charola[0]) {
        hoja += 1;
        await escribirPpm(archivo, await pagina());
        await escaner.escanear((h) => entregar({ ...h, hoja, fuente: `${nombre}, hoja ${hoja}` }), cancelar);
        charola.shift();
      }
      await rm(archivo, { force: true });
    },
  };
};
