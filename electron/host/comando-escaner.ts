import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { Command } from 'commander';
import sharp from 'sharp';
import { crearBandejaTemporal } from '#electron/scanners/bandeja-temporal.ts';
import { crearEscaneres } from '#electron/scanners/crear-escaneres.ts';
import { diagnosticar, enPalabras, type Diagnostico } from '#electron/scanners/diagnostico.ts';
import type { Escaner, Hoja } from '#electron/scanners/escaner.ts';
import { descubrirEscl } from '#electron/scanners/escl-descubrir.ts';
import { crearEscanerEscl } from '#electron/scanners/escl.ts';
import { perfilPorDefecto } from '#electron/scanners/perfil.ts';
import { crearEscanerSane } from '#electron/scanners/sane.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** What is found by itself is found within this; drivers that search the network take some seconds. */
const BUSCAR_MS = 10_000;
const ENTRE_MIRADAS_MS = 250;
/** After the first one, the others of the network come within this. */
const ASENTAR_MS = 3_000;

const decir = (texto: string): void => void process.stdout.write(`${texto}\n`);
const decirJson = (dato: unknown): void => decir(JSON.stringify(dato));

type OpcionesComunes = { readonly carpeta?: string; readonly json?: boolean };

/** Runs something with the scanners of a work folder, or of the machine, and a folder of its own for pages: a station may have it open. */
const conEscaneres = async <T>({ carpeta }: OpcionesComunes, usar: (lista: () => readonly Escaner[], temporal: string) => Promise<T>): Promise<T> => {
  const temporal = await mkdtemp(path.join(tmpdir(), 'acopio-escaner-'));
  try {
    const escaneres = await crearEscaneres({ carpeta: carpeta ?? temporal, escaneo: path.join(temporal, 'escaneo'), sane: { soloUna: true } });
    // Without a work folder its watched folder is nobody's.
    const lista = (): readonly Escaner[] => escaneres.lista().filter((e) => carpeta !== undefined || e.tipo !== 'carpeta');
    try {
      return await usar(lista, temporal);
    } finally {
      escaneres.cerrar();
    }
  } finally {
    await rm(temporal, { recursive: true, force: true });
  }
};

/** Waits until `hay` and gives what it gave; null when the time is over. */
const buscar = async <T>(hay: () => T | undefined): Promise<T | null> => {
  const fin = performance.now() + BUSCAR_MS;
  while (performance.now() < fin) {
    const hallado = hay();
    if (hallado !== undefined) return hallado;
    await esperar(ENTRE_MIRADAS_MS);
  }
  return null;
};

const listar = async (o: OpcionesComunes): Promise<void> => {
  const filas = await conEscaneres(o, async (lista) => {
    if ((await buscar(() => lista().find((e) => e.tipo !== 'carpeta'))) !== null) await esperar(ASENTAR_MS);
    return Promise.all(lista().map(async ({ id, nombre, tipo, disponible }) => ({ id, nombre, tipo, disponible: (await disponible?.()) ?? true })));
  });
  if (o.json) {
    decirJson(filas);
    return;
  }
  if (filas.length === 0) decir('No se encontró ningún escáner. Vea qué falta con: acopio escaner diagnosticar');
  for (const f of filas) decir(`${f.id}  ${f.nombre}  (${f.tipo})${f.disponible ? '' : '  no responde'}`);
};

const informe = (d: Diagnostico, usaria: readonly Pick<Escaner, 'id' | 'nombre' | 'tipo'>[], falla: string | null): string =>
  [
    d.sane.version === null ? 'SANE: no está scanimage' : `SANE ${d.sane.version}: ${d.sane.dispositivos.length} dispositivos en ${d.sane.ms} ms`,
    ...d.sane.dispositivos.map((s) => `  ${s.nombre}  ${s.fabricante} ${s.modelo} (${s.clase})`),
    d.usb === null ? 'USB: este sistema no da la lista' : `USB: ${d.usb.length} aparatos de fabricantes de escáneres`,
    ...(d.usb ?? []).map((u) => `  ${u.usb}  ${u.nombre}  ${u.nodo}${u.permitido ? '' : '  SIN PERMISO'}`),
    d.naps2.programa === null ? 'NAPS2: no está' : `NAPS2: ${d.naps2.programa}`,
    ...d.naps2.dispositivos.map((n) => `  ${n.driver}: ${n.nombre}`),
    `eSCL (red y ipp-usb): ${d.escl.length}`,
    ...d.escl.map((e) => `  ${e.nombre}  ${e.url}`),
    '',
    falla === null ? 'Acopio usaría:' : `La configuración no sirve: ${falla}`,
    ...usaria.map((e) => `  ${e.id}  ${e.nombre} (${e.tipo})`),
    ...(d.avisos.length > 0 ? ['', 'Qué revisar:', ...d.avisos.map((a) => `  - ${a}`)] : []),
  ].join('\n');

