import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { decodificar, type PaginaGris } from '#electron/vision/decodificar.ts';
import { buscarQr } from '#electron/vision/leer-qr.ts';
import { localizarDensos } from '#electron/vision/lectores/localizar.ts';
import { lugarDenso } from '#electron/vision/lectores/lugares.ts';
import { leerMuestreo } from '#electron/vision/lectores/muestreo.ts';
import { EN_LO_DENSO, LADOS } from '#electron/vision/lectores/pasos.ts';
import { leerZxing } from '#electron/vision/lectores/zxing.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { correccionNecesaria } from './qr-a-la-vista.ts';
import { paginaDeRejilla } from './qr-rejilla.ts';
import { leerZbarimg } from './zbarimg.ts';

/**
 * Child of qr.ts: reads pages `desde`, `desde + paso`… of the grid with every reader and prints what each gave. Times are of
 * this thread's processor (of a stopwatch for zbarimg, which is another program and decodes the file too).
 */
const [desde = '0', hasta = '0', paso = '1', conZbar = 'no', semilla = 'qr'] = process.argv.slice(2);
sharp.concurrency(1);

export type LecturaBench = { readonly textos: readonly string[]; readonly ms: number };
export type PaginaMedida = { readonly familia: string; readonly dpi: number; readonly texto: string; readonly necesaria: number; readonly lecturas: Readonly<Record<string, LecturaBench>> };

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const medir = async (leer: () => Promise<string[]>, reloj: () => number = cpuMs): Promise<LecturaBench> => {
  const inicio = reloj();
  const textos = await leer();
  return { textos, ms: reloj() - inicio };
};

const soloMuestreo = async (pagina: PaginaGris): Promise<string[]> => {
  for (const punto of localizarDensos(pagina, 2)) {
    const codigo = await leerMuestreo(pagina, { lugar: lugarDenso(pagina, punto), holgura: 10, busqueda: EN_LO_DENSO, lados: LADOS }, () => true);
    if (typeof codigo?.texto === 'string') return [codigo.texto];
  }
  return [];
};

const nuestra = async (pagina: PaginaGris): Promise<string[]> => {
  const leido = await buscarQr(pagina);
  return leido ? [leido.texto] : [];
};

const abrir = async (bytes: Uint8Array): Promise<PaginaGris> => {
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) throw new Error(`una página de la rejilla no se pudo decodificar: ${decodificada.problema}`);
  return decodificada.pagina;
};

const carpeta = await mkdtemp(path.join(tmpdir(), 'acopio-qr-'));
try {
  // One page before the clock: the engine compiles and the WebAssembly loads.
  const limpia = await abrir(await dibujarActa(actaDePrueba(15, { dpi: 300 })));
  for (let i = 0; i < 3; i++) await nuestra(limpia);
  const paginas: PaginaMedida[] = [];
  for (let i = Number(desde); i < Number(hasta); i += Number(paso)) {
    const hoja = await paginaDeRejilla(i, semilla);
    const pagina = await abrir(hoja.bytes);
    const archivo = path.join(carpeta, 'pagina.jpg');
    await writeFile(archivo, hoja.bytes);
    const lecturas: Record<string, LecturaBench> = {
      acopio: await medir(() => nuestra(pagina)),
      zxing: await medir(async () => (await leerZxing(pagina)).flatMap((c) => c.texto ?? [])),
      muestreo: await medir(() => soloMuestreo(pagina)),
      ...(conZbar === 'zbar' ? { zbarimg: await medir(() => leerZbarimg(archivo), () => performance.now()) } : {}),
    };
    paginas.push({ familia: hoja.familia, dpi: hoja.dpi, texto: hoja.texto, necesaria: await correccionNecesaria(hoja), lecturas });
    process.stderr.write('.');
  }
  const sinCodigo = await abrir(await dibujarActa(actaDePrueba(15, { dpi: 300, qr: null })));
  const tiempos = async (pagina: PaginaGris): Promise<number[]> => {
    const ms: number[] = [];
    for (let i = 0; i < 5; i++) ms.push((await medir(() => nuestra(pagina))).ms);
    return ms;
  };
  process.stdout.write(JSON.stringify({ paginas, limpiaMs: await tiempos(limpia), sinCodigoMs: await tiempos(sinCodigo) }));
} finally {
  await rm(carpeta, { recursive: true, force: true });
}
