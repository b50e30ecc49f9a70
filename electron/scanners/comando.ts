import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { nombreDeHoja, porNombre, SALIDA, type BandejaTemporal } from './bandeja-temporal.ts';
import { expandirArgumento } from './comando-argumentos.ts';
import { fallaDeComando } from './comando-fallas.ts';
import type { Escaner, Hoja } from './escaner.ts';
import { estaCompleta } from './pagina-completa.ts';
import type { ConfiguracionDe } from './perfil.ts';
import { abrirProceso } from './proceso.ts';
import { crearRecoleccion, type Recoleccion } from './recoleccion.ts';

const MIRAR_MS = 250;
/** No page of paper is larger, uncompressed, at any resolution that an acta is scanned at. */
const MAXIMO_PAGINA = 268_435_456;
/** What a program prints is kept up to here: its last words say why it stopped. */
const MAXIMO_DICHO = 65_536;

export type OpcionesComando = Omit<ConfiguracionDe<'comando'>, 'tipo' | 'nombre' | 'limiteSegundos'> & {
  readonly nombre: string;
  readonly bandeja: BandejaTemporal;
  readonly limiteMs: number;
  readonly entorno?: Readonly<Record<string, string>>;
  /** A line of its output that says that it has scanned one more page. */
  readonly pagina?: RegExp;
};

const EXTENSIONES: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xd8], '.jpg'], [[0x89, 0x50], '.png'], [[0x49, 0x49], '.tif'], [[0x4d, 0x4d], '.tif'], [[0x25, 0x50], '.pdf'],
];
const extensionDe = (b: Uint8Array): string => EXTENSIONES.find(([firma]) => firma.every((byte, i) => b[i] === byte))?.[1] ?? '';
const extensionSana = (nombre: string): string => /^\.[a-z0-9]{1,8}$/.exec(extname(nombre).toLowerCase())?.[0] ?? '';

/** Takes pages out of the folder where a program leaves them, numbers them and announces them, in order. */
const crearRecogida = (o: OpcionesComando, carpeta: string, recoleccion: Recoleccion) => {
  const salida = join(carpeta, SALIDA);
  const vistos = new Map<string, number>();
  let numero = 0;
  const incompletas: number[] = [];

  const enOrden = async (): Promise<{ nombre: string; bytes: number }[]> => {
    const nombres = (await readdir(salida, { withFileTypes: true })).filter((e) => e.isFile()).map((e) => e.name);
    const datos = (await Promise.all(nombres.map(async (nombre) => ({ nombre, dato: await stat(join(salida, nombre)).catch(() => null) })))).flatMap(({ nombre, dato }) => (dato ? [{ nombre, bytes: dato.size, fecha: dato.mtimeMs }] : []));
    return datos.sort((a, b) => (o.orden === 'fecha' && a.fecha !== b.fecha ? a.fecha - b.fecha : porNombre(a.nombre, b.nombre)));
  };
  /** Whether there was anything new. Stops at the first page that is not whole yet: those behind wait for it. */
  const mirar = async (terminado: boolean): Promise<boolean> => {
    let nuevo = false;
    for (const { nombre, bytes } of await enOrden()) {
      const quieto = vistos.get(nombre) === bytes;
      if (!quieto) nuevo = true;
      vistos.set(nombre, bytes);
      if (!quieto && !terminado) return nuevo;
      const completa = bytes <= MAXIMO_PAGINA && estaCompleta(await readFile(join(salida, nombre)));
      if (completa === false && terminado) {
        // It keeps its number: those behind it have theirs.
        incompletas.push(++numero);
        continue;
      }
      if (completa === false || (completa === null && !terminado)) return nuevo;
      const ruta = join(carpeta, nombreDeHoja(numero + 1, extensionSana(nombre)));
      await rename(join(salida, nombre), ruta);
      recoleccion.anunciar(ruta, ++numero);
    }
    return nuevo;
  };
  return { mirar, hojas: () => numero, incompleta: () => incompletas[0] ?? null };
};

type Tanda = { readonly carpeta: string; readonly entregar: (hoja: Hoja) => Promise<void>; readonly cancelar: AbortSignal | undefined };

const correr = async (o: OpcionesComando, { carpeta, entregar, cancelar }: Tanda): Promise<void> => {
  const salida = join(carpeta, SALIDA);
  await mkdir(salida);
  const imagen: Buffer[] = [];
  let bytes = 0;
  let dicho = '';
  const oir = (texto: string): void => { dicho = (dicho + texto).slice(-MAXIMO_DICHO); };
  const proceso = abrirProceso({
    programa: o.programa, carpeta: salida, entorno: { ...o.entorno }, limiteMs: o.limiteMs, cancelar,
    argumentos: o.argumentos.map((a) => expandirArgumento(a, o.perfil, salida)),
    alSalida: (datos) => {
      proceso.avanza();
      if (o.salida === 'carpeta') oir(datos.toString('utf8'));
      else if ((bytes += datos.length) <= MAXIMO_PAGINA) imagen.push(datos);
      else proceso.detener();
    },
    alError: (texto) => {
      proceso.avanza();
      oir(texto);
    },
  });
  const recoleccion = crearRecoleccion({ entregar, nombre: o.nombre, quitar: o.bandeja.quitar, alFallar: () => proceso.detener() });
  const recogida = crearRecogida(o, carpeta, recoleccion);

  const vigia = setInterval(() => {
    // A file that its program still holds cannot be moved on Windows: the next look finds it.
    mirando = mirando.then(() => recogida.mirar(false)).then((nuevo) => { if (nuevo) proceso.avanza(); }, () => undefined);
  }, MIRAR_MS);
  let mirando: Promise<void> = Promise.resolve();
  const fin = await proceso.fin;
  clearInterval(vigia);
  await mirando;
  if (o.salida === 'stdout' && fin.codigo === 0 && bytes > 0) await writeFile(join(salida, `pagina${extensionDe(imagen[0]!)}`), imagen);
  await recogida.mirar(true);
  await recoleccion.terminar();
  const incompleta = recogida.incompleta();
  const escaneadas = o.pagina ? dicho.split(/[\r\n]+/).filter((l) => o.pagina!.test(l)).length : 0;
  const falla = fallaDeComando({ fin, dicho, interpretacion: o, escaner: o.nombre, programa: o.programa, hojas: recogida.hojas(), escaneadas });
  if (incompleta !== null && falla?.parametros['hoja'] === undefined) throw new AppError('escaner_pagina_incompleta', { hoja: incompleta });
  if (falla) throw incompleta === null ? falla : new AppError(falla.codigo, { ...falla.parametros, hoja: incompleta });
};

/**
 * Any external program that scans: it leaves its pages in a folder of ours, taken as each one is whole, or one page on
 * its output. What its exit codes and words mean comes from the configuration.
 */
export const crearEscanerComando = (o: OpcionesComando): Escaner => {
  let trabajando = false;
  return {
    id: o.id, nombre: o.nombre, tipo: 'comando',
    hojas: () => null,
    escanear: async (entregar, cancelar, tanda) => {
      if (trabajando) throw new AppError('escaner_ocupado');
      if (cancelar?.aborted) throw new AppError('escaner_cancelado');
      trabajando = true;
      try {
        const carpeta = await o.bandeja.abrir(o.id, tanda);
        await correr(o, { carpeta, entregar, cancelar }).finally(() => o.bandeja.cerrar(carpeta));
      } finally {
        trabajando = false;
      }
    },
  };
};
