import { setTimeout as esperar } from 'node:timers/promises';
import type { Transporte } from '#shared/api/metodo.ts';
import type { Result } from '#shared/errors/result.ts';
import type { AbrirEstacion } from './estacion-hijo.ts';
import { HijoMuerto, type Hijo, type Reserva } from './hijo.ts';
import type { Mesa } from './sala.ts';

/** Kills at a call: the process goes `ms` after call number `llamada` was sent, whatever it was doing by then. */
export type Muerte = { readonly llamada: number; readonly ms: number };

const INALCANZABLE: Result<unknown> = { ok: false, error: { codigo: 'estacion_inalcanzable', parametros: {} } };

/** A station in its own process, as the room and the power see it. */
export const crearEstacionViva = (reserva: Reserva, inicial: AbrirEstacion, alSoltarHoja: (fuente: string) => void) => {
  let hijo: Hijo | null = null;
  let opciones = inicial;
  let llamadas = 0;
  let muertes: Muerte[] = [];
  let muerta = Promise.resolve();
  let reservaTarde = false;

  const vivo = (): Hijo => {
    if (hijo?.vivo() !== true) throw new HijoMuerto('the station is not open');
    return hijo;
  };
  const matar = async (): Promise<void> => {
    const victima = hijo;
    hijo = null;
    reserva.prevenir();
    await victima?.matar();
  };
  const contar = (): void => {
    llamadas += 1;
    const [siguiente] = muertes;
    if (siguiente === undefined || llamadas < siguiente.llamada) return;
    muertes.shift();
    // With those before it: the one who is killed by the first may still be going when the second finds nobody.
    muerta = Promise.all([muerta, esperar(siguiente.ms).then(matar)]).then(() => undefined);
  };
  /** What a person gets when the machine goes off under them. */
  const despachar: Transporte = async (llamada) => {
    if (hijo?.vivo() !== true) return INALCANZABLE;
    try {
      contar();
      return await hijo.pedir('llamar', llamada) as Result<unknown>;
    } catch (error) {
      if (error instanceof HijoMuerto) return INALCANZABLE;
      throw error;
    }
  };
  /** The same for what is not a call. */
  const pedir = async (orden: string, datos?: unknown): Promise<unknown> => {
    const r = await Promise.resolve().then(() => vivo().pedir(orden, datos)).catch((error: unknown) => {
      if (error instanceof HijoMuerto) return INALCANZABLE;
      throw error;
    });
    return r;
  };

  /** Empty when there is none to ask: the call that follows says so. */
  const escaner = async (): Promise<string> => {
    const id = await pedir('escaner');
    return typeof id === 'string' ? id : '';
  };

  return {
    mesa: { despachar, cargar: (hojas) => pedir('cargar', hojas), escaner, enReposo: () => pedir('reposo') } satisfies Mesa,
    /** Opens its folder, in a process that was waiting or a new one. Throws the AppError that the station says. */
    abrir: async (cambios: Partial<AbrirEstacion> = {}): Promise<void> => {
      await muerta;
      opciones = { ...opciones, ...cambios };
      hijo = reserva.tomar();
      hijo.alAvisar = ({ aviso, dato }) => { 
        if (aviso === 'hoja') alSoltarHoja(dato);
        else if (aviso === 'reserva_tarde') reservaTarde = true;
      };
      try {
        await hijo.pedir('abrir', opciones);
      } catch (error) {
        if (hijo.vivo()) reserva.devolver(hijo);
        hijo = null;
        throw error;
      }
    },
    /** Kills it in the middle of its opening. */
    abrirYMatar: async (ms: number): Promise<void> => {
      await muerta;
      hijo = reserva.tomar();
      const abriendo = hijo.pedir('abrir', opciones).catch(() => undefined);
      await esperar(ms);
      await matar();
      await abriendo;
    },
    /** From now on it dies at these calls, counted from here. */
    condenar: (nuevas: readonly Muerte[]): void => {
      llamadas = 0;
      muertes = [...nuevas];
    },
    pedir: (orden: string, datos?: unknown): Promise<unknown> => vivo().pedir(orden, datos),
    matar,
    /** It stands still from now on, answers nothing and writes nothing; only `matar` ends that. */
    congelar: (): void => void process.kill(vivo().pid, 'SIGSTOP'),
    /** Waits for a death that was on its way. */
    asentar: () => muerta,
    /** Whether it ever told people that something was done before its standby had it. */
    reservaTarde: (): boolean => reservaTarde,
    abierta: (): boolean => hijo?.vivo() === true,
    cerrar: async (): Promise<void> => {
      muertes = [];
      await muerta;
      if (hijo?.vivo() !== true) return;
      const cerrada = hijo;
      hijo = null;
      await cerrada.pedir('cerrar');
      reserva.devolver(cerrada);
    },
  };
};
export type EstacionViva = ReturnType<typeof crearEstacionViva>;
