import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { abrirBase, cerrarBase, type Base } from '#electron/db/open-database.ts';
import { crearProyecciones } from '#electron/db/proyecciones.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { crearRepositorioCapturas, PRIMERAS, type EnCola } from '#electron/db/repositories/captura-repository.ts';
import { crearCola } from './cola.ts';

const HORA = '2027-06-06T20:00:00.000-06:00';
const PERSONAS = ['ana', 'beto', 'eva'];

let carpeta: string;
let base: Base;
beforeEach(() => { carpeta = mkdtempSync(join(tmpdir(), 'acopio-cola-')); });
afterEach(() => {
  cerrarBase(base);
  rmSync(carpeta, { recursive: true, force: true });
});

let bases = 0;
/** A journal whose head is named by what was put in it, as a hash names it. */
const abrir = () => {
  base = abrirBase(join(carpeta, `${++bases}.db`));
  migrar(base, MIGRACIONES, join(carpeta, 'r'));
  const bitacora = crearRepositorioBitacora(base);
  const proyectar = crearProyecciones(base, () => 'GUB');
  const capturas = crearRepositorioCapturas(base);
  let historia: string[] = [];
  const anotar = (tipo: string, acta: string | undefined, actor: string, datos: Record<string, unknown>): void => {
    historia = [...historia, `${tipo} ${acta ?? ''} ${actor} ${String(datos['imagen'])}`];
    const seq = historia.length;
    bitacora.insertar({ seq, id: `u${seq}`, tipo, acta: acta ?? null, hora: HORA, texto: '{}', hash: String(seq).padStart(64, '0') });
    proyectar({ seq, id: `u${seq}`, tipo, version: 1, ...(acta === undefined ? {} : { acta }), actor, puesto: 'p', hora: HORA, datos, previo: '' });
  };
  return {
    capturas,
    cola: crearCola({ diario: { cabeza: () => ({ seq: historia.length, hash: historia.join('\n') }) }, capturas }),
    digitalizar: (n: number): void => {
      const imagen = String(n).padStart(64, 'a');
      anotar('imagen.guardada', undefined, 'd', { imagen, bytes: 5, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'f', hoja: null, qr: null, lector: null });
      anotar('acta.digitalizada', `A${n}`, 'd', { imagen, identificada: 'qr', ciclo: 1 });
    },
    capturar: (acta: EnCola, persona: string): void => {
      anotar('captura.registrada', acta.clave, persona, { ciclo: 1, ronda: acta.estado === 'digitalizada' ? 1 : 2, imagen: acta.imagen, valores: {} });
      if (acta.estado === 'en_captura') anotar('acta.discrepante', acta.clave, 'sistema', { ciclo: 1, campos: ['X'] });
    },
    deshacer: (paso: () => void): void => {
      const antes = historia;
      base.exec('begin');
      paso();
      base.exec('rollback');
      historia = antes;
    },
  };
};
type Prueba = ReturnType<typeof abrir>;

/** What each person is offered and told, against the rows as they are. */
const revisar = ({ cola, capturas }: Prueba): void => {
  for (const persona of PERSONAS) {
    const ofrecidas = [...new Set([...cola.para(persona)].map((a) => a.clave))];
    expect(ofrecidas).toEqual([...capturas.recorrerCola(persona)].map((a) => a.clave));
    expect(cola.contar(persona)).toBe(capturas.contarPorCapturar(persona));
  }
};

test('who asks is offered what the rows say, in their order, whatever was captured and undone before', () => {
  const paso = fc.record({ quien: fc.constantFrom(...PERSONAS), cual: fc.nat(30), deshecho: fc.boolean() });
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.array(paso, { maxLength: 25 }), (cuantas, pasos) => {
    const p = abrir();
    for (let n = 1; n <= cuantas; n++) p.digitalizar(n);
    revisar(p);
    for (const { quien, cual, deshecho } of pasos) {
      const acta = [...p.cola.para(quien)][cual];
      if (acta === undefined) continue;
      // Asked in the middle of it, as nobody does, the queue must still be right after.
      if (deshecho) {
        p.deshacer(() => {
          p.capturar(acta, quien);
          revisar(p);
        });
      } else p.capturar(acta, quien);
      revisar(p);
    }
    cerrarBase(base);
  }), { numRuns: 12 });
});

test('who made all the first captures at the head of the queue gets what comes after them', () => {
  const p = abrir();
  for (let n = 1; n <= 210; n++) {
    p.digitalizar(n);
    p.capturar({ clave: `A${n}`, estado: 'digitalizada', ciclo: 1, imagen: String(n).padStart(64, 'a'), capturista: null }, 'ana');
  }
  expect([...p.cola.para('ana')]).toEqual([]);
  expect([p.cola.contar('ana'), p.cola.contar('eva')]).toEqual([0, 100]);
  p.digitalizar(211);
  expect([...p.cola.para('ana')].map((a) => a.clave)).toEqual(['A211']);
  expect([...p.cola.para('eva')].slice(0, PRIMERAS + 1).map((a) => a.clave).at(-1)).toBe('A1');
  expect([p.cola.contar('ana'), p.cola.contar('eva')]).toEqual([1, 100]);
});
