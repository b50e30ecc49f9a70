import { afterEach, beforeEach, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const [GUB, DIP, SIN_PAPEL, FALTA] = ['990010B0100A02', '990010B0100A03', '990010B0100A04', '990010C0100A02'] as const;
let p: EstacionDePrueba;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
});
afterEach(() => p.cerrar());

const acopiar = async (acta: string): Promise<unknown> => valorDe((await p.entrar('acopiador'))['acopio.registrar']({ acta, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
const hastaCotejada = async (acta: string): Promise<void> => {
  await p.digitalizar(acta);
  for (const quien of ['capturista', 'capturista2']) {
    const captura = await p.entrar(quien);
    await valorDe(captura['captura.siguiente']({}));
    await valorDe(captura['captura.guardar']({ acta, ciclo: 1, valores: p.valores(acta) }));
  }
  const cotejador = await p.entrar('cotejador');
  await valorDe(cotejador['cotejo.siguiente']({}));
  await valorDe(cotejador['cotejo.aceptar']({ acta }));
};
const cajas = async () => valorDe((await p.entrar('acopiador'))['empaquetado.cajas']({}));

test('boxes with their list and count, against what acopio received', async () => {
  await acopiar(GUB);
  await acopiar(DIP);
  await hastaCotejada(GUB);
  await hastaCotejada(SIN_PAPEL);
  const acopiador = await p.entrar('acopiador');
  const primera = await valorDe(acopiador['empaquetado.cerrarCaja']({ actas: [GUB, SIN_PAPEL] }));
  expect(primera).toEqual({ caja: 'C1-0001', actas: 2 });
  const { cajas: lista, conciliacion } = await cajas();
  expect(lista).toMatchObject([{ caja: 'C1-0001', actas: 2, sinCotejo: 0, cerro: 'Persona acopiador' }]);
  expect(conciliacion).toMatchObject({ esperadas: 20 - 1, recibidas: 2, empaquetadas: 2, porEmpaquetar: 0, enProceso: 1, cuadra: false });
  // One waits for its cotejo; the other was boxed although acopio never saw its paper.
  expect(conciliacion.pendientes.map((a) => [a.acta, a.estado])).toEqual([[DIP, 'acopiada']]);
  expect(conciliacion.sinAcopio.map((a) => a.acta)).toEqual([SIN_PAPEL]);
  expect((await valorDe(acopiador['empaquetado.caja']({ caja: 'C1-0001' }))).actas.map((a) => a.acta)).toEqual([GUB, SIN_PAPEL]);
  expect(await codigoDe(acopiador['empaquetado.caja']({ caja: 'C1-0009' }))).toBe('caja_desconocida');
});

test('it adds up only when every expected acta came or was confirmed missing', async () => {
  const propias = p.estacion.catalogo.actas.filter((a) => p.estacion.catalogo.casilla(a.casilla)?.catd === 'C1').map((a) => a.clave);
  const acopiador = await p.entrar('acopiador');
  const supervisor = await p.entrar('supervisor');
  const llegan = propias.slice(0, 2);
  for (const acta of llegan) {
    await acopiar(acta);
    await hastaCotejada(acta);
  }
  const faltar = async (acta: string): Promise<void> => {
    await valorDe(acopiador['acopio.solicitarSinActa']({ acta, motivo: 'paquete_no_entregado' }));
    await valorDe(supervisor['acopio.confirmarSinActa']({ acta }));
  };
  for (const acta of propias.slice(2)) if (acta !== FALTA) await faltar(acta);
  await valorDe(acopiador['empaquetado.cerrarCaja']({ actas: [...llegan] }));
  expect((await cajas()).conciliacion).toMatchObject({ faltan: 1, cuadra: false });
  await faltar(FALTA);
  expect((await cajas()).conciliacion).toMatchObject({ faltan: 0, sinActa: propias.length - 2, cuadra: true });
});