const diagnosticarEquipo = async (o: OpcionesComunes): Promise<void> => {
  const escl = descubrirEscl();
  const d = await diagnosticar({ escl }).finally(() => { escl.cerrar(); });
  let falla: string | null = null;
  const usaria = await conEscaneres(o, async (lista) => {
    const cuantos = d.sane.dispositivos.length + d.escl.length;
    if (cuantos > 0) await buscar(() => (lista().some((e) => e.tipo !== 'carpeta') ? true : undefined));
    return lista().map(({ id, nombre, tipo }) => ({ id, nombre, tipo }));
  }).catch((error: unknown) => {
    falla = enPalabras(error);
    return [];
  });
  if (o.json) decirJson({ ...d, usaria, falla });
  else decir(informe(d, usaria, falla));
};

type OpcionesProbar = OpcionesComunes & { readonly id?: string; readonly dispositivo?: string; readonly salida?: string };

/** The scanner to be tried: by id, by its device, or the first that is no folder. */
const elegir = async (o: OpcionesProbar, lista: () => readonly Escaner[], temporal: string): Promise<Escaner> => {
  const { dispositivo, id } = o;
  if (dispositivo !== undefined) {
    const comun = { id: 'prueba', nombre: dispositivo, perfil: perfilPorDefecto };
    if (/^https?:\/\//.test(dispositivo)) return crearEscanerEscl({ ...comun, url: dispositivo });
    return crearEscanerSane({ ...comun, dispositivo, bandeja: crearBandejaTemporal(path.join(temporal, 'prueba')), flexible: true, soloUna: true });
  }
  const hallado = await buscar(() => lista().find((e) => (id === undefined ? e.tipo !== 'carpeta' : e.id === id)));
  if (hallado === null) throw new AppError(id === undefined ? 'escaner_desconectado' : 'escaner_desconocido', { escaner: id ?? 'ninguno' });
  return hallado;
};

const EXTENSIONES: Readonly<Record<string, string>> = { jpeg: 'jpg', png: 'png', tiff: 'tif' };

const probar = async (o: OpcionesProbar): Promise<void> => {
  await conEscaneres(o, async (lista, temporal) => {
    const escaner = await elegir(o, lista, temporal);
    const inicio = performance.now();
    const una = new AbortController();
    const hojas: Hoja[] = [];
    const hasta: number[] = [];
    await escaner.escanear((hoja) => {
      hojas.push(hoja);
      hasta.push(performance.now() - inicio);
      una.abort();
      return Promise.resolve();
    }, una.signal).catch((error: unknown) => {
      // Stopping after the first sheet was our doing.
      if (hojas.length === 0) throw error;
    });
    const [hoja] = hojas;
    if (!hoja) throw new AppError('escaner_sin_papel');
    const { format, width, height, density } = await sharp(hoja.bytes).metadata();
    const archivo = path.resolve(o.salida ?? `prueba-${escaner.id}.${EXTENSIONES[format] ?? format}`);
    await writeFile(archivo, hoja.bytes);
    const dato = { escaner: escaner.id, nombre: escaner.nombre, archivo, formato: format, ancho: width, alto: height, dpi: density ?? null, bytes: hoja.bytes.length, ms: Math.round(hasta[0] ?? 0) };
    if (o.json) {
      decirJson(dato);
      return;
    }
    decir(`${dato.nombre}: una hoja en ${dato.ms} ms`);
    decir(`${dato.formato}, ${dato.ancho} × ${dato.alto} píxeles, ${dato.dpi === null ? 'sin dpi' : `${dato.dpi} dpi`}, ${dato.bytes} bytes`);
    decir(`Se guardó en ${archivo}`);
  });
};

const CARPETA = ['--carpeta <carpeta>', 'carpeta de trabajo de una estación: sus escáneres de escaneres.json'] as const;
const JSON_ = ['--json', 'resultado para máquinas'] as const;

/** `acopio escaner …`: the scanners of this machine, and of a station. */
export const comandoEscaner = (): Command =>
  new Command('escaner')
    .description('los escáneres de este equipo: listar, diagnosticar y probar')
    .addCommand(new Command('listar').description('los escáneres que Acopio usaría, y si responden').option(...CARPETA).option(...JSON_).action(listar))
    .addCommand(new Command('diagnosticar').description('qué hay en este equipo para escanear (SANE, USB, NAPS2, eSCL) y qué falta').option(...CARPETA).option(...JSON_).action(diagnosticarEquipo))
    .addCommand(
      new Command('probar')
        .description('escanea una hoja a un archivo y dice su formato, medidas, resolución y tiempo')
        .option('--id <id>', 'el escáner con ese identificador; si falta, el primero')
        .option('--dispositivo <dispositivo>', 'un dispositivo de SANE, o la dirección de un escáner eSCL')
        .option('--salida <archivo>', 'dónde guardar la hoja')
        .option(...CARPETA)
        .option(...JSON_)
        .action(probar),
    );
