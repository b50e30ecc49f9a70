import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { espera, esperaTras } from './espera.ts';

const ocupado = (segundos: number): AppError => new AppError('central_ocupado', { segundos });

test('a central that asks to wait is not asked before, and those that it put off come back spread', () => {
  expect(esperaTras(ocupado(30), 1, 0)).toBe(30_000);
  expect(esperaTras(ocupado(30), 1, 0.5)).toBe(37_500);
  expect(esperaTras(ocupado(30), 1, 0.999)).toBeLessThan(45_000);
});

test('it never makes a station come sooner than its own patience says', () => {
  expect(esperaTras(ocupado(1), 6, 0)).toBe(espera(6, 0));
  expect(esperaTras(new AppError('central_inalcanzable', { detalle: '' }), 3, 0.2)).toBe(espera(3, 0.2));
});
