import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crearEstacionDePrueba, visionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';
import { contratoEstacion, PARTES, type Parte } from '#shared/api/contrato-estacion.ts';
import { MOTIVOS_SIN_ACTA } from '#shared/domain/acta.ts';
import type { Metodo, Result } from '#shared/api/metodo.ts';
import { CAMINOS, type CaminoDePrueba } from './caminos.ts';

const METODOS = Object.entries(contratoEstacion) as [string, Metodo][];
/** Something that each input of the contract takes: they are small, and share their fields. */
const entradaDe = (schema: Metodo['entrada']): unknown => {
  const campos = {
    acta: '990010B0100A02', mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP', texto: '0010', imagen: 'a'.repeat(64), version: 'original', eleccion: 'GUB', ciclo: 1, valores: {},
    actas: ['990010B0100A02'], limite: 10, escaner: 'virtual', tanda: 't', puesto: 'captura-3', codigo: 'ACP1', nota: null, clase: 'persona', id: 'capturista', persona: 'capturista', roles: ['capturista'], caja: 'C1-0001', ruta: '/no/hay/usb', rango: null, documento: 'caja', folio: 'C1-SI-001',
      borrador: { escritos: { ALBA: '7' }, foco: 0 },
  };
  const posibles = ['no se lee bien', MOTIVOS_SIN_ACTA[0]].map((motivo) => ({ ...campos, motivo }));
  return posibles.find((entrada) => schema.safeParse(entrada).success);
};
/** Reads that need nothing but their input, with who may ask. */
const LECTURAS = METODOS.filter(([, m]) => m.clase === 'query' && m.entrada.safeParse({}).success).map(([nombre]) => nombre);

