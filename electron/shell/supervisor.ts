import { PARTES, type Parte } from '#shared/api/contrato-estacion.ts';
import type { LecturaCodigo } from '#shared/api/puente.ts';
import type { Parametros } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import { conectarPuerto, fallaDeCamino, type EstacionServida, type PuertoMensajes } from '#electron/host/transporte-puerto.ts';
import { esperaDeReinicio, MAXIMO_REINICIOS } from './politicas.ts';

/** Why the services do not start: an error of the catalogue, with its message for the person. */
export type FallaDeArranque = { readonly codigo: CodigoError; readonly parametros: Parametros };
/** What the services' process says. */
export type AvisoDeProceso = { readonly clase: 'listo' } | ({ readonly clase: 'fallo' } & FallaDeArranque);

/** A running process of services, as its supervisor sees it. */
export type Proceso = {
  readonly puerto: PuertoMensajes;
  readonly alAvisar: (oir: (aviso: AvisoDeProceso) => void) => void;
  readonly alTerminar: (oir: () => void) => void;
  /** Asks it to finish its work and end; resolves when it has ended. */
  readonly cerrar: () => Promise<void>;
};

export type PuertosSupervisor = {
  readonly lanzar: () => Proceso;
  readonly esperar: (ms: number) => Promise<void>;
  readonly ahora: () => number;
  /** Called once, when starting again is no use. */
  readonly alRendirse: (falla: FallaDeArranque) => void;
};

/** A process that worked this long was healthy: its end does not count with the earlier ones. */
const SANO_MS = 60_000;

/**
 * Keeps the services' process alive: starts it again with a growing wait when it ends, and meanwhile windows wait.
 * A failure that repeating cannot mend (database of a newer version, damaged, folder in use) is told and not repeated.
 */
export const crearSupervisor = ({ lanzar, esperar, ahora, alRendirse }: PuertosSupervisor): EstacionServida & { readonly cerrar: () => Promise<void> } => {
  const oyentes = new Set<(partes: readonly Parte[]) => void>();
  const avisar = (partes: readonly Parte[]): void => oyentes.forEach((oir) => oir(partes));
  const deLectura = new Set<(lectura: LecturaCodigo) => void>();
  let enEspera: ((estacion: EstacionServida | null) => void)[] = [];
  let actual: EstacionServida | null = null;
  let proceso: Proceso | null = null;
  let fallas = 0;
  let terminado = false;

  const entregar = (estacion: EstacionServida | null): void => {
    actual = estacion;
    const esperaban = enEspera;
    enEspera = [];
    for (const seguir of esperaban) seguir(estacion);
  };
  const sigue = (): boolean => !terminado;
  const rendirse = (falla: FallaDeArranque): void => {
    if (terminado) return;
    terminado = true;
    entregar(null);
    alRendirse(falla);
  };
  const reiniciar = async (vivio: number): Promise<void> => {
    actual = null;
    if (!sigue()) return;
    fallas = vivio > SANO_MS ? 1 : fallas + 1;
    if (fallas > MAXIMO_REINICIOS) {
      rendirse({ codigo: 'interno', parametros: { traza: 'servicios' } });
      return;
    }
    await esperar(esperaDeReinicio(fallas));
    if (sigue()) iniciar();
  };
  const iniciar = (): void => {
    const inicio = ahora();
    const nuevo = lanzar();
    const remota = conectarPuerto(nuevo.puerto);
    proceso = nuevo;
    remota.alCambiar(avisar);
    remota.alLeer?.((lectura) => deLectura.forEach((oir) => oir(lectura)));
    nuevo.alAvisar((aviso) => {
      if (aviso.clase === 'fallo') {
        rendirse({ codigo: aviso.codigo, parametros: aviso.parametros });
        return;
      }
      entregar(remota);
      if (fallas > 0) avisar(PARTES);
    });
    nuevo.alTerminar(() => void reiniciar(ahora() - inicio));
  };
  iniciar();

  return {
    despachar: async (llamada) => {
      const estacion = actual ?? (terminado ? null : await new Promise<EstacionServida | null>((seguir) => enEspera.push(seguir)));
      return estacion ? estacion.despachar(llamada) : fallaDeCamino();
    },
    alCambiar: (oir) => {
      oyentes.add(oir);
      return () => oyentes.delete(oir);
    },
    alLeer: (oir) => {
      deLectura.add(oir);
      return () => deLectura.delete(oir);
    },
    cerrar: async () => {
      terminado = true;
      await proceso?.cerrar();
      entregar(null);
    },
  };
};
