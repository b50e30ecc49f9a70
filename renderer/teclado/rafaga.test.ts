import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callar, juzgar, SIN_RAFAGA, type Juicio, type TeclaOprimida } from './rafaga.ts';

const ETIQUETA = 'ACP1.DEMO-2027.210001B0100GUB.0A1B2C3';
const QR = '21|01|GUB|0001|01|B|00|1';
type Paso = Partial<TeclaOprimida> & { readonly tecla: string };
/** Presses keys `cada` ms apart. */
const oprimir = (teclas: readonly (string | Paso)[], cada: number, enTexto = false): Juicio[] => {
  let rafaga = SIN_RAFAGA;
  return teclas.map((t, i) => {
    const j = juzgar(rafaga, { hora: i * cada, especial: false, enTexto, ...(typeof t === 'string' ? { tecla: t } : t) });
    rafaga = j.rafaga;
    return j;
  });
};
const leer = (codigo: string, fin: string, cada = 4, enTexto = false): Juicio[] => oprimir([...Array.from(codigo), fin], cada, enTexto);
const codigos = (juicios: readonly Juicio[]): (string | null)[] => juicios.flatMap((j) => (j.fin === null ? [] : [j.fin.tipo === 'codigo' ? j.fin.codigo : null]));

describe('a reader', () => {
  test.each([['Enter', ETIQUETA], ['Tab', QR]])('ended by %s gives its code, and that key is not the screen’s', (fin, codigo) => {
    const juicios = leer(codigo, fin);
    expect(codigos(juicios)).toEqual([codigo]);
    expect(juicios.at(-1)?.tragar).toBe(true);
    expect(juicios.filter((j) => j.empieza)).toHaveLength(1);
  });
  test('in a figure at most six of its digits, and three once there is a letter, are seen before it is known', () => {
    expect(leer('123456789012345', 'Enter').filter((j) => !j.tragar)).toHaveLength(6);
    expect(leer(ETIQUETA, 'Enter').filter((j) => !j.tragar)).toHaveLength(3);
  });
  test('in a text everything is shown as it comes, and the code is known at its Enter', () => {
    const juicios = leer(ETIQUETA, 'Enter', 4, true);
    expect(juicios.filter((j) => j.tragar)).toHaveLength(1);
    expect(codigos(juicios)).toEqual([ETIQUETA]);
  });
  test('Shift between its characters is part of it', () => {
    expect(codigos(oprimir([...Array.from(ETIQUETA).flatMap((c) => ['Shift', c]), 'Enter'], 14))).toEqual([ETIQUETA]);
  });
  test('cut without its Enter it is said, and the next key is the person’s', () => {
    const juicios = oprimir(Array.from(ETIQUETA), 4);
    const { rafaga } = juicios.at(-1)!;
    expect(callar(rafaga, rafaga.ultima + 10)).toBeNull();
    expect(callar(rafaga, rafaga.ultima + 100)).toMatchObject({ rafaga: SIN_RAFAGA, fin: { tipo: 'cortado' } });
    expect(juzgar(rafaga, { tecla: '7', hora: rafaga.ultima + 500, especial: false, enTexto: false })).toMatchObject({ tragar: false, empieza: true, fin: { tipo: 'cortado' } });
  });
  test('a short one is no code of ours, and fills nothing', () => {
    const juicios = leer('12345678', 'Enter');
    expect(codigos(juicios)).toEqual([null]);
    expect(juicios.at(-1)?.tragar).toBe(true);
  });
});

describe('a person', () => {
  test('types figures with Enter as fast as hands go: nothing is kept from the screen', () => {
    for (const cada of [31, 60, 120]) expect(oprimir([...Array.from('123456'), 'Enter', ...Array.from('7'), 'Enter', ...Array.from('999999'), 'Enter'], cada).some((j) => j.tragar || j.fin !== null)).toBe(false);
  });
  test('two keys that roll into each other are two keys', () => {
    expect(oprimir(['1', { tecla: '2', hora: 8 }, { tecla: 'Enter', hora: 20 }], 0).some((j) => j.tragar || j.fin !== null)).toBe(false);
  });
  test('a whole figure of six digits pasted by a machine at once is still a figure', () => {
    expect(oprimir([...Array.from('123456'), 'Enter'], 1).some((j) => j.tragar || j.fin !== null)).toBe(false);
  });
  test('shortcuts, arrows and keys held down begin again', () => {
    expect(oprimir([...Array.from('12345'), { tecla: 'l', especial: true }, ...Array.from('12345'), 'ArrowDown', ...Array.from('12345'), 'Enter'], 1).some((j) => j.tragar || j.fin !== null)).toBe(false);
  });
  test('words with spaces are a text, not a code', () => {
    expect(leer('casilla no instalada', 'Enter', 1, true).some((j) => j.tragar || j.fin !== null)).toBe(false);
  });
});

test('property: at 30 ms a key or slower nothing is ever kept from the screen, whatever is pressed', () => {
  const tecla = fc.constantFrom('0', '7', 'A', 'g', '/', '*', 'Enter', 'Tab', 'Shift', 'ArrowUp', 'Backspace', ' ');
  fc.assert(fc.property(fc.array(fc.record({ tecla, pausa: fc.integer({ min: 30, max: 400 }) }), { maxLength: 80 }), fc.boolean(), (teclas, enTexto) => {
    let hora = 0;
    const juicios = oprimir(teclas.map((t) => ({ tecla: t.tecla, hora: (hora += t.pausa) })), 0, enTexto);
    expect(juicios.some((j) => j.tragar || j.fin !== null)).toBe(false);
  }));
});
