import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { abrirEstacion } from './crear-estacion.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { codigoDe, crearEstacionDePrueba, type ClienteEstacion, type EstacionDePrueba, valorDe } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';

let p: EstacionDePrueba;
beforeEach(async () => { p = await crearEstacionDePrueba(); });
afterEach(() => p.cerrar());

const capturar = async (quien: ClienteEstacion, valores: Record<string, number | string>): Promise<unknown> => {
  const { trabajo } = await valorDe(quien['captura.siguiente']({}));
  return valorDe(quien['captura.guardar']({ acta: trabajo!.acta, ciclo: trabajo!.ciclo, valores: valores as never }));
};

describe('the way of an acta', () => {
  test('from the door to its box, by the people whose work it is', async () => {
    const acopiador = await p.entrar('acopiador');
    const acopio = await valorDe(acopiador['acopio.registrar']({ acta: GUB, mecanismoTraslado: 'F', tipoDocumento: 'ACTA PREP' }));
    expect(acopio.otroCentro).toBeNull();
    p.reloj.adelantar(60_000);
    await p.digitalizar(GUB);
    const uno = await p.entrar('capturista');
    const dos = await p.entrar('capturista2');
    await capturar(uno, p.valores(GUB));
    p.reloj.adelantar(60_000);
    await capturar(dos, p.valores(GUB));
    const cotejador = await p.entrar('cotejador');
    const { trabajo } = await valorDe(cotejador['cotejo.siguiente']({}));
    expect(trabajo).toMatchObject({ acta: GUB, evaluacion: { observaciones: [], contabilizada: 1, calculado: 49 } });
    await valorDe(cotejador['cotejo.aceptar']({ acta: GUB }));
    expect(await valorDe(acopiador['empaquetado.cerrarCaja']({ actas: [GUB] }))).toEqual({ caja: 'C1-0001', actas: 1 });

    const eventos = p.estacion.bitacora.leer(1, 1000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: Record<string, unknown> });
    expect(eventos.map((e) => e.tipo).filter((t) => /^(acta|captura|imagen)/.test(t))).toEqual([
      'acta.acopiada', 'imagen.guardada', 'acta.digitalizada', 'captura.registrada', 'captura.registrada', 'acta.verificada', 'acta.cotejada', 'acta.empaquetada',
    ]);
    expect(eventos.find((e) => e.tipo === 'acta.verificada')!.datos).toMatchObject({
      via: 'coincidencia', mecanismoTraslado: 'F', capturistas: ['capturista', 'capturista2'], verificador: null, origen: 'CATD', digitalizacion: 'ESCANER',
      horaAcopio: '2027-06-06T20:00:00.000-06:00', horaCaptura: '2027-06-06T20:01:00.000-06:00', horaVerificacion: '2027-06-06T20:02:00.000-06:00',
    });
    const tablero = await valorDe((await p.entrar('supervisor'))['tablero.resumen']({}));
    expect(tablero.total).toBe(19);
    expect(tablero.porEstado).toMatchObject({ esperada: 18, empaquetada: 1 });
    expect(tablero.porEleccion[0]).toMatchObject({ eleccion: 'GUB', esperadas: 6, registradas: 1, verificadas: 1, contabilizadas: 1 });
  });

  test('different captures go to a third person, who sees both without names', async () => {
    await p.digitalizar(DIP);
    await capturar(await p.entrar('capturista'), p.valores(DIP));
    await capturar(await p.entrar('capturista2'), p.valores(DIP, { ALBA: 70, NULOS: 'ilegible' }));
    const tercera = await p.entrar('verificador');
    const { trabajo } = await valorDe(tercera['verificacion.siguiente']({}));
    expect(trabajo!.distintos).toEqual(['ALBA', 'NULOS']);
    expect(trabajo!.capturas.map((c) => c['ALBA']).sort()).toEqual([7, 70]);
    expect(JSON.stringify(trabajo)).not.toContain('capturista');
    await valorDe(tercera['verificacion.resolver']({ acta: DIP, ciclo: 1, valores: p.valores(DIP, { ALBA: 70 }), motivo: null }));
    const { trabajo: cotejo } = await valorDe((await p.entrar('cotejador'))['cotejo.siguiente']({}));
    expect(cotejo!.valores['ALBA']).toBe(70);
  });

  test('a restart loses sessions and nothing else', async () => {
    await p.digitalizar(GUB);
    const antes = await p.entrar('capturista');
    await capturar(antes, p.valores(GUB));
    await p.reabrir();
    expect(await codigoDe(antes['captura.siguiente']({}))).toBe('sesion_requerida');
    await capturar(await p.entrar('capturista2'), p.valores(GUB));
    const tablero = await valorDe((await p.entrar('supervisor'))['tablero.resumen']({}));
    expect(tablero.porEstado.verificada).toBe(1);
  });
});

test.each([['full', 'ENOSPC', 'disco_lleno'], ['read-only', 'EROFS', 'disco_solo_lectura'], ['failing', 'EIO', 'disco_con_falla']])('opened on a %s disk, the station says so and leaves the folder free for the next try', async (_, code, codigo) => {
  await p.estacion.cerrar();
  const reloj = { ahora: () => { throw Object.assign(new Error('the disk'), { code }); } };
  await expect(abrirEstacion({ carpeta: p.carpeta, puertos: { ...p.puertos, reloj } })).rejects.toMatchObject({ codigo });
  await p.reabrir();
  expect(p.estacion.bitacora.cabeza().seq).toBeGreaterThan(0);
});

test.each([
  ['another key', 'C1-A', 'C1', ['llave.pem']], ['the certificate of another key', 'C1-A', 'C1', ['certificado.json']],
  ['key and certificate of another station', 'C1-B', 'C1', ['llave.pem', 'certificado.json']], ['those of another CATD', 'C1-A', 'C2', ['llave.pem', 'certificado.json']],
] as const)('with %s in its folder it does not open: nothing that it did would be accepted', async (_, estacion, catd, archivos) => {
  const otra = await crearEstacionDePrueba({ opl: p.opl, central: p.central, estacion, catd });
  await otra.estacion.cerrar();
  await p.estacion.cerrar();
  const suyos = archivos.map((a) => [a, readFileSync(join(p.carpeta, a))] as const);
  for (const a of archivos) copyFileSync(join(otra.carpeta, a), join(p.carpeta, a));
  await expect(abrirEstacion({ carpeta: p.carpeta, puertos: p.puertos })).rejects.toMatchObject({ codigo: 'credencial_danada' });
  for (const [a, bytes] of suyos) writeFileSync(join(p.carpeta, a), bytes);
  await p.reabrir();
  await otra.cerrar();
});

test('the hours of a package that writes them in UTC are told in the zone of the election', async () => {
  const otra = await crearEstacionDePrueba({ paquete: { ventana: { inicio: '2027-06-07T00:00:00Z', fin: '2027-06-08T00:00:00+00:00' } } });
  try {
    const { ventana } = await valorDe((await otra.entrar('acopiador'))['estacion.estado']({}));
    expect(ventana).toEqual({ inicio: '2027-06-06T18:00:00.000-06:00', fin: '2027-06-07T18:00:00.000-06:00' });
    expect(mensaje('fuera_de_ventana', ventana)).toBe('La operación es de 06/06/2027 18:00 a 07/06/2027 18:00. Fuera de ese horario no se registra acopio.');
  } finally {
    await otra.cerrar();
  }
});
