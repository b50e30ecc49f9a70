import { describe, expect, it } from 'vitest';
import { explicarMedida, juzgar, LIMITES_CALIDAD, limitesDe, limitesParcialesSchema, NOMBRES_MEDIDA, veredictoDe } from './calidad.ts';
import { MEDIDAS, VEREDICTOS } from './examen.ts';

describe('limits', () => {
  it('judge where more is worse and where less is', () => {
    expect([5, 6, 19.9, 20].map((v) => juzgar('inclinacion', v))).toEqual(['buena', 'dudosa', 'dudosa', 'repetir']);
    expect([200, 125, 91, 90].map((v) => juzgar('resolucion', v))).toEqual(['buena', 'dudosa', 'dudosa', 'repetir']);
  });

  it('of a package replace the usual ones, one by one', () => {
    const limites = limitesDe(limitesParcialesSchema.parse({ inclinacion: { dudosa: 1, repetir: 3 } }));
    expect(juzgar('inclinacion', 2, limites)).toBe('dudosa');
    expect(limites.rayas).toEqual(LIMITES_CALIDAD.rayas);
    expect(limitesParcialesSchema.safeParse({ brillo: { dudosa: 1, repetir: 3 } }).success).toBe(false);
    expect(limitesParcialesSchema.safeParse({ rayas: { dudosa: 1, repetir: 1 } }).success).toBe(false);
  });

  it('the worst figure is the verdict', () => {
    expect(veredictoDe([])).toBe('buena');
    expect(veredictoDe(VEREDICTOS.map((veredicto) => ({ veredicto })))).toBe('repetir');
    expect(veredictoDe([{ veredicto: 'dudosa' }, { veredicto: 'buena' }])).toBe('dudosa');
  });

  it('every measure has limits apart, a name and two sentences', () => {
    for (const nombre of MEDIDAS) {
      expect(LIMITES_CALIDAD[nombre].dudosa).not.toBe(LIMITES_CALIDAD[nombre].repetir);
      expect(NOMBRES_MEDIDA[nombre]).toMatch(/^[A-ZÁÉÍÓÚ]/);
      const [bien, mal] = (['buena', 'dudosa'] as const).map((veredicto) => explicarMedida({ nombre, valor: 1, veredicto }));
      expect(bien).toMatch(/\.$/);
      expect(mal).toMatch(/\.$/);
      expect(mal).not.toBe(bien);
    }
  });
});
