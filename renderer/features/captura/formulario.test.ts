import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAXIMO_VALOR } from '#shared/domain/valor.ts';
import { escritoEn, formularioNuevo, irACampo, teclear, valoresDe, type Efecto, type Formulario } from './formulario.ts';

const CAMPOS = [{ clave: 'A' }, { clave: 'B' }, { clave: 'C' }];
const nuevo = (): Formulario => formularioNuevo(CAMPOS);
const escribir = (f: Formulario, teclas: readonly string[]): { f: Formulario; efecto: Efecto } => {
  let efecto: Efecto = 'ninguno';
  for (const tecla of teclas) {
    const r = teclear(f, tecla);
    f = r.formulario;
    efecto = r.efecto;
  }
  return { f, efecto };
};
const tras = (...teclas: string[]): Formulario => escribir(nuevo(), teclas).f;

describe('digits', () => {
  test('are appended and leading zeros of the boxes mean nothing', () => {
    expect(valoresDe(tras('0', '2', '2', 'Enter', '0', '0', '0', 'Enter', '1'))).toEqual({ A: 22, B: 0, C: 1 });
  });
  test('a seventh digit is refused', () => {
    expect(escritoEn(tras('1', '2', '3', '4', '5', '6', '7'), 'A')).toBe('123456');
  });
  test('replace what was there when the person comes back to the field', () => {
    expect(escritoEn(tras('5', 'Enter', '9', 'ArrowUp', '7', '1'), 'A')).toBe('71');
  });
  test('replace a mark', () => {
    expect(escritoEn(tras('/', '3'), 'A')).toBe('3');
  });
});

describe('marks', () => {
  test('/ is Ilegible and * is Sin dato, whatever was typed', () => {
    expect(valoresDe(tras('4', '/', 'Enter', '*', 'Enter', '0'))).toEqual({ A: 'ilegible', B: 'sin_dato', C: 0 });
  });
});

test('Backspace clears the whole field, marks too', () => {
  expect(escritoEn(tras('1', '2', '3', 'Backspace'), 'A')).toBe('');
  expect(escritoEn(tras('/', 'Backspace'), 'A')).toBe('');
});

describe('Enter', () => {
  test('goes to the next field', () => {
    expect(tras('1', 'Enter').foco).toBe(1);
  });
  test('does not leave an empty field, and names it', () => {
    const f = tras('Enter');
    expect(f).toMatchObject({ foco: 0, falta: 'A' });
    expect(teclear(f, '8').formulario.falta).toBeNull();
  });
  test('on the last field saves', () => {
    expect(escribir(nuevo(), ['1', 'Enter', '2', 'Enter', '3', 'Enter']).efecto).toBe('guardar');
  });
  test('on the last field goes back to the one that was skipped instead of saving', () => {
    const { f, efecto } = escribir(nuevo(), ['1', 'Enter', 'ArrowDown', '3', 'Enter']);
    expect(efecto).toBe('ninguno');
    expect(f).toMatchObject({ foco: 1, falta: 'B' });
    expect(valoresDe(f)).toBeNull();
  });
});

test('arrows stay inside the form', () => {
  expect(tras('ArrowUp').foco).toBe(0);
  expect(tras('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown').foco).toBe(2);
  expect(irACampo(nuevo(), 99).foco).toBe(2);
});

test('Escape asks to release and changes nothing', () => {
  const f = tras('4', '2');
  expect(teclear(f, 'Escape')).toEqual({ formulario: f, efecto: 'soltar', atendida: true });
});

test('letters and Tab are not of the form', () => {
  for (const tecla of ['a', 'G', 'Tab', '+', 'F8', '-', '.', ',']) expect(teclear(nuevo(), tecla)).toMatchObject({ atendida: false, efecto: 'ninguno' });
});

test('property: whatever is pressed, a saved form is complete and every value is one that the acta may hold', () => {
  const tecla = fc.constantFrom('0', '1', '5', '9', '/', '*', 'Enter', 'Enter', 'ArrowUp', 'ArrowDown', 'Backspace', 'x', 'Home', 'End');
  fc.assert(
    fc.property(fc.array(tecla, { maxLength: 60 }), (teclas) => {
      let f = nuevo();
      for (const t of teclas) {
        const r = teclear(f, t);
        f = r.formulario;
        const valores = valoresDe(f);
        if (r.efecto === 'guardar') expect(valores).not.toBeNull();
        for (const v of Object.values(valores ?? {})) expect(v === 'ilegible' || v === 'sin_dato' || (Number.isInteger(v) && Number(v) >= 0 && Number(v) <= MAXIMO_VALOR)).toBe(true);
      }
    }),
  );
});
