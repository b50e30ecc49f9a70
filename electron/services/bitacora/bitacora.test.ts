import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { abrirBase, cerrarBase, type Base } from '#electron/db/open-database.ts';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora, type RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { HASH_CERO, type Evento } from '#shared/domain/evento.ts';
import { v7 } from 'uuid';
import type { Diario } from '#electron/station/puertos.ts';
import { crearBitacora } from './bitacora-service.ts';
import { horaLocal } from './hora.ts';
import { verificarCadena } from './verificar.ts';

const INICIO = Date.parse('2027-06-06T20:00:00-06:00');
let base: Base;
let repositorio: RepositorioBitacora;
let ahora: number;

const abrir = (): Diario => crearBitacora({
  base, repositorio, proyectar: crearProyecciones(base, () => 'GUB'), cripto: criptoNode, reloj: { ahora: () => ahora }, ids: { uuid: () => v7() },
  registro: { info: () => undefined, error: () => undefined }, epoca: 'e', zonaMinutos: -360,
});
const acopiar = (b: Diario, acta: string): Evento =>
  b.registrar({ tipo: 'acta.acopiada', acta, actor: 'ana', puesto: 'p', datos: { mecanismoTraslado: '', tipoDocumento: 'ACTA PREP', catdReceptor: 'C', catdAsignado: 'C' } });
const estados = (): unknown[] => base.prepare('select clave, estado from acta order by clave').all();

beforeEach(() => {
  base = abrirBase(':memory:');
  migrar(base, MIGRACIONES, '');
  repositorio = crearRepositorioBitacora(base);
  ahora = INICIO;
});
afterEach(() => cerrarBase(base));

test('hours bear the offset of the election, whatever the machine has', () => {
  expect(horaLocal(INICIO + 123, -360)).toBe('2027-06-06T20:00:00.123-06:00');
  expect(horaLocal(INICIO, 330)).toBe('2027-06-07T07:30:00.000+05:30');
});

describe('chain', () => {
  test('each event names the one before, and the projection goes with it', () => {
    const b = abrir();
    const uno = b.transaccion(() => acopiar(b, 'A1'));
    const dos = b.transaccion(() => acopiar(b, 'A2'));
    expect(uno).toMatchObject({ seq: 1, previo: HASH_CERO });
    expect(dos).toMatchObject({ seq: 2, previo: b.hashDe(1) });
    expect(b.cabeza()).toEqual({ seq: 2, hash: b.hashDe(2) });
    expect(estados()).toEqual([{ clave: 'A1', estado: 'acopiada' }, { clave: 'A2', estado: 'acopiada' }]);
    expect(verificarCadena(criptoNode, repositorio.todas())).toBe(2);
  });

  test('a failed transaction leaves neither rows nor a wrong head', () => {
    const b = abrir();
    b.transaccion(() => acopiar(b, 'A1'));
    const cabeza = b.cabeza();
    expect(() => b.transaccion(() => {
      acopiar(b, 'A2');
      acopiar(b, 'A1');
    })).toThrow(expect.objectContaining({ codigo: 'paso_no_permitido' }));
    expect(b.cabeza()).toEqual(cabeza);
    expect(estados()).toHaveLength(1);
    b.transaccion(() => acopiar(b, 'A3'));
    expect(verificarCadena(criptoNode, repositorio.todas())).toBe(2);
  });

  test('a journal opened again goes on where it was', () => {
    const primera = abrir();
    primera.transaccion(() => acopiar(primera, 'A1'));
    const segunda = abrir();
    expect(segunda.cabeza()).toEqual(primera.cabeza());
    segunda.transaccion(() => acopiar(segunda, 'A2'));
    expect(verificarCadena(criptoNode, repositorio.todas())).toBe(2);
  });

  test('outside a transaction nothing is registered', () => {
    const b = abrir();
    expect(() => acopiar(b, 'A1')).toThrow('transaction');
  });

  test('datos that do not fit the catalogue are never written', () => {
    const b = abrir();
    const malo = { tipo: 'acta.cotejada', acta: 'A1', actor: 'ana', puesto: 'p', datos: { resultado: 3 } } as unknown as Parameters<Diario['registrar']>[0];
    expect(() => b.transaccion(() => b.registrar(malo))).toThrow('catalogue');
    expect(b.cabeza().seq).toBe(0);
  });

  test.each<[string, string]>([
    ['a changed text', "update bitacora set texto = replace(texto, 'ana', 'eva') where seq = 2"],
    ['a changed hash', `update bitacora set hash = '${'0'.repeat(64)}' where seq = 2`],
    ['a changed column', "update bitacora set acta = 'A9' where seq = 2"],
    ['a missing event', 'delete from bitacora where seq = 2'],
  ])('%s is found at its place', (_, sql) => {
    const b = abrir();
    for (const acta of ['A1', 'A2', 'A3']) b.transaccion(() => acopiar(b, acta));
    base.exec(sql);
    expect(() => verificarCadena(criptoNode, repositorio.todas())).toThrow(expect.objectContaining({ codigo: 'bitacora_rota', parametros: { seq: 2 } }));
  });
});

describe('clock', () => {
  const tipos = (): unknown[] => base.prepare('select tipo from bitacora order by seq').pluck().all();

  test('set back an hour: said once, and no hour runs backwards', () => {
    const b = abrir();
    b.transaccion(() => acopiar(b, 'A1'));
    ahora -= 3_600_000;
    b.transaccion(() => acopiar(b, 'A2'));
    ahora += 60_000;
    b.transaccion(() => acopiar(b, 'A3'));
    expect(tipos()).toEqual(['acta.acopiada', 'reloj.retrocedio', 'acta.acopiada', 'acta.acopiada']);
    const horas = base.prepare('select hora from bitacora order by seq').pluck().all() as string[];
    expect(horas.map((h) => Date.parse(h))).toEqual([INICIO, INICIO, INICIO, INICIO]);
    ahora = INICIO + 1_000;
    b.transaccion(() => acopiar(b, 'A4'));
    ahora -= 10_000;
    b.transaccion(() => acopiar(b, 'A5'));
    expect(tipos().filter((t) => t === 'reloj.retrocedio')).toHaveLength(2);
    expect(verificarCadena(criptoNode, repositorio.todas())).toBe(7);
  });

  test('the warning of a transaction that failed is given again', () => {
    const b = abrir();
    b.transaccion(() => acopiar(b, 'A1'));
    ahora -= 3_600_000;
    expect(() => b.transaccion(() => acopiar(b, 'A1'))).toThrow();
    expect(tipos()).toEqual(['acta.acopiada']);
    b.transaccion(() => acopiar(b, 'A2'));
    expect(tipos()).toEqual(['acta.acopiada', 'reloj.retrocedio', 'acta.acopiada']);
  });

  test('all that one transaction registers bears one hour', () => {
    const b = abrir();
    const [uno, dos] = b.transaccion(() => {
      const primero = acopiar(b, 'A1');
      ahora += 5_000;
      return [primero, acopiar(b, 'A2')] as const;
    });
    expect(dos.hora).toBe(uno.hora);
  });
});
