import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { crearAgrupador } from './agrupar.ts';
import { elegirGrupo } from './elegir-grupo.ts';

type Falso = Parameters<typeof elegirGrupo>[0][number] & { readonly n: number };
const lote = (n: number, estacion: string, mas: Partial<Falso> = {}): Falso =>
  ({ n, epoca: `e-${estacion}`, desde: n, hasta: n, hereda: undefined, certificado: { estacion, catd: 'C1', llave: '', desde: '', hasta: '' }, ...mas });
const numeros = (grupo: readonly Falso[]): number[] => grupo.map((l) => l.n);

test('those that wait while one is written share the next commit, and each is answered after it', async () => {
  const grupos: number[][] = [];
  const guardar = crearAgrupador<number, string>({
    elegir: (esperan) => esperan,
    guardar: (grupo) => {
      grupos.push([...grupo]);
      return Promise.resolve(grupo.map((n) => (n === 3 ? new AppError('lote_firma') : `guardado ${String(n)}`)));
    },
  });
  const respuestas = await Promise.allSettled([1, 2, 3, 4].map((n) => guardar(n)));
  expect(grupos).toEqual([[1, 2, 3, 4]]);
  expect(respuestas.map((r) => (r.status === 'fulfilled' ? r.value : (r.reason as AppError).codigo))).toEqual(['guardado 1', 'guardado 2', 'lote_firma', 'guardado 4']);
  expect(await guardar(5)).toBe('guardado 5');
});

test('a group that fails whole is tried one by one: nobody fails for another', async () => {
  const guardar = crearAgrupador<number, number>({
    elegir: (esperan) => esperan,
    guardar: (grupo) => (grupo.includes(2) ? Promise.reject(new Error('the disk said no')) : Promise.resolve([...grupo])),
  });
  const respuestas = await Promise.allSettled([1, 2, 3].map((n) => guardar(n)));
  expect(respuestas.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a station that floods waits its turn: the others go in the next group', () => {
  const inundan = Array.from({ length: 100 }, (_, i) => lote(i, 'C1-A'));
  expect(numeros(elegirGrupo([...inundan, lote(100, 'C2-A'), lote(101, 'C3-A')]))).toEqual([0, 100, 101]);
});

test('one of each epoca, and one that goes on from another epoca goes alone', () => {
  const hereda = { epoca: 'x', estacion: 'C1-A', hasta: 3, cabeza: '', solicita: '', confirma: '' };
  expect(numeros(elegirGrupo([lote(1, 'C1-A'), lote(2, 'C1-B', { epoca: 'e-C1-A' }), lote(3, 'C2-A', { hereda }), lote(4, 'C3-A')]))).toEqual([1]);
  expect(numeros(elegirGrupo([lote(3, 'C2-A', { hereda }), lote(4, 'C3-A')]))).toEqual([3]);
});

test('a group is a bounded piece of work, and the first always goes', () => {
  const grandes = Array.from({ length: 5 }, (_, i) => lote(i, `C${String(i)}-A`, { desde: 1, hasta: 900 }));
  expect(numeros(elegirGrupo(grandes))).toEqual([0, 1]);
  expect(elegirGrupo(Array.from({ length: 300 }, (_, i) => lote(i, `C${String(i)}-A`)))).toHaveLength(64);
  expect(numeros(elegirGrupo([lote(7, 'C1-A', { desde: 1, hasta: 5_000 })]))).toEqual([7]);
});
