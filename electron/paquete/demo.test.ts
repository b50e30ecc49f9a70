import { describe, expect, test } from 'vitest';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { ROLES } from '#shared/domain/permisos.ts';
import { combinaciones } from './combinaciones.ts';
import { paqueteDemo } from './demo.ts';

describe('combinaciones', () => {
  test.each([[2, 1], [3, 4], [4, 11], [5, 26]])('%i parties make %i', (n, esperadas) => {
    expect(combinaciones(['A', 'B', 'C', 'D', 'E'].slice(0, n))).toHaveLength(esperadas);
  });
  test('largest first, then in the order of the acta', () => {
    expect(combinaciones(['P', 'Q', 'R']).map((c) => c.join('_'))).toEqual(['P_Q_R', 'P_Q', 'P_R', 'Q_R']);
  });
});

describe('paqueteDemo', () => {
  const paquete = paqueteDemo();
  const eleccion = (id: string) => paquete.elecciones.find((e) => e.id === id)!;

  test('is a valid package and always the same', () => {
    const texto = firmarPaquete(paquete, crearFirmante(nuevaLlave()));
    expect(abrirPaquete(texto, null).paquete).toEqual(paquete);
    expect(paqueteDemo()).toEqual(paquete);
  });

  test('has every type of casilla, three elections and two CATDs', () => {
    expect([...new Set(paquete.casillas.map((c) => c.tipo))].sort()).toEqual(['A', 'B', 'C', 'E', 'M', 'P', 'S']);
    expect(paquete.casillas.some((c) => c.tipo === 'E' && c.extContigua !== '00')).toBe(true);
    expect(paquete.casillas).toHaveLength(219);
    expect(paquete.elecciones.map((e) => e.id)).toEqual(['GUB', 'DIP_LOC', 'AYUN']);
    expect(new Set(paquete.casillas.map((c) => c.catd)).size).toBe(2);
  });

  test('a casilla especial has an MR and an RP acta of diputaciones', () => {
    const especial = paquete.casillas.find((c) => c.tipo === 'S')!;
    expect(paquete.actas.filter((a) => a.casilla === especial.clave).map((a) => a.tipoActa).sort()).toEqual(['A02E', 'A03EMR', 'A03ERP', 'A04E']);
  });

  test('coalitions of 4, 3 and 2 parties, a candidatura común, independents', () => {
    const miembros = paquete.elecciones.flatMap((e) => e.columnas.filter((c) => c.clase === 'coalicion').map((c) => c.miembros.length));
    expect(new Set(miembros)).toEqual(new Set([2, 3, 4]));
    expect(eleccion('GUB').columnas.filter((c) => c.clase === 'coalicion')).toHaveLength(11 + 4);
    expect(eleccion('DIP_LOC').columnas.some((c) => c.clase === 'comun')).toBe(true);
    expect(eleccion('AYUN').columnas.filter((c) => c.clase === 'independiente')).toHaveLength(2);
  });

  test('ballots differ by district and by municipality', () => {
    expect(new Set(Object.values(eleccion('DIP_LOC').boletas).map((b) => b.join())).size).toBe(4);
    expect(new Set(Object.values(eleccion('AYUN').boletas).map((b) => b.join())).size).toBe(6);
  });

  test('there are people for every role, and enough for two blind captures', () => {
    const roles = paquete.usuarios.flatMap((u) => u.roles);
    expect(new Set(roles)).toEqual(new Set(ROLES));
    expect(roles.filter((r) => r === 'capturista').length).toBeGreaterThanOrEqual(4);
  });
});
