import type { Atiende, Escaner, Fichas, Registro } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import { esDiscoLleno } from '#electron/db/open-database.ts';
import type { ContratoEstacion, ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { filaDeImagen, filaDeRechazo } from './bandeja.ts';
import { crearRecibirHoja, type Autor, type PartesDigitalizacion, type RecibirHoja } from './recibir-hoja.ts';

/** Rows of the tray on the screen: more than a stack of paper. */
const FILAS_BANDEJA = 100;

type Metodos = 'digitalizacion.bandeja' | 'digitalizacion.escanear' | 'digitalizacion.porIdentificar';
type Falla = Salida<ContratoEstacion, 'digitalizacion.bandeja'>['falla'];
export type ServicioDigitalizacion = {
  readonly metodos: Atiende<Metodos>;
  readonly recibir: RecibirHoja;
  /** Resolves when no sheet is under way. */
  readonly enReposo: () => Promise<void>;
  readonly detener: () => void;
};

type Partes = PartesDigitalizacion & {
  readonly fichas: Fichas;
  readonly escaner: Escaner;
  readonly registro: Registro;
  /** Called when a sheet found the disk full. */
  readonly alDiscoLleno: () => void;
};

const SISTEMA: Autor = { actor: 'sistema', puesto: 'sistema' };

const fallaDe = (error: unknown): NonNullable<Falla> => {
  if (error instanceof AppError) return { codigo: error.codigo, parametros: { ...error.parametros } };
  return { codigo: esDiscoLleno(error) ? 'disco_lleno' : 'interno', parametros: {} };
};

/** Scanning: starts the device, takes in what it gives, shows what became of each sheet. */
export const crearServicioDigitalizacion = (p: Partes): ServicioDigitalizacion => {
  const recibir = crearRecibirHoja(p);
  let trabajo: Promise<void> | null = null;
  let falla: Falla = null;
  /** Sheets came by themselves while it was working. */
  let llegaron = false;

  const correr = async (autor: Autor): Promise<void> => {
    try {
      await p.escaner.escanear(async (hoja) => {
        await recibir(hoja, autor);
        p.avisos.cambio('digitalizacion', 'captura');
      });
    } catch (error) {
      falla = fallaDe(error);
      if (esDiscoLleno(error)) p.alDiscoLleno();
      p.registro.error('the scan stopped', { escaner: p.escaner.nombre, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };

  const empezar = (autor: Autor): void => {
    falla = null;
    llegaron = false;
    trabajo = correr(autor).finally(() => {
      trabajo = null;
      if (llegaron && falla === null) empezar(SISTEMA);
      p.avisos.cambio('digitalizacion');
    });
    p.avisos.cambio('digitalizacion');
  };

  const dejarDeVigilar = p.escaner.vigilar?.(() => {
    if (trabajo !== null) llegaron = true;
    else empezar(SISTEMA);
  });

  const filas = (): ImagenBandeja[] =>
    [...p.imagenes.recientes(FILAS_BANDEJA).map((i) => filaDeImagen(i, p.actas, p.fichas)), ...p.imagenes.rechazos(FILAS_BANDEJA).map(filaDeRechazo)]
      .sort((a, b) => b.hora.localeCompare(a.hora))
      .slice(0, FILAS_BANDEJA);

  return {
    recibir,
    enReposo: async () => { while (trabajo !== null) await trabajo; },
    detener: () => dejarDeVigilar?.(),
    metodos: {
      'digitalizacion.bandeja': () => ({ escaneando: trabajo !== null, hojasEnCharola: p.escaner.hojas(), fuente: p.escaner.nombre, imagenes: filas(), falla }),
      'digitalizacion.escanear': (_, ctx) => {
        const { id } = exigirPersona(ctx);
        if (trabajo !== null) throw new AppError('escaner_ocupado');
        if (p.escaner.hojas() === 0) throw new AppError('escaner_sin_papel');
        empezar({ actor: id, puesto: ctx.puesto });
        return {};
      },
      'digitalizacion.porIdentificar': () => p.imagenes.porIdentificar().map((i) => filaDeImagen(i, p.actas, p.fichas)),
    },
  };
};
