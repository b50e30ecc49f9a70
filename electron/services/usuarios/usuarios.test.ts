import { afterEach, beforeEach, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA, usuariosDeJornada } from '#tests/paquete-de-prueba.ts';

let p: EstacionDePrueba;
beforeEach(async () => { p = await crearEstacionDePrueba(); });
afterEach(() => p.cerrar());

const entrar = (usuario: string, pin = PIN_DE_PRUEBA) => p.anonimo['sesion.entrar']({ usuario, pin });
const eventos = (tipo: string): { actor: string; datos: Record<string, unknown> }[] =>
  p.estacion.bitacora.leer(1, 1000).map((a) => JSON.parse(a.texto) as { tipo: string; actor: string; datos: Record<string, unknown> }).filter((e) => e.tipo === tipo);

test('a person signs in, is who they say, and leaves', async () => {
  const cliente = await p.entrar('cotejador');
  expect((await valorDe(cliente['sesion.actual']({}))).persona).toEqual({ id: 'cotejador', nombre: 'Persona cotejador', roles: ['cotejador'] });
  await valorDe(cliente['sesion.salir']({}));
  expect((await valorDe(cliente['sesion.actual']({}))).persona).toBeNull();
  expect(await codigoDe(cliente['cotejo.siguiente']({}))).toBe('sesion_requerida');
  expect(eventos('sesion.cerrada')).toMatchObject([{ actor: 'cotejador', datos: { motivo: 'salida' } }]);
});

test('five wrong PINs lock, the wait doubles, and the right PIN opens after it', async () => {
  for (const quedan of [4, 3, 2, 1]) expect(await entrar('capturista', '0000')).toEqual({ ok: false, error: { codigo: 'pin_incorrecto', parametros: { intentos: quedan } } });
  expect(await entrar('capturista', '0000')).toEqual({ ok: false, error: { codigo: 'usuario_bloqueado', parametros: { segundos: 30 } } });
  expect(await codigoDe(entrar('capturista'))).toBe('usuario_bloqueado');
  p.reloj.adelantar(30_000);
  expect(await entrar('capturista', '0000')).toEqual({ ok: false, error: { codigo: 'usuario_bloqueado', parametros: { segundos: 60 } } });
  p.reloj.adelantar(59_000);
  expect(await codigoDe(entrar('capturista'))).toBe('usuario_bloqueado');
  p.reloj.adelantar(1_000);
  expect(await codigoDe(entrar('capturista'))).toBe('ninguno');
  expect(await entrar('capturista', '0000')).toMatchObject({ error: { parametros: { intentos: 4 } } });
  expect(await codigoDe(entrar('cotejador'))).toBe('ninguno');
});

test('neither a restart nor a clock set forward in the journal shortens the wait', async () => {
  for (let i = 0; i < 5; i++) await entrar('capturista', '0000');
  await p.reabrir();
  expect(await codigoDe(entrar('capturista'))).toBe('usuario_bloqueado');
  p.reloj.adelantar(-3_600_000);
  expect(await codigoDe(entrar('capturista'))).toBe('usuario_bloqueado');
  p.reloj.adelantar(30_000);
  expect(await codigoDe(entrar('capturista'))).toBe('ninguno');
});

test('many tries at once are not more tries', async () => {
  const codigos = await Promise.all(Array.from({ length: 20 }, () => codigoDe(entrar('capturista', '0000'))));
  expect(codigos.filter((c) => c === 'pin_incorrecto')).toHaveLength(1);
  expect(eventos('sesion.fallida')).toHaveLength(1);
});

test('a name that is nobody’s fails like a wrong PIN, and what was typed there is not kept', async () => {
  // Not of hexadecimal digits: those stand in every hash.
  expect(await codigoDe(entrar('zapato'))).toBe('pin_incorrecto');
  expect(eventos('sesion.fallida')).toMatchObject([{ datos: { usuario: 'desconocido', fallas: 1 } }]);
  expect(p.estacion.bitacora.leer(1, 1000).some((a) => a.texto.includes('zapato'))).toBe(false);
});

test('names that are nobody’s lock the post where they are typed, for other such names, until somebody signs in there', async () => {
  const desde = async (puesto: string, usuario: string) => {
    const r = await p.estacion.despachar({ metodo: 'sesion.entrar', entrada: { usuario, pin: PIN_DE_PRUEBA }, sesion: null, puesto });
    return r.ok ? 'ninguno' : r.error.codigo;
  };
  for (let i = 0; i < 4; i++) expect(await desde('puesto-1', 'captursta')).toBe('pin_incorrecto');
  expect(await desde('puesto-1', 'capturstaa')).toBe('usuario_bloqueado');
  expect(await desde('puesto-1', 'captursta')).toBe('usuario_bloqueado');
  // The whole room does not pay for it, nor does who writes their name well.
  expect(await desde('puesto-2', 'captursta')).toBe('pin_incorrecto');
  expect(await desde('puesto-1', 'capturista')).toBe('ninguno');
  expect(await desde('puesto-1', 'captursta')).toBe('pin_incorrecto');
});

test('a session without commands ends, and one that is used does not', async () => {
  const [quieta, activa] = [await p.entrar('capturista'), await p.entrar('capturista2')];
  await p.digitalizar('990010B0100A02');
  await valorDe(quieta['captura.siguiente']({}));
  for (let i = 0; i < 3; i++) {
    p.reloj.adelantar(8 * 60_000);
    await valorDe(activa['sesion.activa']({}));
    // A screen that refreshes by itself, or only lives, is not a person.
    await quieta['sesion.actual']({});
    await quieta['sesion.latido']({});
    await quieta['captura.siguiente']({});
  }
  expect(await codigoDe(quieta['captura.siguiente']({}))).toBe('sesion_requerida');
  expect(eventos('sesion.cerrada').map((e) => [e.actor, e.datos['motivo']])).toEqual([['capturista', 'inactividad'], ['digitalizador', 'inactividad']]);
  expect((await valorDe(activa['captura.siguiente']({}))).trabajo!.acta).toBe('990010B0100A02');
});

test('PINs are on the sign-in screen of a simulacro only', async () => {
  const estado = await valorDe(p.anonimo['estacion.estado']({}));
  expect(estado.modo).toBe('simulacro');
  expect(estado.usuariosDemo.find((u) => u.id === 'todo')!.pin).toBe(PIN_DE_PRUEBA);
  const jornada = await crearEstacionDePrueba({ paquete: { modo: 'jornada', usuarios: usuariosDeJornada() } });
  expect((await valorDe(jornada.anonimo['estacion.estado']({}))).usuariosDemo).toEqual([]);
  await jornada.cerrar();
});
