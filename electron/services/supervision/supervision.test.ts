import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

let p: EstacionDePrueba;
let supervisa: ClienteEstacion;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  supervisa = await p.entrar('supervisor');
});
afterEach(() => p.cerrar());

const sala = () => valorDe(supervisa['supervision.sala']({}));
const actasDe = (n: number): string[] => p.paquete.actas.filter((a) => a.eleccion === 'GUB' && p.paquete.casillas.find((c) => c.clave === a.casilla)?.catd === 'C1').slice(0, n).map((a) => a.clave);

/** Two people capture an acta; the second may type something else. */
const capturar = async (acta: string, primera: Record<string, number>, segunda = primera): Promise<void> => {
  for (const [usuario, cambios] of [['capturista', primera], ['capturista2', segunda]] as const) {
    const quien = await p.entrar(usuario);
    const { trabajo } = await valorDe(quien['captura.siguiente']({}));
    expect(trabajo?.acta).toBe(acta);
    await valorDe(quien['captura.guardar']({ acta, ciclo: trabajo?.ciclo ?? 0, valores: p.valores(acta, cambios) }));
  }
};

test('an empty room has nothing to say but what is missing', async () => {
  const s = await sala();
  expect(s.fases.every((f) => f.cuantas === 0 && f.desde === null)).toBe(true);
  expect(s.alertas).toEqual([]);
  expect(s.seccionesFaltantes).toBeGreaterThan(0);
  expect(s.faltantes.every((f) => f.recibidas === 0 && f.desde === null)).toBe(true);
  expect(s.personas.map((x) => x.id)).toEqual(['supervisor']);
});

test('queues say how many wait and since when; an acta that has not moved for twenty minutes calls', async () => {
  const [acta = ''] = actasDe(1);
  await p.digitalizar(acta);
  p.reloj.adelantar(19 * 60_000);
  expect((await sala()).alertas).toEqual([]);
  p.reloj.adelantar(60_000);
  const s = await sala();
  expect(s.fases.find((f) => f.fase === 'captura')).toMatchObject({ cuantas: 1, desde: expect.stringMatching(/^2027-06-06T20:00/) as string });
  expect(s.alertas).toEqual([{ tipo: 'actas_detenidas', estado: 'digitalizada', cuantas: 1, minutos: 20, actas: [{ acta, nombre: expect.any(String) as string }] }]);
  expect(s.porHora).toEqual([{ hora: '2027-06-06T20:00:00-06:00', acopiadas: 0, digitalizadas: 1, verificadas: 0, cotejadas: 0 }]);
  const seccion = p.paquete.casillas.find((c) => acta.startsWith(c.clave))?.seccion;
  expect(s.faltantes.find((f) => f.seccion === seccion)?.desde).toMatch(/^2027-06-06T20:00/);
});

