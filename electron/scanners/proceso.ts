import { spawn, type ChildProcess } from 'node:child_process';

const POSIX = process.platform !== 'win32';
/** A program that was asked to stop has this long to let go of its device. */
const GRACIA_MS = 5_000;
/** Pipes that a grandchild keeps open are not waited for longer than this. */
const ESPERA_TUBERIAS_MS = 1_000;
/** Of what it says on stderr, the end is kept: that is where programs say why they stopped. */
const MAXIMO_ERRORES = 16_384;
/** The longest list of options of any device is some tens of kilobytes. */
const MAXIMO_SALIDA = 1_048_576;

export type PedidoProceso = {
  readonly programa: string;
  readonly argumentos: readonly string[];
  /** Where it runs; this process's own folder when left out. */
  readonly carpeta?: string;
  /** Added to this process's own. */
  readonly entorno?: Readonly<Record<string, string>>;
  /** Milliseconds without `avanza()` after which it is stopped. */
  readonly limiteMs: number;
  readonly cancelar?: AbortSignal | undefined;
  readonly alSalida?: (datos: Buffer) => void;
  readonly alError?: (texto: string) => void;
};

/** How a program ended. `ausente`: it could not be started at all. */
export type FinProceso = {
  readonly codigo: number | null;
  readonly senal: NodeJS.Signals | null;
  readonly motivo: 'fin' | 'detenido' | 'agotado' | 'ausente' | 'sin_permiso';
  /** The end of its stderr. */
  readonly errores: string;
};

export type Proceso = {
  readonly escribir: (texto: string) => void;
  /** It did something: the time limit starts anew, or with this many milliseconds from now on. */
  readonly avanza: (limiteMs?: number) => void;
  /** Asks it to stop, and kills it if it does not. */
  readonly detener: () => void;
  readonly fin: Promise<FinProceso>;
};

/** The program and all that it started: a script's children must not outlive it and hold the device. */
const senalar = (hijo: ChildProcess, senal: NodeJS.Signals): void => {
  if (hijo.pid === undefined) return;
  try {
    if (POSIX) process.kill(-hijo.pid, senal);
    else hijo.kill(senal);
  } catch {
    // It has ended meanwhile.
  }
};

/** Starts an external program without a shell. Never rejects: how it ended, or that it is not there, is in `fin`. */
export const abrirProceso = (p: PedidoProceso): Proceso => {
  const hijo = spawn(p.programa, [...p.argumentos], { cwd: p.carpeta, env: { ...process.env, ...p.entorno }, stdio: ['pipe', 'pipe', 'pipe'], detached: POSIX, windowsHide: true });
  let motivo: FinProceso['motivo'] = 'fin';
  let errores = '';
  let muerte: NodeJS.Timeout | null = null;
  let limite: NodeJS.Timeout | null = null;

  const parar = (porque: 'detenido' | 'agotado'): void => {
    if (motivo !== 'fin') return;
    motivo = porque;
    if (limite) clearTimeout(limite);
    senalar(hijo, 'SIGINT');
    muerte = setTimeout(() => senalar(hijo, 'SIGKILL'), GRACIA_MS);
  };
  let limiteMs = p.limiteMs;
  const avanza = (nuevo = limiteMs): void => {
    limiteMs = nuevo;
    if (limite) clearTimeout(limite);
    if (motivo === 'fin') limite = setTimeout(() => parar('agotado'), limiteMs);
  };

  // A station that ends must not leave a program behind that holds the device.
  const alTerminar = (): void => senalar(hijo, 'SIGKILL');
  process.once('exit', alTerminar);
  const alCancelar = (): void => parar('detenido');
  if (p.cancelar?.aborted) alCancelar();
  p.cancelar?.addEventListener('abort', alCancelar);
  hijo.stdin.on('error', () => undefined);
  hijo.stdout.on('data', (datos: Buffer) => p.alSalida?.(datos));
  hijo.stderr.setEncoding('utf8').on('data', (texto: string) => {
    errores = (errores + texto).slice(-MAXIMO_ERRORES);
    p.alError?.(texto);
  });
  avanza();

  const fin = new Promise<FinProceso>((resolve) => {
    let codigo: number | null = null;
    let senal: NodeJS.Signals | null = null;
    const terminar = (): void => {
      for (const reloj of [limite, muerte]) if (reloj) clearTimeout(reloj);
      p.cancelar?.removeEventListener('abort', alCancelar);
      process.removeListener('exit', alTerminar);
      resolve({ codigo, senal, motivo, errores });
    };
    hijo.on('error', (error: NodeJS.ErrnoException) => {
      if (hijo.pid !== undefined) return;
      motivo = error.code === 'EACCES' || error.code === 'EPERM' ? 'sin_permiso' : 'ausente';
      terminar();
    });
    hijo.on('exit', (c, s) => {
      [codigo, senal] = [c, s];
      setTimeout(() => {
        senalar(hijo, 'SIGKILL');
        hijo.stdout.destroy();
        hijo.stderr.destroy();
      }, ESPERA_TUBERIAS_MS).unref();
    });
    hijo.on('close', terminar);
  });
  return { escribir: (texto) => void hijo.stdin.write(texto), avanza, detener: () => parar('detenido'), fin };
};

/** Runs a short program to its end and gives what it printed. */
export const leerPrograma = async (p: Omit<PedidoProceso, 'alSalida' | 'alError'>): Promise<FinProceso & { readonly salida: string }> => {
  const partes: Buffer[] = [];
  let bytes = 0;
  const proceso = abrirProceso({
    ...p,
    alSalida: (datos) => {
      bytes += datos.length;
      if (bytes <= MAXIMO_SALIDA) partes.push(datos);
      else proceso.detener();
    },
  });
  const fin = await proceso.fin;
  return { ...fin, salida: Buffer.concat(partes).toString('utf8') };
};
