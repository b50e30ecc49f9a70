import type { Diario, Memoria } from './puertos.ts';

/** Steps that share one commit at most: some milliseconds in which nobody else is heard. */
const MAXIMO = 32;

type Turno = {
  readonly correr: () => unknown;
  /** Whether it may share its commit with others. Such a one waits for nothing. */
  readonly agrupable: boolean;
  readonly resolver: (valor: unknown) => void;
  readonly rechazar: (error: unknown) => void;
};

export type Fila = {
  /** Runs `correr` in its turn; resolves once what it wrote is on disk. */
  readonly enFila: (correr: () => unknown, agrupable: boolean) => Promise<unknown>;
  /** As `enFila`, for the station's own steps: they share the commit of whoever waits. */
  readonly enGrupo: <T>(paso: () => T) => Promise<T>;
  /** What must go back with a group that cannot be committed. */
  readonly recordar: (...memorias: readonly Memoria[]) => void;
};

/** Lets in all that has already arrived: each call comes in a turn of the event loop of its own. */
const losQueLlegaron = (): Promise<void> => new Promise((resolver) => void setImmediate(resolver));

/** Runs the step, and gives how to answer it once what it wrote is on disk. */
const intentar = ({ correr, resolver, rechazar }: Turno): (() => void) => {
  try {
    const valor = correr();
    return () => { resolver(valor); };
  } catch (error) {
    return () => { rechazar(error); };
  }
};

/**
 * Runs what it is given one at a time, in order of arrival. Steps that wait together share one commit, and nobody is
 * answered before it: a room of twelve waits for one write to the disk, not for twelve. If that write fails, every one of
 * them fails, and the memory goes back to what the disk holds.
 */
export const crearFila = (diario: Pick<Diario, 'agrupar'>): Fila => {
  const memorias: Memoria[] = [];
  const cola: Turno[] = [];
  let atendiendo = false;

  const juntos = (turnos: readonly Turno[]): void => {
    const fotos = memorias.map((m) => m.foto());
    const deshacer = (): void => { for (const poner of fotos) poner(); };
    let respuestas: (() => void)[] = [];
    try {
      diario.agrupar(() => { respuestas = turnos.map(intentar); }, deshacer);
    } catch (error) {
      deshacer();
      respuestas = turnos.map(({ rechazar }) => () => { rechazar(error); });
    }
    for (const responder of respuestas) responder();
  };

  const solo = async ({ correr, resolver, rechazar }: Turno): Promise<void> => {
    try {
      resolver(await correr());
    } catch (error) {
      rechazar(error);
    }
  };

  /** The steps at the head of the queue, up to the first command that goes alone. */
  const tomarJuntos = (): Turno[] => {
    const fin = cola.findIndex((t) => !t.agrupable);
    return cola.splice(0, Math.min(MAXIMO, fin === -1 ? cola.length : fin));
  };

  const atender = async (): Promise<void> => {
    while (cola.length > 0) {
      if (cola[0]?.agrupable === true) {
        await losQueLlegaron();
        juntos(tomarJuntos());
      } else await solo(cola.shift()!);
    }
    atendiendo = false;
  };

  const enFila: Fila['enFila'] = (correr, agrupable) => new Promise((resolver, rechazar) => {
    cola.push({ correr, agrupable, resolver, rechazar });
    if (atendiendo) return;
    atendiendo = true;
    void atender();
  });

  return { enFila, enGrupo: <T>(paso: () => T) => enFila(paso, true) as Promise<T>, recordar: (...nuevas) => void memorias.push(...nuevas) };
};
