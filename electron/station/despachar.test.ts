import { afterEach, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, hojaDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { SIN_TRANSMISION } from './crear-estacion.ts';

const GUB = '990010B0100A02';
let p: EstacionDePrueba;
afterEach(() => p.cerrar());

test('unknown methods, bad input, missing session and missing permission are told apart', async () => {
  p = await crearEstacionDePrueba();
  const llamar = (metodo: string, entrada: unknown, sesion: string | null = null) => p.estacion.despachar({ metodo, entrada, sesion, puesto: 'x' });
  expect(await codigoDe(llamar('acta.borrar', {}))).toBe('metodo_desconocido');
  expect(await codigoDe(llamar('constructor', {}))).toBe('metodo_desconocido');
  expect(await llamar('acopio.buscar', { texto: 7 })).toMatchObject({ error: { codigo: 'entrada_invalida', parametros: { campo: 'texto' } } });
  expect(await codigoDe(llamar('acopio.buscar', { texto: '10' }))).toBe('sesion_requerida');
  expect(await codigoDe(llamar('acopio.buscar', { texto: '10' }, 'inventada'))).toBe('sesion_requerida');
  expect(await codigoDe((await p.entrar('capturista'))['acopio.buscar']({ texto: '10' }))).toBe('sin_permiso');
});

test('what nobody expected is `interno`, with a trace that is in the log and no detail outside', async () => {
  const lineas: Record<string, unknown>[] = [];
  p = await crearEstacionDePrueba({
    puertos: {
      registro: { info: () => undefined, error: (mensaje, datos) => void lineas.push({ mensaje, ...datos }) },
      crearTransmision: () => ({
        ...SIN_TRANSMISION,
        enviarPendientes: () => Promise.reject(new Error('secreto interno')),
      }),
    },
  });
  const r = await (await p.entrar('supervisor'))['transmision.enviar']({});
  expect(r).toMatchObject({ ok: false, error: { codigo: 'interno' } });
  expect(JSON.stringify(r)).not.toContain('secreto');
  expect(lineas).toHaveLength(1);
  expect(lineas[0]).toMatchObject({ metodo: 'transmision.enviar', traza: r.ok ? '' : r.error.traza });
  expect(String(lineas[0]!['error'])).toContain('secreto interno');
});

test.each([['full', 'ENOSPC', 'disco_lleno'], ['read-only', 'SQLITE_READONLY_DBMOVED', 'disco_solo_lectura'], ['failing', 'SQLITE_IOERR_WRITE', 'disco_con_falla']])('a %s disk is said in so many words, nothing is kept, and the step can be repeated', async (_, code, codigo) => {
  let lleno = false;
  const real = (await import('#electron/station/ids-node.ts')).idsNode;
  p = await crearEstacionDePrueba({ puertos: { ids: { uuid: () => {
    if (lleno) throw Object.assign(new Error('the disk'), { code });
    return real.uuid();
  } } } });
  const acopiador = await p.entrar('acopiador');
  const antes = p.estacion.bitacora.cabeza();
  lleno = true;
  const entrada = { acta: GUB, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' } as const;
  expect(await codigoDe(acopiador['acopio.registrar'](entrada))).toBe(codigo);
  expect(p.estacion.bitacora.cabeza()).toEqual(antes);
  lleno = false;
  await valorDe(acopiador['acopio.registrar'](entrada));
});

test('a slow road to the central makes nobody wait', async () => {
  let soltar = (): void => undefined;
  p = await crearEstacionDePrueba({
    puertos: {
      crearTransmision: () => ({
        ...SIN_TRANSMISION,
        enviarPendientes: () => new Promise((resolver) => { soltar = () => { resolver({ enviados: 0, pendientes: 0 }); }; }),
      }),
    },
  });
  const enviando = (await p.entrar('supervisor'))['transmision.enviar']({});
  await valorDe((await p.entrar('acopiador'))['acopio.registrar']({ acta: GUB, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
  soltar();
  await valorDe(enviando);
});

test('windows hear which parts changed, after the commit, until they stop listening', async () => {
  p = await crearEstacionDePrueba();
  const acopiador = await p.entrar('acopiador');
  const oido: string[] = [];
  const callar = p.estacion.alCambiar((partes) => oido.push(...partes));
  p.estacion.alCambiar(() => { throw new Error('una ventana que falla'); });
  await valorDe(acopiador['acopio.registrar']({ acta: GUB, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
  expect(oido).toContain('acopio');
  callar();
  oido.length = 0;
  await p.escanear(hojaDePrueba(null));
  expect(oido).toEqual([]);
});
