import type { RepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import type { AlmacenImagenes, Avisos, Diario, Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { Limite } from './limite.ts';
import type { Marcha, RedCentral } from './red-central.ts';
import type { Ritmo } from './ritmo.ts';

export type PartesImagenes = {
  readonly diario: Pick<Diario, 'horaAhora'>;
  readonly estado: RepositorioTransmision;
  readonly imagenes: Pick<AlmacenImagenes, 'leer'>;
  readonly cripto: Pick<Cripto, 'sha256'>;
  readonly red: RedCentral;
  readonly ritmo: Ritmo;
  readonly limite: Limite;
  readonly registro: Registro;
  readonly avisos: Avisos;
  /** Something arrived at the central, and it said so. */
  readonly alLlegar: () => void;
  /** Milliseconds that never go back. */
  readonly cronometro: () => number;
};

/** Times that one image starts or goes on after a refusal, in one round. */
const INTENTOS = 3;
const IMAGENES_POR_CONSULTA = 50;
/** A cut may swallow the news of a part once. */
const MAXIMO_SORDAS = 2;

/** Why an image does not go: somebody must look at it. */
export type ImagenDetenida = { readonly imagen: string; readonly codigo: string };
/** Resolves when the next part may go; rejects when data met a fault. */
export type DatosPrimero = () => Promise<unknown>;

/**
 * Sends images, each from the byte that the central has, several at once: in parts whose answer is waited for, or little
 * by little over a narrow link. Before each part or piece it waits for `datosPrimero`.
 */
export const crearEnvioImagenes = (p: PartesImagenes) => {
  const detenidas = new Map<string, string>();
  /** Those of which a part was lost on its way: nobody here knows how much of them arrived. */
  const dudosas = new Set<string>();
  /** Bytes of all images that were acknowledged since the start. */
  let acusados = 0;
  let avances = 0;
  /** Times in a row that something came of a part and nothing was heard of it: what is between here and the central lets none of that through. */
  let sordas = 0;
  /** Images of which something left and nothing was heard. */
  const sinNoticia = new Set<string>();

  const medirDesdeAhora = (medir: (bytes: number, ms: number) => void) => {
    const [inicio, antes] = [p.cronometro(), acusados];
    return (bytes: number): void => {
      acusados += bytes;
      medir(acusados - antes, p.cronometro() - inicio);
    };
  };

  /** One part whose answer is waited for. */
  const enviarDeUnaVez = async (imagen: string, bytes: Uint8Array, desde: number, deEstas: number): ReturnType<RedCentral['enviarParte']> => {
    const hasta = Math.min(desde + Math.min(p.ritmo.parte(deEstas), p.limite.maximo() ?? Infinity), bytes.length);
    await p.limite.tomar(hasta - desde);
    const llego = medirDesdeAhora(p.ritmo.acuse);
    const respuesta = await p.red.enviarParte(imagen, { desde, ultima: hasta >= bytes.length, bytes: bytes.subarray(desde, hasta) }, p.ritmo.esperaMs(hasta - desde));
    llego(hasta - desde);
    return respuesta;
  };

  /** All that is left of an image, or what goes of it in a while, no faster than the central tells that it comes. */
  const enviarPocoAPoco = async (imagen: string, bytes: Uint8Array, desde: number, datosPrimero: DatosPrimero, cuantas: () => number): ReturnType<RedCentral['enviarParte']> => {
    const hasta = Math.min(desde + p.ritmo.tirada(), bytes.length);
    sinNoticia.add(imagen);
    const marcha: Marcha = {
      ventana: () => p.ritmo.ventana(cuantas()),
      antes: async (salen) => {
        await datosPrimero();
        await p.limite.tomar(salen);
      },
      sale: (salen) => {
        const llego = medirDesdeAhora(p.ritmo.llego);
        return () => {
          sinNoticia.delete(imagen);
          sordas = 0;
          avances += 1;
          p.alLlegar();
          llego(salen);
        };
      },
    };
    const respuesta = await p.red.enviarParte(imagen, { desde, ultima: hasta >= bytes.length, bytes: bytes.subarray(desde, hasta) }, p.ritmo.esperaMs(p.ritmo.ventana(p.ritmo.simultaneas())), marcha);
    sinNoticia.delete(imagen);
    return respuesta;
  };

  /** Over a narrow link, where the central can tell what comes. */
  const vaPocoAPoco = (): boolean => p.red.avisaAvance === true && sordas < MAXIMO_SORDAS && p.ritmo.estrecho() && p.ritmo.bytesPorSegundo() !== null;

  /** What goes of an image from `desde`. `cuantas`: how many images go at once. Throws AppError when the road is broken. */
  const enviarParte = async (imagen: string, bytes: Uint8Array, desde: number, datosPrimero: DatosPrimero, cuantas: () => number): ReturnType<RedCentral['enviarParte']> => {
    const deEstas = cuantas();
    try {
      return await (vaPocoAPoco() ? enviarPocoAPoco(imagen, bytes, desde, datosPrimero, cuantas) : enviarDeUnaVez(imagen, bytes, desde, deEstas));
    } catch (error) {
      // A part that was put off was not lost: neither is it doubtful what arrived, nor does the link carry less.
      if (error instanceof AppError && error.codigo === 'central_ocupado') sinNoticia.delete(imagen);
      else {
        dudosas.add(imagen);
        p.ritmo.tropiezo();
      }
      throw error;
    }
  };

  /** One image whole, or false when the central does not take it now. `alAvanzar` hears of each part and says how many images go at once. Throws AppError when the road is broken. */
  const enviar = async (imagen: string, bytes: Uint8Array, datosPrimero: DatosPrimero, alAvanzar: () => number): Promise<boolean> => {
    let llevamos = 0;
    for (let intento = 0; intento < INTENTOS;) {
      await datosPrimero();
      // What was never begun here is taken to be new there: if it is not, the answer says so and costs one part.
      const preguntada = dudosas.delete(imagen);
      const respuesta = preguntada ? await p.red.avanceImagen(imagen) : await enviarParte(imagen, bytes, llevamos, datosPrimero, alAvanzar);
      if (preguntada && sinNoticia.delete(imagen) && respuesta.tipo === 'avance' && respuesta.avance.bytes > llevamos) sordas += 1;
      if (respuesta.tipo === 'avance') {
        const { bytes: hay, completa } = respuesta.avance;
        if (completa || hay > llevamos) {
          avances += 1;
          p.alLlegar();
        }
        if (completa) return true;
        // One that stands still or goes back is tried a few times; one that advances, as long as it does.
        if (hay <= llevamos && !preguntada) intento += 1;
        llevamos = Math.min(hay, bytes.length);
        continue;
      }
      p.registro.error('image refused', { imagen, codigo: respuesta.codigo, intento });
      detenidas.set(imagen, respuesta.codigo);
      if (respuesta.codigo === 'imagen_desconocida') return false;
      intento += 1;
      dudosas.add(imagen);
    }
    return false;
  };

  /** The bytes; null when they are not there, or are others than those of its name: the link is not spent on them again and again. */
  const leer = async (imagen: string): Promise<Uint8Array | null> => {
    try {
      const bytes = await p.imagenes.leer(imagen);
      if (p.cripto.sha256(bytes) === imagen) return bytes;
      detenidas.set(imagen, 'imagen_cambiada');
    } catch (error) {
      p.registro.error('image cannot be read', { imagen, error: String(error) });
      detenidas.set(imagen, 'hoja_sin_bytes');
    }
    return null;
  };

  /** Sends what can be sent. An image that cannot be read or that is refused waits for the next round and stops no other. */
  const enviarTodas = async (datosPrimero: DatosPrimero): Promise<void> => {
    /** On their way, or skipped in this round. */
    const tomadas = new Set<string>();
    const enCurso = new Set<Promise<void>>();
    let falla: unknown = null;
    const una = async (imagen: string): Promise<void> => {
      const bytes = await leer(imagen);
      if (bytes === null || !await enviar(imagen, bytes, datosPrimero, llenar)) return;
      p.estado.imagenEnviada(imagen, p.diario.horaAhora());
      detenidas.delete(imagen);
      tomadas.delete(imagen);
      p.avisos.cambio('transmision');
    };
    const tomar = (): string | undefined => p.estado.imagenesPendientes(IMAGENES_POR_CONSULTA + tomadas.size).find((i) => !tomadas.has(i.imagen))?.imagen;
    /** As many as the link carries now, which each part tells anew. Gives how many are on their way. */
    const llenar = (): number => {
      while (falla === null && enCurso.size < p.ritmo.simultaneas()) {
        const imagen = tomar();
        if (imagen === undefined) break;
        tomadas.add(imagen);
        const turno: Promise<void> = una(imagen).catch((error: unknown) => { falla ??= error; }).finally(() => enCurso.delete(turno));
        enCurso.add(turno);
      }
      return enCurso.size;
    };
    while (llenar() > 0) await Promise.race(enCurso);
    if (falla !== null) throw falla instanceof Error ? falla : new Error('image not sent', { cause: falla });
  };

  return {
    enviarTodas,
    /** Parts that arrived since the start: a link that carries any of them is not down. */
    avances: (): number => avances,
    detenidas: (): readonly ImagenDetenida[] => [...detenidas].map(([imagen, codigo]) => ({ imagen, codigo })),
  };
};
