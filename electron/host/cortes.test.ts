import { expect, test } from 'vitest';
import type { Retraso } from '#central/estado.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { cortarCada } from './cortes.ts';

const SIN_RETRASO: Retraso = { actas: 0, desde: null, ms: 0, alarma: false };
const RETRASO: Retraso = { actas: 7, desde: '2027-06-06T21:00:00-06:00', ms: 25 * 60_000, alarma: true };

test('whoever looks after the central is told that cuts fail or that what came in waits, once, and that it is over', async () => {
  const dicho: string[] = [];
  const pasos: { falla?: Error; retraso: Retraso }[] = [
    { retraso: SIN_RETRASO }, { falla: new Error('ENOSPC: no space left on device'), retraso: SIN_RETRASO }, { falla: new Error('ENOSPC: no space left on device'), retraso: SIN_RETRASO },
    { falla: new Error('ENOSPC: no space left on device'), retraso: RETRASO }, { retraso: SIN_RETRASO }, { falla: new AppError('corte_antes_de_inicio', { inicio: '' }), retraso: SIN_RETRASO },
  ];
  let n = -1;
  let fin = (): void => undefined;
  const todos = new Promise<void>((listo) => { fin = listo; });
  const detener = cortarCada({
    ms: 1, registro: { info: () => undefined, error: () => undefined }, decir: (texto) => void dicho.push(texto),
    central: {
      corte: () => {
        n = Math.min(n + 1, pasos.length - 1);
        return Promise.reject(pasos[n]!.falla ?? new AppError('corte_antes_de_inicio', { inicio: '' }));
      },
      vigilar: () => {
        if (n === pasos.length - 1) fin();
        return Promise.resolve(pasos[n]!.retraso);
      },
    },
  });
  await todos;
  await detener();
  expect(dicho).toEqual([
    'No se publicó el corte: Error: ENOSPC: no space left on device. Se intentará otra vez en el siguiente.',
    'No se publicó el corte: Error: ENOSPC: no space left on device. Se intentará otra vez en el siguiente. ALARMA: 7 actas recibidas no se han publicado; la más antigua espera desde hace 25 min.',
    'Los cortes se publican de nuevo.',
  ]);
});
