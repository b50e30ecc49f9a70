import { expect, test } from 'vitest';
import { deLaMaquina, puestosAusentes } from './alertas.ts';

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
