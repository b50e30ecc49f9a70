import { expect, test } from 'vitest';
import { rotuloCampo } from './rotulo-campo.ts';

test.each([
  [{ clave: 'PAD', grupo: 'votos', nombre: 'Partido Aurora Democrática' }, 'PAD'],
  [{ clave: 'PAD_PRS_LUZ', grupo: 'votos', nombre: 'Coalición Juntos' }, 'PAD PRS LUZ'],
  [{ clave: 'PAD_PRS', grupo: 'votos', nombre: 'PAD-PRS' }, null],
  [{ clave: 'NULOS', grupo: 'votos', nombre: 'Votos nulos' }, null],
  [{ clave: 'CAND_IND_1', grupo: 'votos', nombre: 'Candidatura independiente 1' }, 'CAND IND 1'],
  [{ clave: 'TOTAL_VOTOS_SACADOS', grupo: 'cabecera', nombre: 'Votos sacados de la urna' }, null],
] as const)('%o', (campo, siglas) => {
  expect(rotuloCampo(campo)).toEqual({ siglas, nombre: campo.nombre });
});
