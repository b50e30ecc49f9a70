import path from 'node:path';
import type { Estacion } from '#electron/station/crear-estacion.ts';
import { prepararEstacion, type Preparacion } from '#electron/station/preparar.ts';
import type { Registro, Reloj } from '#electron/station/puertos.ts';
import type { Herencia } from '#shared/domain/eventos.ts';
import type { UsuarioPaquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** A room's server, its standby and the relief, as the host has them: a drill uses those and no others. */
export type SalaReal = {
  /** Opens the station to its room on a port of loopback; 0 takes a free one. */
  readonly abrir: (p: { readonly estacion: Estacion; readonly carpeta: string; readonly puerto: number; readonly registro: Registro }) => Promise<{ readonly puerto: number; readonly cerrar: () => Promise<void> }>;
  /** Follows the main station until `alto`. */
  readonly seguir: (p: { readonly carpeta: string; readonly principal: string; readonly alto: AbortSignal }) => Promise<void>;
  /** What `acopio estacion relevar` does, with the PINs of both. */
  readonly relevar: (p: { readonly carpeta: string; readonly coordinador: string; readonly supervisor: string; readonly pines: readonly [string, string]; readonly reloj: Reloj }) => Promise<Herencia>;
};

/** How the relief of a drill went. */
export type RelevoHecho = {
  /** Who was relieved and by whom. */
  readonly de: string;
  readonly por: string;
  /** First place that the standby wrote. */
  readonly desde: number;
  /** What the main station wrote for itself and the standby had not yet: no step of a person among them. */
  readonly sinCopiar: number;
  /** Real time from the death of the main station until the standby was open for the room. */
  readonly ms: number;
};

export type ReservaSimulada = {
  /** The station was closed and opened again: its room is too. */
  readonly reabrir: (cerrarYAbrir: () => Promise<Estacion>) => Promise<Estacion>;
  /** The main station dies as it is and the standby goes on. */
  readonly relevar: (principal: Estacion, abrir: (carpeta: string) => Promise<Estacion>) => Promise<{ readonly estacion: Estacion; readonly relevo: RelevoHecho }>;
  readonly cerrar: () => Promise<void>;
};

/** A standby that does not catch up in this time is a fault of the drill. */
const PLAZO_MS = 60_000;

/** Until a standby has all that was told to a person, as the screen of the main station says. */
const alCorriente = async (principal: Estacion): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    const plazo = setTimeout(() => { terminar(() => { reject(new Error('the standby does not catch up')); }); }, PLAZO_MS);
    const dejar = principal.alCambiar(() => { mirar(); });
    const terminar = (hacer: () => void): void => {
      clearTimeout(plazo);
      dejar();
      hacer();
    };
    const mirar = (): void => {
      if (principal.replica.estado().some((r) => r.alCorriente)) terminar(resolve);
    };
    mirar();
  });
};

const pinDe = (usuarios: readonly UsuarioPaquete[], rol: 'coordinador' | 'supervisor'): { readonly id: string; readonly pin: string } => {
  const usuario = usuarios.find((u) => u.roles.includes(rol));
  if (usuario?.pinDemo === undefined) throw new AppError('opcion_invalida', { opcion: '--relevo', detalle: `no hay nadie con la función de ${rol}` });
  return { id: usuario.id, pin: usuario.pinDemo };
};

type Partes = {
  readonly sala: SalaReal;
  readonly preparacion: Omit<Preparacion, 'reserva'>;
  readonly principal: Estacion;
  readonly usuarios: readonly UsuarioPaquete[];
  readonly registro: Registro;
};

/** Prepares a standby beside the main station of a drill and has it follow. */
export const ponerReserva = async ({ sala, preparacion, principal, usuarios, registro }: Partes): Promise<ReservaSimulada> => {
  const { carpeta, reloj, estacion: por } = preparacion;
  await prepararEstacion({ ...preparacion, reserva: true });
  const abrirSala = (estacion: Estacion, puerto: number) => sala.abrir({ estacion, carpeta: estacion.carpeta, puerto, registro });
  let servidor = await abrirSala(principal, 0);
  const alto = new AbortController();
  const siguiendo = sala.seguir({ carpeta, principal: `https://127.0.0.1:${String(servidor.puerto)}`, alto: alto.signal });
  // Told where it is waited for; until then nobody must be surprised by it.
  siguiendo.catch(() => undefined);
  const cerrar = async (): Promise<void> => {
    await servidor.cerrar();
    alto.abort();
    await siguiendo;
  };

  return {
    cerrar,
    reabrir: async (cerrarYAbrir) => {
      const { puerto } = servidor;
      await servidor.cerrar();
      const estacion = await cerrarYAbrir();
      servidor = await abrirSala(estacion, puerto);
      return estacion;
    },
    relevar: async (viva, abrir) => {
      await Promise.race([alCorriente(viva), siguiendo]);
      const inicio = performance.now();
      await servidor.cerrar();
      const { seq } = viva.bitacora.cabeza();
      await viva.cerrar();
      alto.abort();
      await siguiendo;
      const [coordinador, supervisor] = [pinDe(usuarios, 'coordinador'), pinDe(usuarios, 'supervisor')];
      const hereda = await sala.relevar({ carpeta, coordinador: coordinador.id, supervisor: supervisor.id, pines: [coordinador.pin, supervisor.pin], reloj });
      const estacion = await abrir(carpeta);
      return { estacion, relevo: { de: hereda.estacion, por, desde: hereda.hasta + 1, sinCopiar: Math.max(0, seq - hereda.hasta), ms: performance.now() - inicio } };
    },
  };
};

/** Where the standby of a station of the drill lies. */
export const carpetaDeReserva = (salida: string, catd: string): string => path.join(salida, 'estaciones', `${catd}-reserva`);
