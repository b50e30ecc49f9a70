import { AppError } from '#shared/errors/app-error.ts';

type Espera<T, R> = { readonly cosa: T; readonly bien: (r: R) => void; readonly mal: (error: unknown) => void };

/**
 * Lets those that wait share one commit. What arrives while a group is being written waits, and `elegir` says which of
 * those that wait (in order of arrival, never none) make the next group. `guardar` answers for each of them, with an
 * AppError for one that is refused; when it fails whole, each is tried by itself, so that nobody fails for another.
 * The answer to each comes after `guardar` ended: after its COMMIT.
 */
export const crearAgrupador = <T, R>(o: { readonly elegir: (esperan: readonly T[]) => readonly T[]; readonly guardar: (grupo: readonly T[]) => Promise<readonly (R | AppError)[]> }): ((cosa: T) => Promise<R>) => {
  let cola: Espera<T, R>[] = [];
  let trabaja = false;

  const atender = async (grupo: readonly Espera<T, R>[]): Promise<void> => {
    try {
      const respuestas = await o.guardar(grupo.map((e) => e.cosa));
      grupo.forEach((e, i) => {
        const r = respuestas[i]!;
        if (r instanceof AppError) e.mal(r);
        else e.bien(r);
      });
    } catch (error) {
      if (grupo.length === 1) grupo[0]!.mal(error);
      else for (const e of grupo) await atender([e]);
    }
  };
  const trabajar = async (): Promise<void> => {
    trabaja = true;
    while (cola.length > 0) {
      // Those whose proof ends in this same turn of the event loop go together.
      await new Promise(setImmediate);
      const elegidas = new Set(o.elegir(cola.map((e) => e.cosa)));
      const grupo = cola.filter((e) => elegidas.has(e.cosa));
      cola = cola.filter((e) => !elegidas.has(e.cosa));
      await atender(grupo);
    }
    trabaja = false;
  };
  return (cosa) => new Promise((bien, mal) => {
    cola.push({ cosa, bien, mal });
    if (!trabaja) void trabajar();
  });
};