test('whatever waits for somebody calls, wherever it stopped, with how many there are', async () => {
  const todas = p.paquete.actas.filter((a) => p.paquete.casillas.find((c) => c.clave === a.casilla)?.catd === 'C1').map((a) => a.clave);
  const acopia = await p.entrar('acopiador');
  for (const acta of todas.slice(1)) await valorDe(acopia['acopio.registrar']({ acta, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
  await p.escanear(hojaDePrueba(null, 'sin etiqueta'));
  await valorDe(acopia['acopio.solicitarSinActa']({ acta: todas[0] ?? '', motivo: 'paquete_no_entregado' }));
  const tipos = async (): Promise<string[]> => (await sala()).alertas.map((a) => a.tipo);
  // Whoever confirms it is told at once.
  expect(await tipos()).toEqual(['sin_acta_por_confirmar']);
  p.reloj.adelantar(21 * 60_000);
  supervisa = await p.entrar('supervisor');
  const { alertas } = await sala();
  expect(alertas.map((a) => a.tipo)).toEqual(['sin_acta_por_confirmar', 'imagenes_detenidas', 'actas_detenidas']);
  expect(alertas[1]).toMatchObject({ cuantas: 1, minutos: 21 });
  expect(alertas[2]).toMatchObject({ estado: 'acopiada', cuantas: todas.length - 1, minutos: 21, actas: { length: 4 } });
});

test('a disk that fills up and a clock that went back call for the technician', async () => {
  await p.cerrar();
  p = await crearEstacionDePrueba({ puertos: { discoLibre: () => 1_000_000_000 } });
  p.reloj.adelantar(-60 * 60_000);
  supervisa = await p.entrar('supervisor');
  expect((await sala()).alertas).toEqual([{ tipo: 'disco_bajo', libres: 1_000_000_000 }, { tipo: 'reloj_atrasado', hora: expect.stringMatching(/^2027-06-06T20:00/) as string }]);
  // An hour later it is no news any more; the panel of the machine still counts it.
  p.reloj.adelantar(3 * 60 * 60_000);
  supervisa = await p.entrar('supervisor');
  const s = await sala();
  expect(s.alertas.map((a) => a.tipo)).toEqual(['disco_bajo']);
  expect(s.reloj.retrocesos).toBe(1);
});

test('who captured otherwise than was verified erred in those fields; who was right did not', async () => {
  const [acta = ''] = actasDe(1);
  await p.digitalizar(acta);
  const [campo = ''] = Object.keys(p.valores(acta)).filter((c) => !c.startsWith('TOTAL'));
  await capturar(acta, { [campo]: 3 }, { [campo]: 8 });
  const verifica = await p.entrar('verificador');
  const { trabajo } = await valorDe(verifica['verificacion.siguiente']({}));
  await valorDe(verifica['verificacion.resolver']({ acta, ciclo: trabajo?.ciclo ?? 0, valores: p.valores(acta, { [campo]: 8 }), motivo: null }));
  const { personas } = await sala();
  expect(personas.find((x) => x.id === 'capturista')).toMatchObject({ capturas: 1, errores: 1, puesto: 'puesto-capturista' });
  expect(personas.find((x) => x.id === 'capturista2')).toMatchObject({ capturas: 1, errores: 0 });
});

test('the same figures in two actas of a sección call; an inconsistency comes with its formula', async () => {
  const todas = actasDe(1000);
  const [una = '', otra = ''] = todas.map((a) => todas.filter((b) => b.slice(0, 6) === a.slice(0, 6))).find((g) => g.length > 1) ?? [];
  const [campo = ''] = Object.keys(p.valores(una)).filter((c) => !c.startsWith('TOTAL'));
  for (const acta of [una, otra]) {
    await p.digitalizar(acta);
    await capturar(acta, { [campo]: 999 });
  }
  const s = await sala();
  expect(s.alertas).toEqual([expect.objectContaining({ tipo: 'cifras_identicas', actas: [expect.objectContaining({ acta: una }), expect.objectContaining({ acta: otra })] })]);
  expect(s.inconsistencias.map((i) => i.acta)).toEqual([otra, una]);
  expect(s.inconsistencias[0]).toMatchObject({ observaciones: ['excede_lista_nominal'], contabilizada: 0, formula: expect.stringMatching(/^\d+ > \d+ \+ \d+ = \d+$/) as string });
});

test('a sum that is not the written total is noted after both captures, and stops nothing', async () => {
  const [una = '', otra = ''] = actasDe(2);
  await p.digitalizar(una);
  const suma = Object.entries(p.valores(una)).reduce((n, [k, v]) => (k.startsWith('TOTAL') || typeof v !== 'number' ? n : n + v), 0);
  await capturar(una, { TOTAL_VOTOS_ASENTADO: suma + 7 });
  const s = await sala();
  expect(s.sumasDistintas).toEqual([{ acta: una, nombre: expect.any(String) as string, suma, asentado: suma + 7 }]);
  expect(s.inconsistencias).toEqual([]);
  // Of a discrepancy, when it is decided.
  await p.digitalizar(otra);
  await capturar(otra, { TOTAL_VOTOS_ASENTADO: suma + 1 }, { TOTAL_VOTOS_ASENTADO: suma });
  const verifica = await p.entrar('verificador');
  const { trabajo } = await valorDe(verifica['verificacion.siguiente']({}));
  const resolver = (asentado: number) => verifica['verificacion.resolver']({ acta: otra, ciclo: trabajo?.ciclo ?? 0, valores: p.valores(otra, { TOTAL_VOTOS_ASENTADO: asentado }), motivo: null });
  expect((await valorDe(resolver(suma + 1))).sumaDistinta).toBe(true);
  expect((await sala()).sumasDistintas.map((x) => x.acta)).toEqual([otra, una]);
});

test('the night is told the same after a restart', async () => {
  const [acta = ''] = actasDe(1);
  await p.digitalizar(acta);
  await capturar(acta, {});
  const antes = await sala();
  await p.reabrir();
  supervisa = await p.entrar('supervisor');
  const despues = await sala();
  expect(despues.porHora).toEqual(antes.porHora);
  expect(despues.personas.find((x) => x.id === 'capturista')).toMatchObject({ capturas: 1, puesto: null });
});
