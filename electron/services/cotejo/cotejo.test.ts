import { afterEach, beforeEach, expect, test } from 'vitest';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { codigoDe, crearEstacionDePrueba, hojaDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
let p: EstacionDePrueba;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  await verificar(1, 'capturista', 'capturista2');
});
afterEach(() => p.cerrar());

async function verificar(ciclo: number, ...quienes: readonly string[]): Promise<void> {
  if (ciclo === 1) await p.digitalizar(GUB);
  for (const quien of quienes) {
    const captura = await p.entrar(quien);
    expect((await valorDe(captura['captura.siguiente']({}))).trabajo?.acta).toBe(GUB);
    await valorDe(captura['captura.guardar']({ acta: GUB, ciclo, valores: p.valores(GUB) }));
  }
}
const empacar = async () => (await p.entrar('acopiador'))['empaquetado.cerrarCaja']({ actas: [GUB] });

test('a new scan is asked for: the image is kept as rejected, and whoever asked does not accept the correction', async () => {
  const cotejador = await p.entrar('cotejador');
  await valorDe(cotejador['cotejo.siguiente']({}));
  await valorDe(cotejador['cotejo.pedirEscaneo']({ acta: GUB, motivo: 'La imagen es de otra acta' }));
  const bandeja = await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}));
  expect(bandeja.imagenes.map((i) => [i.estado, i.destino, i.motivo])).toEqual([['rechazada', 'Repetir escaneo', 'La imagen es de otra acta']]);
  await p.escanear(hojaDePrueba(escribirEtiqueta(p.paquete.id, GUB), 'otra vez'));
  await verificar(2, 'capturista3', 'capturista');
  expect((await valorDe(cotejador['cotejo.siguiente']({}))).trabajo).toBeNull();
  const otro = await p.entrar('cotejador2');
  expect((await valorDe(otro['cotejo.siguiente']({}))).trabajo?.acta).toBe(GUB);
  expect(await codigoDe(otro['cotejo.aceptar']({ acta: GUB }))).toBe('ninguno');
});

test('nobody asks for a new scan of an acta that is not in front of them', async () => {
  expect(await codigoDe((await p.entrar('cotejador'))['cotejo.pedirEscaneo']({ acta: GUB, motivo: 'No se ve' }))).toBe('cotejo_ajeno');
});

test('a coordinator waives the cotejo of one acta with a reason: it leaves the queue, is packed, and the box says why', async () => {
  expect(await codigoDe(empacar())).toBe('paso_no_permitido');
  expect(await codigoDe((await p.entrar('supervisor'))['cotejo.dispensar']({ acta: GUB, motivo: 'El papel se mojó' }))).toBe('sin_permiso');
  const coordinador = await p.entrar('coordinador');
  expect((await valorDe(coordinador['cotejo.pendientes']({}))).map((a) => a.acta)).toEqual([GUB]);
  await valorDe(coordinador['cotejo.dispensar']({ acta: GUB, motivo: 'El papel se mojó' }));
  expect(await valorDe(coordinador['cotejo.pendientes']({}))).toEqual([]);
  expect((await valorDe((await p.entrar('cotejador'))['cotejo.siguiente']({}))).trabajo).toBeNull();
  const { caja } = await valorDe(empacar());
  expect((await valorDe(coordinador['empaquetado.caja']({ caja }))).actas).toMatchObject([{ acta: GUB, sinCotejo: 'El papel se mojó' }]);
});

test('a correction afterwards undoes the waiver', async () => {
  await valorDe((await p.entrar('coordinador'))['cotejo.dispensar']({ acta: GUB, motivo: 'El papel se mojó' }));
  await valorDe((await p.entrar('verificador'))['cotejo.pedirRecaptura']({ acta: GUB, motivo: 'Un dato que sí se lee' }));
  await verificar(2, 'capturista3', 'capturista');
  expect(await codigoDe(empacar())).toBe('paso_no_permitido');
});
