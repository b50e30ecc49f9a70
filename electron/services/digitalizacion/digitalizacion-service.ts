import type { Atiende, Escaner, Escaneres, Fichas, Registro } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import { esDiscoLleno } from '#electron/db/open-database.ts';
import type { EscanerBandeja, ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { filaDeImagen, filaDeRechazo } from './bandeja.ts';
import { crearRecibirHoja, type Autor, type PartesDigitalizacion, type RecibirHoja } from './recibir-hoja.ts';

/** Rows of the tray on the screen: more than a stack of paper. */
const FILAS_BANDEJA = 100;

type Metodos = 'digitalizacion.bandeja' | 'digitalizacion.escanear' | 'digitalizacion.cancelar' | 'digitalizacion.aceptar' | 'digitalizacion.porIdentificar';
type Falla = NonNullable<EscanerBandeja['tanda']>['falla'];
export type ServicioDigitalizacion = {
  readonly metodos: Atiende<Metodos>;
  readonly recibir: RecibirHoja;
  /** Resolves when no sheet is under way. */
  readonly enReposo: () => Promise<void>;
  readonly detener: () => void;
};

type Partes = PartesDigitalizacion & {
  readonly fichas: Fichas;
  readonly escaneres: Escaneres;
  readonly registro: Registro;
  /** Called when a sheet found the disk full. */
  readonly alDiscoLleno: () => void;
};

const SISTEMA: Autor = { actor: 'sistema', puesto: 'sistema' };

const fallaDe = (error: unknown): NonNullable<Falla> => {
  if (error instanceof AppError) return { codigo: error.codigo, parametros: { ...error.parametros } };
  return { codigo: esDiscoLleno(error) ? 'disco_lleno' : 'interno', parametros: {} };
};

/** One scanner at work. */
type Marcha = { trabajo: Promise<void> | null; falla: Falla; hora: string; recibidas: number; llegaron: boolean; alto: AbortController };

/** Scanning: starts the devices, takes in what they give, shows what became of each sheet. */
export const crearServicioDigitalizacion = (p: Partes): ServicioDigitalizacion => {
  const recibir = crearRecibirHoja(p);
  const marchas = new Map<string, Marcha>();
  const lista = (): readonly Escaner[] => p.escaneres.lista();

  const correr = async (escaner: Escaner, marcha: Marcha, autor: Autor): Promise<void> => {
    try {
      await escaner.escanear(async (hoja) => {
        await recibir(hoja, autor);
        marcha.recibidas += 1;
        p.avisos.cambio('digitalizacion', 'captura');
      }, marcha.alto.signal);
    } catch (error) {
      marcha.falla = fallaDe(error);
      if (esDiscoLleno(error)) p.alDiscoLleno();
      p.registro.error('the scan stopped', { escaner: escaner.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };

  const empezar = (escaner: Escaner, autor: Autor): void => {
    const marcha: Marcha = { trabajo: null, falla: null, hora: p.diario.horaAhora(), recibidas: 0, llegaron: false, alto: new AbortController() };
    marchas.set(escaner.id, marcha);
    marcha.trabajo = correr(escaner, marcha, autor).finally(() => {
      marcha.trabajo = null;
      if (marcha.llegaron && marcha.falla === null) empezar(escaner, SISTEMA);
      p.avisos.cambio('digitalizacion');
    });
    p.avisos.cambio('digitalizacion');
  };

  const callar = lista().map((escaner) => escaner.vigilar?.(() => {
    const marcha = marchas.get(escaner.id);
    if (marcha?.trabajo) marcha.llegaron = true;
    else empezar(escaner, SISTEMA);
  }));

  const filas = (): ImagenBandeja[] =>
    [...p.imagenes.recientes(FILAS_BANDEJA).map((i) => filaDeImagen(i, p.actas, p.fichas)), ...p.imagenes.rechazos(FILAS_BANDEJA).map(filaDeRechazo)]
      .sort((a, b) => b.hora.localeCompare(a.hora))
      .slice(0, FILAS_BANDEJA);

  const filaDeEscaner = (escaner: Escaner): EscanerBandeja => {
    const { id, nombre, tipo } = escaner;
    const marcha = marchas.get(id);
    const trabaja = marcha !== undefined && marcha.trabajo !== null;
    const estado = !trabaja ? 'libre' : marcha.alto.signal.aborted ? 'cancelando' : 'escaneando';
    const tanda = marcha ? { tanda: id, hora: marcha.hora, recibidas: marcha.recibidas, enProceso: 0, falla: marcha.falla, hojaPerdida: null, terminada: !trabaja } : null;
    return { id, nombre, tipo, estado, hojas: escaner.hojas(), tanda };
  };
  const escanerDe = (id: string): Escaner => {
    const escaner = lista().find((e) => e.id === id);
    if (!escaner) throw new AppError('escaner_desconocido', { escaner: id });
    return escaner;
  };

  return {
    recibir,
    enReposo: async () => {
      for (let t = [...marchas.values()].map((m) => m.trabajo).filter((x) => x !== null); t.length > 0; t = [...marchas.values()].map((m) => m.trabajo).filter((x) => x !== null)) await Promise.all(t);
    },
    detener: () => { for (const fn of callar) fn?.(); },
    metodos: {
      'digitalizacion.bandeja': () => ({ escaneres: lista().map(filaDeEscaner), imagenes: filas(), pendientes: { porRevisar: 0, porIdentificar: p.imagenes.contarPorIdentificar(), enProceso: 0 } }),
      'digitalizacion.escanear': (entrada, ctx) => {
        const { id } = exigirPersona(ctx);
        const escaner = escanerDe(entrada.escaner);
        if (marchas.get(escaner.id)?.trabajo) throw new AppError('escaner_ocupado');
        if (escaner.hojas() === 0) throw new AppError('escaner_sin_papel');
        empezar(escaner, { actor: id, puesto: ctx.puesto });
        return {};
      },
      'digitalizacion.cancelar': ({ escaner }) => {
        marchas.get(escanerDe(escaner).id)?.alto.abort();
        p.avisos.cambio('digitalizacion');
        return {};
      },
      'digitalizacion.aceptar': ({ imagen }) => { throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) }); },
      'digitalizacion.porIdentificar': () => p.imagenes.porIdentificar().map((i) => filaDeImagen(i, p.actas, p.fichas)),
    },
  };
};
