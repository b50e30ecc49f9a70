import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError, type Parametros } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';

/** What a process answers to an order. `codigo` is an error's code of the product; anything else that failed says its message. */
export type Respuesta = { readonly id: number } & ({ readonly valor: unknown } | { readonly codigo: string; readonly parametros: Parametros } | { readonly falla: string });
export type Orden = { readonly id: number; readonly orden: string; readonly datos: unknown };
/** What a process says without being asked. */
export type Aviso = { readonly aviso: string; readonly dato: string };

/** The process was killed, or ended, before it answered. */
export class HijoMuerto extends Error {}

export type Hijo = {
  readonly pid: number;
  readonly vivo: () => boolean;
  /** Resolves with what the process answers. Rejects with its AppError, with HijoMuerto, or with what broke in it. */
  readonly pedir: (orden: string, datos?: unknown) => Promise<unknown>;
  /** SIGKILL now; resolves when the system says that it is gone. */
  readonly matar: () => Promise<void>;
  /** Called with what it says unasked. One listener. */
  alAvisar: (aviso: Aviso) => void;
};

const esAviso = (m: object): m is Aviso => 'aviso' in m;

/** Compiled sources: a process that is started hundreds of times starts in half the time. */
const COMPILADOS = fileURLToPath(new URL('../../out/compilados/', import.meta.url));

/** Starts a process of this folder (`estacion-hijo.ts`, `central-hijo.ts`) and speaks with it over its IPC channel. */
export const crearHijo = (archivo: string): Hijo => {
  const proceso = fork(fileURLToPath(new URL(archivo, import.meta.url)), [], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: COMPILADOS } });
  const esperan = new Map<number, { resolver: (v: unknown) => void; rechazar: (e: Error) => void }>();
  let siguiente = 1;
  let vivo = true;
  let errores = '';
  proceso.stderr?.on('data', (d: Buffer) => { errores = (errores + d.toString()).slice(-2_000); });
  const fin = new Promise<void>((resolve) => {
    proceso.once('exit', () => {
      vivo = false;
      for (const { rechazar } of esperan.values()) rechazar(new HijoMuerto(`${archivo} ended: ${errores}`));
      esperan.clear();
      resolve();
    });
  });
  // A write into the channel of a process that was just killed.
  proceso.on('error', () => undefined);
  const hijo: Hijo = {
    pid: proceso.pid ?? 0, vivo: () => vivo, alAvisar: () => undefined,
    pedir: (orden, datos = null) => new Promise((resolver, rechazar) => {
      if (!vivo) {
        rechazar(new HijoMuerto(archivo));
        return;
      }
      const id = siguiente++;
      esperan.set(id, { resolver, rechazar });
      proceso.send({ id, orden, datos } satisfies Orden, () => undefined);
    }),
    matar: async () => {
      proceso.kill('SIGKILL');
      await fin;
    },
  };
  proceso.on('message', (m: Respuesta | Aviso) => {
    if (esAviso(m)) {
      hijo.alAvisar(m);
      return;
    }
    const quien = esperan.get(m.id);
    esperan.delete(m.id);
    if ('valor' in m) quien?.resolver(m.valor);
    else quien?.rechazar('codigo' in m ? new AppError(m.codigo as CodigoError, m.parametros) : new Error(m.falla));
  });
  return hijo;
};

/** Processes of one kind: those that closed well are used again, since starting one costs more than the cycle. */
export const crearReserva = (archivo: string) => {
  const libres: Hijo[] = [];
  const todos = new Set<Hijo>();
  const nuevo = (): Hijo => {
    const hijo = crearHijo(archivo);
    todos.add(hijo);
    return hijo;
  };
  return {
    tomar: (): Hijo => {
      for (let hijo = libres.pop(); hijo !== undefined; hijo = libres.pop()) if (hijo.vivo()) return hijo;
      return nuevo();
    },
    /** Has one started beforehand. */
    prevenir: (): void => {
      if (libres.length === 0) libres.push(nuevo());
    },
    devolver: (hijo: Hijo): void => {
      hijo.alAvisar = () => undefined;
      libres.push(hijo);
    },
    cerrar: async (): Promise<void> => {
      for (const hijo of todos) if (hijo.vivo()) await hijo.matar();
    },
  };
};
export type Reserva = ReturnType<typeof crearReserva>;
