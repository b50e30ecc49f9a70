import { expect, test } from 'vitest';
import { deLaMaquina, personasConErrores, puestosAusentes } from './alertas.ts';

const AHORA = Date.parse('2027-06-06T21:00:00-06:00');
type Maquina = Parameters<typeof deLaMaquina>[0];
const ENLACE: Maquina['enlace'] = {
  enLinea: true, situacion: 'al_corriente', desde: null, motivo: null, eventosPendientes: 0, actasPendientes: 0, imagenesPendientes: 0, bytesPendientes: 0,
  segundosRestantes: null, ultimoAcuse: null, desfase: null, porAtender: [],
};
const BIEN: Maquina = { enlace: ENLACE, disco: { libres: 50e9, bajo: false }, reloj: { hora: '2027-06-06T21:00:00-06:00', retrocesos: 0, ultimo: null } };
const tipos = (cambios: Partial<Maquina>): string[] => deLaMaquina({ ...BIEN, ...cambios }, AHORA).map((a) => a.tipo);
const conEnlace = (cambios: Partial<Maquina['enlace']>): string[] => tipos({ enlace: { ...ENLACE, ...cambios } });

test('a machine in order says nothing', () => {
  expect(tipos({})).toEqual([]);
});

test('a link that is away calls after twenty minutes, and what waiting does not cure at once', () => {
  expect(conEnlace({ situacion: 'en_espera', desde: '2027-06-06T20:45:00-06:00' })).toEqual([]);
  expect(conEnlace({ situacion: 'en_espera', desde: '2027-06-06T20:40:00-06:00' })).toEqual(['sin_enlace']);
  expect(conEnlace({ porAtender: [{ que: 'lote', cuantos: 2, motivo: 'estación revocada' }] })).toEqual(['por_atender']);
});

test('a clock that differs from the central by more than the measurement may be wrong calls', () => {
  const medido = (ms: number) => conEnlace({ desfase: { ms, margenMs: 500, hora: BIEN.reloj.hora } });
  expect(medido(1_400)).toEqual([]);
  expect(medido(-1_600)).toEqual(['reloj_distinto']);
});

test('a post that is not heard of calls while somebody is at work there', () => {
  const puesto = { puesto: 'captura-3', personas: ['Ana'], conectado: false, pausa: null };
  expect(puestosAusentes([puesto])).toEqual([{ tipo: 'puesto_ausente', puesto: 'captura-3', personas: ['Ana'] }]);
  expect(puestosAusentes([{ ...puesto, personas: [] }, { ...puesto, conectado: true }, { ...puesto, conectado: null }])).toEqual([]);
});

test('who errs more than twice as often as the others together calls, once there is enough to tell', () => {
  type Persona = Parameters<typeof personasConErrores>[0][number];
  const persona = (id: string, campos: number, errores: number): Persona =>
    ({ id, nombre: id, roles: ['capturista'], puesto: null, capturas: 1, campos, errores, acciones: 1, ultima: null, pausa: null });
  const quienes = (...gente: readonly Persona[]): string[] => personasConErrores([...gente]).flatMap((a) => (a.tipo === 'persona_errores' ? [a.persona] : []));
  const sala = [persona('ana', 1_000, 10), persona('eva', 1_000, 10)];
  expect(quienes(...sala)).toEqual([]);
  // Exactly twice is not more than twice.
  expect(quienes(...sala, persona('luz', 1_000, 20))).toEqual([]);
  expect(quienes(...sala, persona('luz', 1_000, 21))).toEqual(['luz']);
  // Two errors are chance, and so are those of somebody who just began.
  expect(quienes(...sala, persona('luz', 100, 2))).toEqual([]);
  expect(quienes(...sala, persona('luz', 99, 9))).toEqual([]);
  // Alone there is nobody to be told apart from; in a room without errors three are many.
  expect(quienes(persona('luz', 1_000, 50))).toEqual([]);
  expect(quienes(persona('ana', 1_000, 0), persona('luz', 1_000, 3))).toEqual(['luz']);
});
