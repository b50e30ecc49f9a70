import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { abrirBase, cerrarBase, type Base } from '#electron/db/open-database.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora, type RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { crearBitacora } from '#electron/services/bitacora/bitacora-service.ts';
import { verificarCadena } from '#electron/services/bitacora/verificar.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearAsignaciones } from './asignaciones.ts';
import { criptoNode } from './cripto-node.ts';
import { crearFila, type Fila } from './grupo.ts';
import { idsNode } from './ids-node.ts';
import type { Asignaciones, Diario } from './puertos.ts';

type Puesto = { base: Base; repositorio: RepositorioBitacora; diario: Diario; asignaciones: Asignaciones; fila: Fila['enFila'] };
const abiertas: Base[] = [];
let p: Puesto;

const montar = (): Puesto => {
  const base = abrirBase(':memory:');
  abiertas.push(base);
  migrar(base, MIGRACIONES, '');
  base.exec('create table padre (id integer primary key) strict; create table hijo (padre integer references padre (id) deferrable initially deferred) strict');
  const repositorio = crearRepositorioBitacora(base);
  const reloj = { ahora: () => Date.parse('2027-06-06T20:00:00-06:00') };
  const diario = crearBitacora({
    base, repositorio, proyectar: crearProyecciones(base, () => 'GUB'), cripto: criptoNode, reloj, ids: idsNode,
    registro: { info: () => undefined, error: () => undefined }, epoca: 'e', zonaMinutos: -360,
  });
  const asignaciones = crearAsignaciones(reloj);
  const { enFila, recordar } = crearFila(diario);
  recordar(asignaciones);
  return { base, repositorio, diario, asignaciones, fila: enFila };
};
beforeEach(() => { p = montar(); });
afterEach(() => { for (const base of abiertas.splice(0)) cerrarBase(base); });

/** A step as the services take it: a transaction, and then what is kept in memory. */
const acopiar = ({ diario, asignaciones }: Puesto, acta: string, dentro: () => void = () => undefined) => (): number => {
  const { seq } = diario.transaccion(() => {
    const evento = diario.registrar({ tipo: 'acta.acopiada', acta, actor: 'ana', puesto: 'p', datos: { mecanismoTraslado: '', tipoDocumento: 'ACTA PREP', catdReceptor: 'C', catdAsignado: 'C' } });
    dentro();
    return evento;
  });
  asignaciones.tomar('captura', acta, `quien tiene ${acta}`, null);
  return seq;
};
const falla = (): never => { throw new AppError('captura_ajena'); };
const quedo = ({ base, diario, repositorio }: Puesto) => {
  expect(diario.cabeza().seq).toBe(verificarCadena(criptoNode, repositorio.todas()));
  return {
    cabeza: diario.cabeza().seq, actas: base.prepare('select clave from acta order by clave').pluck().all(),
    eventos: repositorio.leer(1, 1000).map((a) => (JSON.parse(a.texto) as { acta: string }).acta),
  };
};

test('steps that arrive together are all taken before anybody is answered, and are on disk by then', async () => {
  const orden: string[] = [];
  const paso = (acta: string): Promise<void> => p.fila(() => {
    orden.push(`paso ${acta}`);
    return acopiar(p, acta)();
  }, true).then((seq) => void orden.push(`respuesta ${String(seq)} ${p.base.inTransaction ? 'sin escribir' : 'escrita'}`));
  await Promise.all(['A1', 'A2', 'A3'].map(paso));
  expect(orden).toEqual(['paso A1', 'paso A2', 'paso A3', 'respuesta 1 escrita', 'respuesta 2 escrita', 'respuesta 3 escrita']);
  expect(quedo(p)).toEqual({ cabeza: 3, actas: ['A1', 'A2', 'A3'], eventos: ['A1', 'A2', 'A3'] });
});

test('one that fails in the middle takes nothing of the others with it', async () => {
  const r = await Promise.allSettled([p.fila(acopiar(p, 'A1'), true), p.fila(acopiar(p, 'A2', falla), true), p.fila(falla, true), p.fila(acopiar(p, 'A1'), true), p.fila(acopiar(p, 'A3'), true)]);
  expect(r.map((x) => (x.status === 'fulfilled' ? x.value : (x.reason as AppError).codigo))).toEqual([1, 'captura_ajena', 'captura_ajena', 'paso_no_permitido', 2]);
  expect(quedo(p)).toEqual({ cabeza: 2, actas: ['A1', 'A3'], eventos: ['A1', 'A3'] });
});

