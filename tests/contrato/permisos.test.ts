import { afterAll, beforeAll, expect, test } from 'vitest';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import { MOTIVOS_SIN_ACTA } from '#shared/domain/acta.ts';
import type { Metodo } from '#shared/api/metodo.ts';
import { PERMISOS, puede, ROLES, type Permiso } from '#shared/domain/permisos.ts';
import { crearEstacionDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';

/** What everybody who signed in may ask. */
const DE_TODOS = ['publico', 'sesion'];
const METODOS = Object.entries(contratoEstacion as Record<string, Metodo>).filter(([, m]) => !DE_TODOS.includes(m.acceso));
const CAMPOS = {
  acta: '990010B0100A02', actas: ['990010B0100A02'], imagen: 'a'.repeat(64), ciclo: 1, valores: {}, eleccion: 'GUB', mecanismoTraslado: '', tipoDocumento: 'ACTA PREP', codigo: '990010B0100A02',
  texto: '0010', nota: null, folio: 'C1-SI-001', documento: 'entrega', limite: 10, escaner: 'virtual', tanda: 't', clase: 'persona', id: 'capturista3', persona: 'capturista3', roles: ['capturista'],
  puesto: 'puesto-9', caja: 'C1-0001', ruta: '/no/hay/usb', rango: null, borrador: { escritos: {}, foco: 0 },
};
const entradaDe = ({ entrada }: Metodo): unknown => ['sin permiso alguno', MOTIVOS_SIN_ACTA[0]].map((motivo) => ({ ...CAMPOS, motivo })).find((e) => entrada.safeParse(e).success);

let p: EstacionDePrueba;
beforeAll(async () => {
  p = await crearEstacionDePrueba();
});
afterAll(() => p.cerrar());

test.each(ROLES)('%s is refused whatever the matrix does not give, however it is called, and the journal is not touched', async (rol) => {
  const entrada = await p.anonimo['sesion.entrar']({ usuario: rol, pin: PIN_DE_PRUEBA });
  if (!entrada.ok) throw new Error(entrada.error.codigo);
  const { hash } = p.estacion.bitacora.cabeza();
  const ajenos = METODOS.filter(([, m]) => !puede([rol], m.acceso as Permiso));
  expect(ajenos.length).toBeGreaterThan(10);
  for (const [metodo, m] of ajenos) {
    const datos = entradaDe(m);
    expect(datos, metodo).toBeDefined();
    const r = await p.estacion.despachar({ metodo, entrada: datos, sesion: entrada.valor.sesion, puesto: 'puesto-0' });
    expect(r, metodo).toEqual({ ok: false, error: { codigo: 'sin_permiso', parametros: { accion: metodo } } });
  }
  expect(p.estacion.bitacora.cabeza().hash).toBe(hash);
});

test('the matrix is the one of the Proceso Técnico Operativo (domain 8(e))', () => {
  const de = (rol: (typeof ROLES)[number]): string[] => (Object.keys(PERMISOS) as Permiso[]).filter((permiso) => puede([rol], permiso)).sort();
  expect(de('capturista')).toEqual(['capturar', 'reportar_imagen']);
  expect(de('observador')).toEqual([]);
  expect(de('verificador')).toEqual(['cambiar_imagen', 'declarar_fuera', 'identificar', 'pedir_correccion', 'reportar_imagen', 'resolver']);
  expect(de('cotejador')).toEqual(['cotejar', 'pedir_correccion', 'reportar_imagen']);
  // Who directs neither captures, nor decides, nor compares.
  for (const dirige of ['supervisor', 'coordinador', 'tecnico'] as const) for (const permiso of ['capturar', 'resolver', 'cotejar', 'sin_acta_solicitar'] as const) expect(puede([dirige], permiso), dirige).toBe(false);
});
