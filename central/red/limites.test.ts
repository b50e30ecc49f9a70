import { describe, expect, test } from 'vitest';
import { crearAdmision, crearTurnosJustos, limitesSchema, type Admision, type Quien } from './limites.ts';

const quien = (nombre: string, peso = 1): Quien => ({ nombre, peso });
const dice = (a: Admision): string => ('motivo' in a ? `${a.motivo} ${String(a.segundos)}` : 'pasa');
const montar = (limites: object) => {
  let ms = 0;
  const admitir = crearAdmision(limitesSchema.parse(limites), () => ms);
  return { admitir, pasar: (segundos: number) => { ms += segundos * 1000; } };
};
/** Comes in and leaves at once. */
const pedir = (admitir: ReturnType<typeof crearAdmision>, q: Quien, bytes = 0): string => {
  const a = admitir(q, bytes);
  if ('salir' in a) a.salir();
  return dice(a);
};

describe('what one station may take', () => {
  test('requests: a burst, then the average, and nothing of it is felt by another', () => {
    const { admitir, pasar } = montar({ peticionesPorSegundo: 2, rafagaPeticiones: 3 });
    expect(Array.from({ length: 4 }, () => pedir(admitir, quien('C1-A')))).toEqual(['pasa', 'pasa', 'pasa', 'estacion_excede 1']);
    expect(pedir(admitir, quien('C2-A'))).toBe('pasa');
    pasar(1);
    expect(Array.from({ length: 3 }, () => pedir(admitir, quien('C1-A')))).toEqual(['pasa', 'pasa', 'estacion_excede 1']);
    // A silence fills the bucket and no more.
    pasar(3_600);
    expect(Array.from({ length: 4 }, () => pedir(admitir, quien('C1-A')))).toEqual(['pasa', 'pasa', 'pasa', 'estacion_excede 1']);
  });

  test('bytes: it says in how many seconds they fit, and a body larger than the bucket is not shut out', () => {
    const { admitir, pasar } = montar({ bytesPorSegundo: 100, rafagaBytes: 1_000 });
    expect(pedir(admitir, quien('C1-A'), 800)).toBe('pasa');
    expect(pedir(admitir, quien('C1-A'), 700)).toBe('estacion_excede 5');
    pasar(5);
    expect(pedir(admitir, quien('C1-A'), 700)).toBe('pasa');
    pasar(10);
    expect(pedir(admitir, quien('C1-A'), 5_000)).toBe('pasa');
    expect(pedir(admitir, quien('C1-A'), 100)).toBe('estacion_excede 41');
  });

  test('at once: its own bound, that of all, and an address counts as several stations', () => {
    const { admitir } = montar({ simultaneas: 2, simultaneasTotal: 5 });
    const dentro = [admitir(quien('C1-A'), 0), admitir(quien('C1-A'), 0)];
    expect(dice(admitir(quien('C1-A'), 0))).toBe('estacion_excede 1');
    if ('salir' in dentro[0]!) dentro[0].salir();
    expect(dice(admitir(quien('C1-A'), 0))).toBe('pasa');
    expect(Array.from({ length: 4 }, () => dice(admitir(quien('10.0.0.1', 10), 0)))).toEqual(['pasa', 'pasa', 'pasa', 'central_ocupado 2']);
  });

  test('those that do not say who they are leave half of the room to the stations, however many addresses they have', () => {
    const { admitir } = montar({ simultaneas: 2, simultaneasTotal: 10 });
    const extranos = Array.from({ length: 8 }, (_, i) => dice(admitir(quien(`10.0.0.${String(i)}`, 10), 0)));
    expect(extranos).toEqual([...Array<string>(5).fill('pasa'), ...Array<string>(3).fill('central_ocupado 2')]);
    expect(Array.from({ length: 6 }, (_, i) => dice(admitir(quien(`C${String(i)}-A`), 0)))).toEqual([...Array<string>(5).fill('pasa'), 'central_ocupado 2']);
  });
});

describe('turns', () => {
  /** Those that wait for a turn, served one after another: the order in which they were. */
  const servir = async (llegadas: readonly string[]): Promise<string[]> => {
    const turnos = crearTurnosJustos({ aLaVez: 1, maximoPeso: Infinity });
    const orden: string[] = [];
    const ocupado = await turnos.tomar('otra', 1);
    const esperan = llegadas.map(async (q) => {
      const soltar = await turnos.tomar(q, 1);
      orden.push(q);
      soltar?.();
    });
    ocupado?.();
    await Promise.all(esperan);
    return orden;
  };

  test('one that floods delays another by one turn, not by all of its own', async () => {
    const orden = await servir([...Array<string>(500).fill('C1-A'), 'C2-A', 'C3-A']);
    expect(orden.slice(0, 4)).toEqual(['C1-A', 'C2-A', 'C3-A', 'C1-A']);
    expect(orden).toHaveLength(502);
  });

  test('a hundred that flood delay another by a hundred turns at most', async () => {
    const inundan = Array.from({ length: 2_000 }, (_, i) => `C${String(i % 100)}-A`);
    expect((await servir([...inundan, 'la otra'])).indexOf('la otra')).toBeLessThanOrEqual(100);
  });

  test('one that floods has a quarter of what may wait, and the others find room', async () => {
    const turnos = crearTurnosJustos({ aLaVez: 1, maximoPeso: 100 });
    await turnos.tomar('a', 1);
    expect(Array.from({ length: 4 }, () => turnos.tomar('a', 10) !== null)).toEqual([true, true, false, false]);
    expect(Array.from({ length: 4 }, (_, i) => turnos.tomar(`C${String(i)}-A`, 20) !== null)).toEqual([true, true, true, true]);
  });

  test('what waits is bounded, and a turn that is released is used', async () => {
    const turnos = crearTurnosJustos({ aLaVez: 1, maximoPeso: 10 });
    const soltar = await turnos.tomar('a', 9);
    const segundo = turnos.tomar('b', 9);
    expect(segundo).not.toBeNull();
    expect(turnos.tomar('c', 2)).toBeNull();
    soltar?.();
    (await segundo)?.();
    expect(turnos.tomar('c', 2)).not.toBeNull();
  });
});