describe.each(CAMINOS)('the station over %s', (_nombre, abrir) => {
  let prueba: EstacionDePrueba;
  let camino: CaminoDePrueba;
  const sesiones = new Map<string, string>();
  beforeAll(async () => {
    // What no code of ours expects: the picture for the screen cannot be made.
    const vision = { ...visionDePrueba, pantalla: () => Promise.reject(new Error('no memory')) };
    prueba = await crearEstacionDePrueba({ puertos: { vision } });
    camino = await abrir(prueba.estacion);
  });
  afterAll(async () => {
    await camino.cerrar();
    await prueba.cerrar();
  });

  const llamar = (metodo: string, entrada: unknown, sesion: string | null = null): Promise<Result<unknown>> => camino.despachar({ metodo, entrada, sesion, puesto: 'contrato' });
  const sesionDe = async (usuario: string): Promise<string> => {
    const abierta = sesiones.get(usuario);
    if (abierta !== undefined) return abierta;
    const r = await llamar('sesion.entrar', { usuario, pin: PIN_DE_PRUEBA });
    if (!r.ok) throw new Error(r.error.codigo);
    const { sesion } = r.valor as { sesion: string };
    sesiones.set(usuario, sesion);
    return sesion;
  };
  const fallo = (codigo: string): unknown => ({ ok: false, error: expect.objectContaining({ codigo }) as unknown });

  test('a public read answers what the contract says', async () => {
    const r = await llamar('estacion.estado', {});
    expect(r).toMatchObject({ ok: true, valor: { modo: prueba.paquete.modo, estacion: 'C1-A' } });
    if (r.ok) expect(contratoEstacion['estacion.estado'].salida.safeParse(r.valor).success).toBe(true);
  });

  test('what is to follow a call comes in its answer, held to the same rules; nothing follows one that failed', async () => {
    const estado = { metodo: 'estacion.estado', entrada: {} };
    const con = (metodo: string, entrada: unknown, luego: { metodo: string; entrada: unknown }) => camino.despachar({ metodo, entrada, sesion: null, puesto: 'contrato', luego });
    expect(await con('estacion.estado', {}, estado)).toMatchObject({ ok: true, valor: { estacion: 'C1-A' }, luego: { ok: true, valor: { estacion: 'C1-A' } } });
    expect(await con('estacion.estado', {}, { metodo: 'acta.borrar', entrada: {} })).toMatchObject({ ok: true, luego: fallo('metodo_desconocido') });
    expect(await con('estacion.estado', {}, { metodo: 'captura.siguiente', entrada: {} })).toMatchObject({ ok: true, luego: fallo('sesion_requerida') });
    expect(await con('captura.siguiente', {}, estado)).toEqual(fallo('sesion_requerida'));
  });

  test.each(LECTURAS)('%s answers somebody who may', async (metodo) => {
    const definicion = (contratoEstacion as Record<string, Metodo>)[metodo];
    const r = await llamar(metodo, {}, await sesionDe('todo'));
    if (!r.ok) throw new Error(r.error.codigo);
    expect(definicion?.salida.safeParse(r.valor)).toMatchObject({ success: true });
  });

  test.each(METODOS.map(([nombre]) => nombre))('%s refuses an input of another shape', async (metodo) => {
    expect(await llamar(metodo, 'no es un objeto', await sesionDe('todo'))).toEqual(fallo('entrada_invalida'));
  });

  test.each(METODOS.filter(([, m]) => m.acceso !== 'publico').map(([nombre, m]) => [nombre, m] as const))('%s asks for a session', async (metodo, { entrada }) => {
    const r = await llamar(metodo, entradaDe(entrada));
    expect(r).toEqual(fallo('sesion_requerida'));
  });

  test('a role that may not is refused', async () => {
    expect(await llamar('captura.siguiente', {}, await sesionDe('observador'))).toEqual(fallo('sin_permiso'));
  });

  test.each(['no.existe', '__proto__', 'toString'])('the method %s does not exist', async (metodo) => {
    expect(await llamar(metodo, {})).toEqual(fallo('metodo_desconocido'));
  });

  test('an expected failure keeps its code and its parameters', async () => {
    const r = await llamar('acopio.registrar', { acta: '990099B0100A02', mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }, await sesionDe('todo'));
    expect(r).toEqual({ ok: false, error: { codigo: 'acta_desconocida', parametros: { acta: '990099B0100A02' } } });
  });

  test('a wrong PIN says how many attempts are left', async () => {
    expect(await llamar('sesion.entrar', { usuario: 'tecnico', pin: '0000' })).toMatchObject({ ok: false, error: { codigo: 'pin_incorrecto', parametros: { intentos: expect.any(Number) as number } } });
  });

  test('a command changes the state, and every window is told which parts', async () => {
    const avisos: Parte[] = [];
    const dejar = camino.alCambiar((partes) => avisos.push(...partes));
    const [acta] = prueba.paquete.actas;
    const r = await llamar('acopio.registrar', { acta: acta?.clave, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }, await sesionDe('todo'));
    expect(r).toMatchObject({ ok: true, valor: { hora: expect.any(String) as string } });
    await expect.poll(() => avisos).toContain('acopio');
    expect(avisos.every((parte) => PARTES.includes(parte))).toBe(true);
    dejar();
  });

  test('what nobody expected is interno, with a trace and nothing of the inside', async () => {
    const acta = prueba.paquete.actas[3]?.clave ?? '';
    await prueba.digitalizar(acta);
    const sesion = await sesionDe('todo');
    const bandeja = await llamar('digitalizacion.bandeja', {}, sesion);
    const imagen = bandeja.ok ? (bandeja.valor as { imagenes: { imagen: string }[] }).imagenes[0]?.imagen : undefined;
    const r = await llamar('imagen.ver', { imagen, version: 'pantalla' }, sesion);
    expect(r).toMatchObject({ ok: false, error: { codigo: 'interno', traza: expect.any(String) as string } });
    expect(JSON.stringify(r)).not.toContain('memory');
    expect(await llamar('estacion.estado', {})).toMatchObject({ ok: true });
  });
});
