import { describe, expect, it } from 'vitest';
import { camposDe } from './acta.ts';
import type { Eleccion } from './eleccion.ts';
import { plantillaPara, SUMA_PERSONAS_REP, type Rect } from './plantilla.ts';

const casilla = { distrito: { id: '01', nombre: 'Uno' }, municipio: { id: '001', nombre: 'Uno' } };

const eleccionDe = (columnas: number): Eleccion => ({
  id: 'GUB',
  titulo: 'GUBERNATURA',
  ambito: 'entidad',
  columnas: Array.from({ length: columnas }, (_, i) => ({ clave: `P${i}`, clase: 'partido', nombre: `Partido ${i}`, miembros: [] })),
  boletas: {},
  maximoBoletasEspecial: 1000,
});

const seCruzan = (a: Rect, b: Rect): boolean => a.x + 0.001 < b.x + b.w && b.x + 0.001 < a.x + a.w && a.y + 0.001 < b.y + b.h && b.y + 0.001 < a.y + a.h;

describe.each([3, 5, 15, 18, 21, 22, 30, 48, 49, 50])('plantilla with %i vote columns and the two fixed rows', (columnas) => {
  const eleccion = eleccionDe(columnas);
  const p = plantillaPara(eleccion, casilla, { tipoActa: 'A02' });
  const deCampo = p.campos.flatMap((c) => [c.letra, ...c.numero]);

  it('has each field of the acta once, in its order, and the sum that nobody captures', () => {
    const claves = p.campos.map((c) => c.clave);
    expect(claves.toSorted()).toEqual([...camposDe(eleccion, casilla).map((c) => c.clave), SUMA_PERSONAS_REP].toSorted());
    expect(p.campos.filter((c) => c.grupo === 'votos').map((c) => c.clave)).toEqual([...eleccion.columnas.map((c) => c.clave), 'NO_REGISTRADAS', 'NULOS']);
  });

  it('keeps every box on the page and off the others, the marks and the QR', () => {
    const todos = [...deCampo, ...p.marcas.cuadros, p.marcas.ele, p.qr, ...p.identificacion.seccion];
    for (const r of todos) expect(r.x >= 5 && r.y >= 5 && r.x + r.w <= p.ancho - 5 && r.y + r.h <= p.alto - 5, JSON.stringify(r)).toBe(true);
    for (const [i, a] of todos.entries()) for (const b of todos.slice(i + 1)) expect(seCruzan(a, b), JSON.stringify([a, b])).toBe(false);
  });

  it('leaves digits room to be read at 200 dpi', () => {
    for (const { numero } of p.campos) for (const caja of numero) expect(Math.min(caja.w, caja.h)).toBeGreaterThan(4.5);
    expect(p.qr.w).toBeGreaterThanOrEqual(20);
  });
});
