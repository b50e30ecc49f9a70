import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { crearBandejaTemporal, type BandejaTemporal } from '#electron/scanners/bandeja-temporal.ts';
import type { Escaner } from '#electron/scanners/escaner.ts';
import { perfilPorDefecto, type Perfil } from '#electron/scanners/perfil.ts';
import { crearEscanerSane } from '#electron/scanners/sane.ts';

/** Whether this machine has scanimage with SANE's own backends for tests; `scripts/sane.mjs` tries to install it. */
export const haySane = (() => {
  const entorno = { ...process.env };
  return spawnSync('scanimage', ['--version'], { env: entorno, stdio: 'ignore' }).status === 0;
})();

export type SaneDePrueba = {
  readonly carpeta: string;
  /** For scanimage: a configuration of its own, with only the backends `test` and `pnm`. */
  readonly entorno: Readonly<Record<string, string>>;
  readonly bandeja: BandejaTemporal;
  readonly cerrar: () => void;
};

/** A configuration of SANE apart from the machine's, and a folder for pages. */
export const crearSaneDePrueba = (): SaneDePrueba => {
  const carpeta = mkdtempSync(join(tmpdir(), 'acopio-sane-'));
  const config = join(carpeta, 'sane.d');
  mkdirSync(config);
  writeFileSync(join(config, 'dll.conf'), 'test\npnm\n');
  return { carpeta, entorno: { SANE_CONFIG_DIR: config }, bandeja: crearBandejaTemporal(join(carpeta, 'escaneo')), cerrar: () => rmSync(carpeta, { recursive: true, force: true }) };
};

/** A program that takes scanimage's place: a Node script. Its text runs with `process.argv` as scanimage would get it. */
export const programaFalso = (carpeta: string, nombre: string, codigo: string): string => {
  const ruta = join(carpeta, nombre);
  writeFileSync(ruta, `#!${process.execPath}\n${codigo}\n`);
  chmodSync(ruta, 0o755);
  return ruta;
};

/** A page as a PPM file, which is what the backend `pnm` scans. */
const escribirPpm = async (ruta: string, imagen: Uint8Array): Promise<void> => {
  const { data, info } = await sharp(imagen).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  await writeFile(ruta, Buffer.concat([Buffer.from(`P6\n${info.width} ${info.height}\n255\n`), data]));
};

export type PaginaSane = () => Promise<Uint8Array> | Uint8Array;
export type EscanerSanePnm = Escaner & {
  /** Puts pages (any image format) on the tray. */
  readonly cargar: (paginas: readonly PaginaSane[]) => void;
};

/**
 * A feeder whose every sheet passes through the real scanimage and SANE's `pnm` backend, which scans one file per run:
 * the pages of the tray, one after another, numbered like those of one tanda.
 */
export const crearEscanerSanePnm = (p: {
  readonly sane: Pick<SaneDePrueba, 'carpeta' | 'entorno' | 'bandeja'>; readonly id?: string; readonly nombre?: string; readonly perfil?: Partial<Perfil>; readonly paginas?: readonly PaginaSane[];
}): EscanerSanePnm => {
  const { id = 'sane-pnm', nombre = 'SANE pnm' } = p;
  const charola = [...(p.paginas ?? [])];
  const archivo = join(p.sane.carpeta, `${id}.ppm`);
  const escaner = crearEscanerSane({
    id, nombre, dispositivo: 'pnm:0', bandeja: p.sane.bandeja, entorno: p.sane.entorno,
    perfil: { ...perfilPorDefecto, fuente: 'cama', ...p.perfil, opciones: { '--filename': archivo } },
  });
  return {
    ...escaner,
    hojas: () => charola.length,
    cargar: (paginas) => void charola.push(...paginas),
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