test('a commit that fails fails everybody of the group: neither journal nor memory keep anything, and the next group goes on', async () => {
  await p.fila(acopiar(p, 'A0'), true);
  const huerfano = (): void => void p.base.prepare('insert into hijo (padre) values (7)').run();
  const r = await Promise.allSettled([p.fila(acopiar(p, 'A1'), true), p.fila(acopiar(p, 'A2', huerfano), true), p.fila(acopiar(p, 'A3', falla), true)]);
  expect(r.map((x) => (x.status === 'rejected' ? (x.reason as { code?: string }).code : x.value))).toEqual(Array(3).fill('SQLITE_CONSTRAINT_FOREIGNKEY'));
  expect(p.base.inTransaction).toBe(false);
  expect(['A0', 'A1', 'A2'].map(p.asignaciones.titular)).toEqual(['quien tiene A0', null, null]);
  expect(quedo(p)).toEqual({ cabeza: 1, actas: ['A0'], eventos: ['A0'] });
  expect(await Promise.all([p.fila(acopiar(p, 'A1'), true), p.fila(acopiar(p, 'A2'), true)])).toEqual([2, 3]);
  expect(quedo(p).eventos).toEqual(['A0', 'A1', 'A2']);
});

test('a disk that fills up in the middle, when SQLite gives the whole transaction up, fails everybody and nothing is written outside the group', async () => {
  await p.fila(acopiar(p, 'A0'), true);
  const paginas = Number(p.base.pragma('max_page_count', { simple: true }));
  const llenar = (): void => {
    p.base.pragma(`max_page_count = ${String(p.base.pragma('page_count', { simple: true }))}`);
    p.base.prepare("insert into metadatos (clave, valor) values ('mucho', ?)").run('x'.repeat(1_000_000));
  };
  const r = await Promise.allSettled([p.fila(acopiar(p, 'A1'), true), p.fila(acopiar(p, 'A2', llenar), true), p.fila(acopiar(p, 'A3'), true)]);
  expect(r.map((x) => (x.status === 'rejected' ? (x.reason as { code?: string }).code : x.value))).toEqual(Array(3).fill('SQLITE_FULL'));
  expect(quedo(p)).toEqual({ cabeza: 1, actas: ['A0'], eventos: ['A0'] });
  p.base.pragma(`max_page_count = ${paginas}`);
  expect(await p.fila(acopiar(p, 'A1'), true)).toBe(2);
  expect(quedo(p).eventos).toEqual(['A0', 'A1']);
});

test('a command that waits goes alone, in its turn, and outside any group', async () => {
  const orden: string[] = [];
  const paso = (nombre: string) => (): void => void orden.push(`${nombre} ${p.base.inTransaction ? 'en grupo' : 'solo'}`);
  await Promise.all([
    p.fila(paso('uno'), true),
    p.fila(async () => {
      paso('espera')();
      await new Promise((resolver) => void setImmediate(resolver));
      paso('esperó')();
    }, false),
    p.fila(paso('dos'), true), p.fila(paso('tres'), true),
  ]);
  expect(orden).toEqual(['uno en grupo', 'espera solo', 'esperó solo', 'dos en grupo', 'tres en grupo']);
});

test('however steps arrive, the journal and the rows are those of one after another', async () => {
  const pasoArb = fc.record({ acta: fc.integer({ min: 0, max: 5 }), falla: fc.boolean(), agrupable: fc.boolean(), despues: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(pasoArb, { maxLength: 40 }), async (pasos) => {
    const [juntos, enFila] = [montar(), montar()];
    const hacer = (en: Puesto, paso: (typeof pasos)[number]) => acopiar(en, `A${paso.acta}`, paso.falla ? falla : undefined);
    const esperado = pasos.map((paso) => {
      try {
        return hacer(enFila, paso)();
      } catch (error) {
        return (error as AppError).codigo;
      }
    });
    const respuestas: Promise<unknown>[] = [];
    for (const paso of pasos) {
      respuestas.push(juntos.fila(hacer(juntos, paso), paso.agrupable).catch((error: unknown) => (error as AppError).codigo));
      if (paso.despues) await new Promise((resolver) => void setImmediate(resolver));
    }
    expect(await Promise.all(respuestas)).toEqual(esperado);
    expect(quedo(juntos)).toEqual(quedo(enFila));
    for (const base of abiertas.splice(1)) cerrarBase(base);
  }), { numRuns: 60 });
});
