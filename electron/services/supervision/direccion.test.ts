import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
let p: EstacionDePrueba;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
});
afterEach(() => p.cerrar());

const salaDe = async () => valorDe((await p.entrar('supervisor'))['supervision.sala']({}));
const eventos = (tipo: string) =>
  p.estacion.bitacora.leer(1, 500).map((a) => JSON.parse(a.texto) as { tipo: string; acta?: string; actor: string; datos: Record<string, unknown> }).filter((e) => e.tipo === tipo);

describe('work that somebody holds', () => {
  test('is taken from them, with an event, and another person gets it', async () => {
    await p.digitalizar(GUB);
    const [uno, otro, supervisor] = [await p.entrar('capturista'), await p.entrar('capturista2'), await p.entrar('supervisor')];
    expect((await valorDe(uno['captura.siguiente']({}))).trabajo?.acta).toBe(GUB);
    expect((await valorDe(otro['captura.siguiente']({}))).trabajo).toBeNull();
    expect((await salaDe()).trabajos).toMatchObject([{ acta: GUB, tarea: 'captura', persona: 'capturista', nombrePersona: 'Persona capturista' }]);
    await valorDe(supervisor['supervision.reasignar']({ acta: GUB }));
    expect(eventos('trabajo.reasignado')).toMatchObject([{ acta: GUB, actor: 'supervisor', datos: { tarea: 'captura', persona: 'capturista' } }]);
    expect((await valorDe(otro['captura.siguiente']({}))).trabajo?.acta).toBe(GUB);
    expect(await codigoDe(uno['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }))).toBe('captura_ajena');
  });
  test('is not taken back by the next key of whoever had it: what they had not saved went with it', async () => {
    await p.digitalizar(GUB);
    const [uno, supervisor] = [await p.entrar('capturista'), await p.entrar('supervisor')];
    await valorDe(uno['captura.siguiente']({}));
    const borrador = { escritos: { PAN: '12' }, foco: 1 };
    await valorDe(uno['captura.borrador']({ acta: GUB, ciclo: 1, borrador }));
    await valorDe(supervisor['supervision.reasignar']({ acta: GUB }));
    expect(await codigoDe(uno['captura.borrador']({ acta: GUB, ciclo: 1, borrador }))).toBe('captura_ajena');
    expect((await valorDe(uno['captura.siguiente']({}))).borrador).toBeNull();
  });
  test('is for somebody else: who had it is not given it again at once, and is told that it is another person’s turn', async () => {
    await p.digitalizar(GUB);
    const [uno, otro, supervisor] = [await p.entrar('capturista'), await p.entrar('capturista2'), await p.entrar('supervisor')];
    await valorDe(uno['captura.siguiente']({}));
    await valorDe(supervisor['supervision.reasignar']({ acta: GUB }));
    // Their window asks first.
    expect(await valorDe(uno['captura.siguiente']({}))).toMatchObject({ trabajo: null, deOtros: true });
    expect((await valorDe(otro['captura.siguiente']({}))).trabajo?.acta).toBe(GUB);
    await valorDe(otro['captura.soltar']({ acta: GUB }));
    expect((await valorDe(uno['captura.siguiente']({}))).trabajo).toBeNull();
    // Nobody else is left to take it.
    await valorDe(otro['sesion.salir']({}));
    expect((await valorDe(uno['captura.siguiente']({}))).trabajo?.acta).toBe(GUB);
  });
  test('says since when somebody has it, whatever they type meanwhile', async () => {
    await p.digitalizar(GUB);
    const uno = await p.entrar('capturista');
    await valorDe(uno['captura.siguiente']({}));
    for (let i = 0; i < 16; i++) {
      p.reloj.adelantar(30_000);
      await valorDe(uno['sesion.latido']({}));
      await valorDe(uno['captura.borrador']({ acta: GUB, ciclo: 1, borrador: { escritos: { ALBA: String(i) }, foco: 0 } }));
    }
    expect((await salaDe()).trabajos).toMatchObject([{ acta: GUB, desde: expect.stringMatching(/^2027-06-06T20:00/) as string }]);
  });
  test('that nobody holds cannot be taken, nor by somebody without permission', async () => {
    expect(await codigoDe((await p.entrar('coordinador'))['supervision.reasignar']({ acta: GUB }))).toBe('trabajo_sin_titular');
    expect(await codigoDe((await p.entrar('capturista'))['supervision.reasignar']({ acta: GUB }))).toBe('sin_permiso');
  });
});

describe('pause', () => {
  test('a paused person finishes what they have and gets no more, also after a restart, until they are resumed', async () => {
    await p.digitalizar(GUB, '990010C0100A02');
    const supervisor = await p.entrar('supervisor');
    let capturista = await p.entrar('capturista');
    await valorDe(capturista['captura.siguiente']({}));
    await valorDe(supervisor['supervision.pausar']({ clase: 'persona', id: 'capturista', motivo: 'Descanso' }));
    expect(await codigoDe(capturista['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }))).toBe('ninguno');
    expect(await capturista['captura.siguiente']({})).toEqual({ ok: false, error: { codigo: 'en_pausa', parametros: { motivo: 'Descanso' } } });
    await p.reabrir();
    capturista = await p.entrar('capturista');
    expect(await codigoDe(capturista['captura.siguiente']({}))).toBe('en_pausa');
    expect((await salaDe()).personas.find((x) => x.id === 'capturista')?.pausa?.motivo).toBe('Descanso');
    await valorDe((await p.entrar('coordinador'))['supervision.reanudar']({ clase: 'persona', id: 'capturista' }));
    expect((await valorDe(capturista['captura.siguiente']({}))).trabajo).not.toBeNull();
  });
  test('a paused post gives work to nobody; another post does', async () => {
    await p.digitalizar(GUB);
    const supervisor = await p.entrar('supervisor');
    await valorDe(supervisor['supervision.pausar']({ clase: 'puesto', id: 'puesto-7', motivo: 'Se cambia el teclado' }));
    expect(await codigoDe((await p.entrar('capturista', 'puesto-7'))['captura.siguiente']({}))).toBe('en_pausa');
    expect((await salaDe()).puestos.find((x) => x.puesto === 'puesto-7')).toMatchObject({ personas: ['Persona capturista'], pausa: { motivo: 'Se cambia el teclado' } });
    expect(await codigoDe((await p.entrar('capturista', 'puesto-8'))['captura.siguiente']({}))).toBe('ninguno');
    // From the paused post itself too: whoever directs the room is not locked out by it.
    await valorDe((await p.entrar('coordinador', 'puesto-7'))['supervision.reanudar']({ clase: 'puesto', id: 'puesto-7' }));
    expect(await codigoDe((await p.entrar('capturista', 'puesto-7'))['captura.siguiente']({}))).toBe('ninguno');
  });
  test('nobody pauses themselves, the post where they are, or somebody who does not exist', async () => {
    const supervisor = await p.entrar('supervisor', 'principal');
    const motivo = 'Descanso';
    expect(await codigoDe(supervisor['supervision.pausar']({ clase: 'persona', id: 'supervisor', motivo }))).toBe('pausa_propia');
    expect(await codigoDe(supervisor['supervision.pausar']({ clase: 'puesto', id: 'principal', motivo }))).toBe('pausa_propia');
    expect(await codigoDe(supervisor['supervision.pausar']({ clase: 'persona', id: 'nadie', motivo }))).toBe('persona_desconocida');
    expect(await codigoDe(supervisor['supervision.reanudar']({ clase: 'persona', id: 'capturista' }))).toBe('sin_pausa');
  });
});

describe('role of a person', () => {
  test('changes at once, with who, from what and why; and stays after a restart', async () => {
    const acopiador = await p.entrar('acopiador');
    expect(await codigoDe(acopiador['cotejo.siguiente']({}))).toBe('sin_permiso');
    await valorDe((await p.entrar('coordinador'))['supervision.cambiarFuncion']({ persona: 'acopiador', roles: ['cotejador'], motivo: 'Falta gente en cotejo' }));
    expect(await codigoDe(acopiador['cotejo.siguiente']({}))).toBe('ninguno');
    expect(await codigoDe(acopiador['acopio.recientes']({}))).toBe('sin_permiso');
    expect((await valorDe(acopiador['sesion.actual']({}))).persona?.roles).toEqual(['cotejador']);
    expect(eventos('persona.funcion_cambiada')).toMatchObject([{ actor: 'coordinador', datos: { persona: 'acopiador', antes: ['acopiador'], roles: ['cotejador'], motivo: 'Falta gente en cotejo' } }]);
    await p.reabrir();
    expect(await codigoDe((await p.entrar('acopiador'))['cotejo.siguiente']({}))).toBe('ninguno');
  });
  test('who directs or looks keeps the role of the package, and nobody can be made one of them', async () => {
    const coordinador = await p.entrar('coordinador');
    const motivo = 'Falta gente';
    for (const persona of ['supervisor', 'coordinador', 'tecnico', 'observador', 'todo']) {
      expect(await codigoDe(coordinador['supervision.cambiarFuncion']({ persona, roles: ['capturista'], motivo })), persona).toBe('funcion_fija');
    }
    expect(await codigoDe(coordinador['supervision.cambiarFuncion']({ persona: 'capturista', roles: ['supervisor'] as never, motivo }))).toBe('entrada_invalida');
  });
  test('who captured an acta does not decide on it under another role', async () => {
    await p.digitalizar(GUB);
    for (const [quien, votos] of [['capturista', 7], ['capturista2', 8]] as const) {
      const captura = await p.entrar(quien);
      await valorDe(captura['captura.siguiente']({}));
      await valorDe(captura['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB, { SOL: votos }) }));
    }
    await valorDe((await p.entrar('supervisor'))['supervision.cambiarFuncion']({ persona: 'capturista', roles: ['verificador'], motivo: 'Hay discrepancias' }));
    expect((await valorDe((await p.entrar('capturista'))['verificacion.siguiente']({}))).trabajo).toBeNull();
  });
});
