import { access, constants, readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { CARPETA_USB } from '#shared/sync/manifiesto-usb.ts';
import type { AjenosParaTraer } from './almacen-ajenos.ts';
import { criptoNode } from './cripto-node.ts';
import type { Custodia } from './custodia.ts';
import { buscarExportaciones, carpetaDeEstacion } from './exportaciones-usb.ts';
import { libresEn, mediosMontados, type Montado } from './medios-extraibles.ts';
import { crearMedioUsb } from './medio-usb.ts';
import type { AlmacenAjenos, AvanceUsb, CarpetaUsb, MedioVisto } from './puertos-usb.ts';
import { leerManifiesto, traerUsb } from './traer-usb.ts';
import { exportarCarpeta, recogerAcuses } from './usb.ts';

export type PartesCarpetaUsb = {
  readonly carpeta: string;
  readonly estacion: string;
  readonly paqueteSha: string;
  readonly llaveOpl: string;
  readonly llaveCentral: string;
  readonly ajenos: AlmacenAjenos & AjenosParaTraer;
  readonly esPropia: (epoca: string) => boolean;
  readonly ahora: () => number;
  readonly horaAhora: () => string;
  /** Takes into the journal the acuses that are in the tray. */
  readonly tomarAcuses: () => Promise<number>;
  /** Who keeps the station's key; the usual one unless another is given. */
  readonly custodia?: Custodia | undefined;
  /** What is mounted; the system's unless another is given. */
  readonly montados?: () => Promise<readonly Montado[]>;
};

const ES_ACUSE = /^[0-9a-f]{64}\.json$/;

/** The USB media as this station's screens use them: one folder for each station on each medium. */
export const crearCarpetaUsb = (p: PartesCarpetaUsb): CarpetaUsb => {
  const propia = carpetaDeEstacion(p.estacion);
  const raiz = resolve(p.carpeta);

  /** Where people say that the medium is. Throws AppError `usb_ruta`, `usb_retirado`. */
  const exigirRuta = async (ruta: string): Promise<string> => {
    const dentro = isAbsolute(ruta) ? relative(raiz, resolve(ruta)) : '';
    const esDeLaEstacion = dentro === '' || (!dentro.startsWith('..') && !isAbsolute(dentro));
    if (!isAbsolute(ruta) || esDeLaEstacion) throw new AppError('usb_ruta', { ruta });
    if (!(await stat(ruta).then((s) => s.isDirectory(), () => false))) throw new AppError('usb_retirado', { carpeta: ruta });
    return resolve(ruta);
  };
  const abrir = (carpeta: string) => crearMedioUsb(carpeta, criptoNode.sha256);
  const acusesEn = async (carpeta: string): Promise<number> => (await readdir(join(carpeta, CARPETA_USB.acuses)).catch((): string[] => [])).filter((a) => ES_ACUSE.test(a)).length;

  const describirUna = async (carpeta: string): Promise<MedioVisto['trae'][number]> => {
    try {
      const { manifiesto: m } = await leerManifiesto(abrir(carpeta), carpeta);
      const clase = m.paquete !== p.paqueteSha ? 'otra_eleccion' : m.lotes.some((l) => p.esPropia(l.epoca)) ? 'propia' : 'ajena';
      return { carpeta, clase, estacion: m.estacion, hora: m.hora, lotes: m.lotes.length, imagenes: m.imagenes.length, acuses: await acusesEn(carpeta) };
    } catch {
      return { carpeta, clase: 'danada', estacion: '', hora: '', lotes: 0, imagenes: 0, acuses: 0 };
    }
  };
  const describir = async ({ ruta, nombre }: Montado): Promise<MedioVisto> => {
    const soloLectura = await access(ruta, constants.W_OK).then(() => false, () => true);
    return { ruta, nombre, libres: await libresEn(ruta), soloLectura, trae: await Promise.all((await buscarExportaciones(ruta)).map(describirUna)) };
  };
  /** The exports of a medium that are of `clase`; when there is none, why. */
  const exigirClase = async (ruta: string, clase: 'propia' | 'ajena'): Promise<string[]> => {
    const todas = await Promise.all((await buscarExportaciones(ruta)).map(describirUna));
    const [primera] = todas;
    if (primera === undefined) throw new AppError('usb_sin_manifiesto', { carpeta: ruta });
    const suyas = todas.filter((t) => t.clase === clase);
    if (suyas.length > 0) return suyas.map((t) => t.carpeta);
    if (todas.some((t) => t.clase === 'otra_eleccion')) throw new AppError('usb_otro_paquete');
    if (primera.clase === 'danada') throw new AppError('usb_sin_manifiesto', { carpeta: primera.carpeta });
    throw clase === 'ajena' ? new AppError('usb_propia', { estacion: p.estacion }) : new AppError('usb_sin_acuses', { carpeta: ruta });
  };

  return {
    medios: async () => Promise.all((await (p.montados ?? mediosMontados)()).map(describir)),
    mirar: async (ruta) => describir({ ruta: await exigirRuta(ruta), nombre: ruta }),
    exportar: async (ruta, rango, avance) => {
      const donde = await exigirRuta(ruta);
      const destino = donde.endsWith(propia) ? donde : join(donde, propia);
      const m = await exportarCarpeta({ carpeta: p.carpeta, destino, ...(rango === null ? {} : { rango }), ahora: p.ahora, avance: avance.va, alto: avance.alto, custodia: p.custodia });
      return { carpeta: destino, desde: m.lotes[0]?.desde ?? 0, hasta: m.lotes.at(-1)?.hasta ?? 0, lotes: m.lotes.length, imagenes: m.imagenes.length, sinBytes: m.sinBytes.length };
    },
    acusar: async (ruta) => {
      let [acuses, malos] = [0, 0];
      for (const carpeta of await exigirClase(await exigirRuta(ruta), 'propia')) {
        const r = await recogerAcuses(p.carpeta, carpeta);
        acuses += r.acuses;
        malos += r.malos.length;
      }
      return { acuses, malos, tomados: await p.tomarAcuses() };
    },
    traer: async (ruta, avance: AvanceUsb) => {
      const traidos = [];
      for (const carpeta of await exigirClase(await exigirRuta(ruta), 'ajena')) {
        traidos.push(await traerUsb({ ...p, medio: abrir(carpeta), carpeta, cripto: criptoNode, hora: p.horaAhora(), avance: avance.va, alto: avance.alto }));
      }
      return traidos;
    },
  };
};
