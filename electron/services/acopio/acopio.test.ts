import { afterEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, INICIO, relojDePrueba, valorDe, type EstacionDePrueba, type OpcionesDePrueba } from '#tests/estacion-de-prueba.ts';
import { usuariosDeJornada } from '#tests/paquete-de-prueba.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { reglaVentana } from './ventana.ts';

const GUB = '990010B0100A02';
const OTRO_CATD = '990021B0100A02';
const SEIS_HORAS = 6 * 3_600_000;

let p: EstacionDePrueba;
afterEach(() => p.cerrar());
const abrir = async (opciones: OpcionesDePrueba = {}): Promise<void> => { p = await crearEstacionDePrueba(opciones); };
/** A jornada carries no PIN in the clear. */
const jornada = async (antes: number): Promise<void> => {
  await abrir({ paquete: { modo: 'jornada', usuarios: usuariosDeJornada() }, reloj: relojDePrueba(INICIO - antes) });
};
const acopiar = async (acta: string) => (await p.entrar('acopiador'))['acopio.registrar']({ acta, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' });
const ultimo = (): { tipo: string; datos: Record<string, unknown> } => JSON.parse(p.estacion.bitacora.leer(p.estacion.bitacora.cabeza().seq, 1)[0]!.texto) as never;

describe('acopio', () => {
  test('finds by section, by key and by the text of its label, and nothing that is not in the catalogue', async () => {
    await abrir();
    const acopiador = await p.entrar('acopiador');
    const buscar = async (texto: string): Promise<string[]> => (await valorDe(acopiador['acopio.buscar']({ texto }))).map((a) => a.acta);
    expect(await buscar('10')).toHaveLength(6);
    expect(await buscar('990010b01')).toEqual(['990010B0100A02', '990010B0100A03', '990010B0100A04']);
    expect(await buscar(escribirEtiqueta(p.paquete.id, GUB))).toEqual([GUB]);
    expect(await buscar(escribirEtiqueta('otra-2027', GUB))).toEqual([]);
    expect(await buscar(escribirEtiqueta(p.paquete.id, '999999B0100A02'))).toEqual([]);
    expect(await buscar('9999')).toEqual([]);
    expect(await buscar('99')).toEqual([]);
  });

  test('an acta arrives once; the second time says when the first was', async () => {
    await abrir();
    await valorDe(acopiar(GUB));
    expect(await acopiar(GUB)).toEqual({ ok: false, error: { codigo: 'acta_ya_acopiada', parametros: { acta: GUB, hora: '20:00' } } });
    expect(await codigoDe(acopiar('990099B0100A02'))).toBe('acta_desconocida');
  });

  test('one of another CATD is taken in, with both names', async () => {
    await abrir();
    expect((await valorDe(acopiar(OTRO_CATD))).otroCatd).toBe('C2');
    expect(ultimo().datos).toMatchObject({ catdReceptor: 'C1', catdAsignado: 'C2' });
    const tablero = await valorDe((await p.entrar('supervisor'))['tablero.resumen']({}));
    expect(tablero.total).toBe(20);
  });

  test('a paper that comes after its photograph keeps its place and gets its hour', async () => {
    await abrir();
    await p.digitalizar(GUB);
    await valorDe(acopiar(GUB));
    const [reciente] = await valorDe((await p.entrar('acopiador'))['acopio.recientes']({}));
    expect(reciente).toMatchObject({ acta: GUB, estado: 'digitalizada' });
  });
});

describe('operating window', () => {
  test('outside it a jornada refuses', async () => {
    await jornada(SEIS_HORAS);
    expect(await codigoDe(acopiar(GUB))).toBe('fuera_de_ventana');
    p.reloj.adelantar(SEIS_HORAS);
    expect(await codigoDe(acopiar(GUB))).toBe('ninguno');
    p.reloj.adelantar(24 * 3_600_000);
    expect(await codigoDe(acopiar(OTRO_CATD))).toBe('fuera_de_ventana');
  });

  test('outside it a simulacro accepts, and the event says so', async () => {
    await abrir({ reloj: relojDePrueba(INICIO - SEIS_HORAS) });
    await valorDe(acopiar(GUB));
    expect(ultimo()).toMatchObject({ tipo: 'acta.acopiada', datos: { fueraDeVentana: true } });
  });

  test('both ends belong to it', async () => {
    await abrir();
    const { ventana } = p.paquete;
    expect(reglaVentana({ modo: 'jornada', ventana }, Date.parse(ventana.inicio))).toBe('dentro');
    expect(reglaVentana({ modo: 'jornada', ventana }, Date.parse(ventana.fin))).toBe('dentro');
    expect(reglaVentana({ modo: 'jornada', ventana }, Date.parse(ventana.fin) + 1)).toBe('rechazada');
  });
});

describe('sin acta', () => {
  test('takes two different people, and carries its evaluation', async () => {
    await abrir();
    const todo = await p.entrar('todo');
    await valorDe(todo['acopio.solicitarSinActa']({ acta: GUB, motivo: 'paquete_sin_bolsa' }));
    expect(await codigoDe(todo['acopio.confirmarSinActa']({ acta: GUB }))).toBe('segunda_persona');
    const supervisor = await p.entrar('supervisor');
    expect((await valorDe(supervisor['acopio.sinActaPendientes']({}))).map((s) => [s.acta, s.motivo, s.solicita])).toEqual([[GUB, 'paquete_sin_bolsa', 'todo']]);
    await valorDe(supervisor['acopio.confirmarSinActa']({ acta: GUB }));
    expect(ultimo()).toMatchObject({
      tipo: 'acta.sin_acta',
      datos: { solicita: 'todo', confirma: 'supervisor', evaluacion: { observaciones: ['sin_acta_paquete_sin_bolsa'], contabilizada: 0, calculado: null } },
    });
    expect(await valorDe(supervisor['acopio.sinActaPendientes']({}))).toEqual([]);
  });

  test('nobody confirms what nobody reported, and an acta that is here is not missing', async () => {
    await abrir();
    const supervisor = await p.entrar('supervisor');
    const acopiador = await p.entrar('acopiador');
    expect(await codigoDe(supervisor['acopio.confirmarSinActa']({ acta: GUB }))).toBe('sin_acta_no_solicitada');
    await valorDe(acopiador['acopio.solicitarSinActa']({ acta: GUB, motivo: 'paquete_no_entregado' }));
    await p.digitalizar(GUB);
    expect(await codigoDe(supervisor['acopio.confirmarSinActa']({ acta: GUB }))).toBe('sin_acta_no_solicitada');
    expect(await codigoDe(acopiador['acopio.solicitarSinActa']({ acta: GUB, motivo: 'paquete_no_entregado' }))).toBe('paso_no_permitido');
  });

  test('is taken back when the acta appears later in the night', async () => {
    await abrir();
    await valorDe((await p.entrar('acopiador'))['acopio.solicitarSinActa']({ acta: GUB, motivo: 'paquete_no_entregado' }));
    await valorDe((await p.entrar('supervisor'))['acopio.confirmarSinActa']({ acta: GUB }));
    const antes = await valorDe((await p.entrar('supervisor'))['tablero.resumen']({}));
    expect(antes.porEleccion[0]).toMatchObject({ registradas: 1, contabilizadas: 0 });
    await valorDe(acopiar(GUB));
    const despues = await valorDe((await p.entrar('supervisor'))['tablero.resumen']({}));
    expect(despues.porEstado).toMatchObject({ sin_acta: 0, acopiada: 1 });
    expect(despues.porEleccion[0]).toMatchObject({ registradas: 0 });
  });
});
