import type { Atiende, Escaneres, Fichas, Ids } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearBandeja } from './bandeja.ts';
import { crearListaEscaneres } from './lista-escaneres.ts';
import { crearDetenidas } from './detenidas.ts';
import type { PartesDigitalizacion } from './partes.ts';
import { crearProceso } from './proceso.ts';
import { crearResolverHoja } from './resolver-hoja.ts';
import { crearTandas } from './tandas.ts';

type Metodos = 'digitalizacion.bandeja' | 'digitalizacion.escanear' | 'digitalizacion.cancelar' | 'digitalizacion.atender' | 'digitalizacion.porIdentificar';
export type ServicioDigitalizacion = {
  readonly metodos: Atiende<Metodos>;
  /** Takes up what the last process left, and listens to the scanners. Called once, when the journal may be written. */
  readonly iniciar: () => void;
  /** Resolves when no sheet is under way. */
  readonly enReposo: () => Promise<void>;
  /** Stops the scanners and begins nothing more. Resolves when nothing is under way. */
  readonly detener: () => Promise<void>;
};

type Partes = PartesDigitalizacion & {
  readonly ids: Ids;
  readonly fichas: Fichas;
  readonly escaneres: Escaneres;
  /** Called when a sheet found the disk full. */
  readonly alDiscoLleno: () => void;
};

/** Scanning: starts the devices, stores and takes in what they give, shows what became of each sheet. */
export const crearServicioDigitalizacion = (p: Partes): ServicioDigitalizacion => {
  const resolver = crearResolverHoja(p);
  const proceso = crearProceso({ ...p, resolver });
  const corridas = crearTandas({ ...p, proceso });
  const bandeja = crearBandeja(p);
  const detenidas = crearDetenidas({ ...p, corridas });
  const lista = crearListaEscaneres({ escaneres: p.escaneres, corridas, tandas: p.tandas, pendientesDe: proceso.pendientesDe, avisos: p.avisos });

  return {
    iniciar: () => {
      corridas.cerrarInterrumpidas();
      proceso.reanudar();
      lista.vigilar();
    },
    enReposo: async () => {
      await corridas.enReposo();
      await proceso.enReposo();
    },
    detener: async () => {
      lista.detener();
      await corridas.detener();
      proceso.detener();
      await proceso.enReposo();
    },
    metodos: {
      'digitalizacion.bandeja': () => ({ escaneres: lista.filas(), detenidas: detenidas.lista(), imagenes: bandeja.filas(), pendientes: bandeja.pendientes() }),
      'digitalizacion.escanear': (entrada, ctx) => {
        const { id } = exigirPersona(ctx);
        const escaner = lista.escaner(entrada.escaner);
        if (escaner.hojas() === 0) throw new AppError('escaner_sin_papel');
        corridas.empezar(escaner, { actor: id, puesto: ctx.puesto });
        return {};
      },
      'digitalizacion.cancelar': ({ escaner }) => {
        corridas.cancelar(escaner);
        p.avisos.cambio('digitalizacion');
        return {};
      },
      'digitalizacion.atender': ({ tanda }, ctx) => {
        detenidas.atender(tanda, { actor: exigirPersona(ctx).id, puesto: ctx.puesto });
        p.avisos.cambio('digitalizacion');
        return {};
      },
      'digitalizacion.porIdentificar': bandeja.porIdentificar,
    },
  };
};
