import { afterEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, hojaDePrueba, INICIO, relojDePrueba, valorDe, type EstacionDePrueba, type OpcionesDePrueba } from '#tests/estacion-de-prueba.ts';
import { usuariosDeJornada } from '#tests/paquete-de-prueba.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { reglaVentana } from './ventana.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';
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
    expect((await valorDe(acopiar(OTRO_CATD))).otroCentro).toBe('CATD DOS');
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

describe('a reader', () => {
  const leer = async (codigo: string) => (await p.entrar('acopiador'))['acopio.leer']({ codigo, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' });
  const etiqueta = (acta: string): string => escribirEtiqueta(p.paquete.id, acta);

  test('receives what it reads at once, by our label and by the QR of the acta', async () => {
    await abrir();
    expect(await valorDe(leer(etiqueta(GUB)))).toMatchObject({ resultado: 'recibida', acta: { acta: GUB, estado: 'acopiada' }, otroCentro: null });
    expect(await valorDe(leer('99|001|A03|0010|01|B|00|2'))).toMatchObject({ resultado: 'recibida', acta: { acta: '990010B0100A03' } });
    expect(await valorDe(leer(etiqueta(OTRO_CATD)))).toMatchObject({ resultado: 'recibida', otroCentro: 'CATD DOS', acta: { centro: 'CATD DOS' } });
  });

  test('a duplicate changes nothing, says when the first came, and is kept in the journal', async () => {
    await abrir();
    await valorDe(leer(etiqueta(GUB)));
    p.reloj.adelantar(60_000);
    expect(await valorDe(leer(etiqueta(GUB)))).toMatchObject({ resultado: 'ya_recibida', acta: { acta: GUB }, hora: expect.stringContaining('T20:00:') as string });
    expect(ultimo()).toMatchObject({ tipo: 'entrada.rechazada', datos: { codigo: 'acta_ya_acopiada', detalle: etiqueta(GUB) } });
  });

  test.each([
    ['of another election', () => escribirEtiqueta('otra-2027', GUB), 'otra_eleccion'],
    ['of no approved casilla', () => etiqueta('999999B0100A02'), 'fuera_de_catalogo'],
    ['with a character wrong', () => etiqueta(GUB).replace('B', 'C'), 'ilegible'],
    ['of something else', () => 'https://ejemplo.mx/<script>', 'ilegible'],
  ])('a code %s is refused and kept', async (_caso, codigo, resultado) => {
    await abrir();
    expect(await valorDe(leer(codigo()))).toEqual({ resultado });
    expect(ultimo()).toMatchObject({ tipo: 'entrada.rechazada', datos: { codigo: `codigo_${resultado}`, detalle: codigo() } });
    expect(await valorDe((await p.entrar('acopiador'))['acopio.recientes']({}))).toEqual([]);
  });

  test('outside the window of a jornada it is refused, and the journal says that it was tried', async () => {
    await jornada(SEIS_HORAS);
    expect(await codigoDe(leer(etiqueta(GUB)))).toBe('fuera_de_ventana');
    expect(ultimo()).toMatchObject({ tipo: 'entrada.rechazada', datos: { codigo: 'fuera_de_ventana' } });
  });
});

test('a label carries the acta, the center, the hour and a code that reads back to it', async () => {
  await abrir();
  await valorDe(acopiar(GUB));
  const acopiador = await p.entrar('acopiador');
  const [uno, dos] = await valorDe(acopiador['acopio.etiquetas']({ actas: [GUB, OTRO_CATD] }));
  expect(uno).toMatchObject({ acta: GUB, centro: 'CATD UNO', otroCentro: null, tipoActa: 'A02', hora: expect.stringContaining('T20:00:') as string });
  expect(dos).toMatchObject({ otroCentro: 'CATD DOS', hora: null });
  expect((await valorDe(acopiador['acopio.buscar']({ texto: uno?.codigo ?? '' }))).map((a) => a.acta)).toEqual([GUB]);
});

test('a paper that nobody can name gets a number of its own, once', async () => {
  await abrir();
  const acopiador = await p.entrar('acopiador');
  expect(await valorDe(acopiador['acopio.sinIdentificar']({ nota: 'Sin etiqueta, mojada' }))).toMatchObject({ folio: 'C1-SI-001' });
  expect(await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }))).toMatchObject({ folio: 'C1-SI-002' });
  expect((await valorDe(acopiador['acopio.avance']({}))).papeles.map((x) => x.nota)).toEqual(['Sin etiqueta, mojada', null]);
});

test('a paper without a name is its acta once its image is identified: received when it came, and no longer pending', async () => {
  await abrir();
  const [acopiador, digitalizador] = [await p.entrar('acopiador'), await p.entrar('digitalizador')];
  const { folio, hora } = await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }));
  p.reloj.adelantar(60_000);
  await p.escanear(hojaDePrueba(null, 'sin etiqueta'));
  const [imagen] = await valorDe(digitalizador['digitalizacion.porIdentificar']({}));
  expect(await valorDe(digitalizador['digitalizacion.papeles']({}))).toEqual([{ folio, nota: null, hora }]);
  const identificar = (cual: string) => digitalizador['digitalizacion.identificar']({ imagen: imagen!.imagen, acta: GUB, folio: cual });
  expect(await codigoDe(identificar('C1-SI-099'))).toBe('folio_desconocido');
  await valorDe(identificar(folio));
  expect(await valorDe(digitalizador['digitalizacion.papeles']({}))).toEqual([]);
  expect(await valorDe(acopiador['acopio.avance']({}))).toMatchObject({ papeles: [], recibidas: 1 });
  expect((await valorDe(acopiador['acopio.buscar']({ texto: GUB })))[0]?.horaAcopio).toBe(hora);
  // Its number is never given again.
  expect((await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }))).folio).toBe('C1-SI-002');
});

test('a paper without a name that came under its own name meanwhile is joined to it, with the hour at which it came', async () => {
  await abrir();
  const acopiador = await p.entrar('acopiador');
  const { folio, hora } = await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }));
  const nombrar = (cual = folio) => acopiador['acopio.nombrarPapel']({ folio: cual, acta: GUB });
  expect(await codigoDe(nombrar())).toBe('paso_no_permitido');
  p.reloj.adelantar(60_000);
  // The scanner read its label, which the hand reader could not.
  await p.digitalizar(GUB);
  await valorDe(acopiador['acopio.registrar']({ acta: GUB, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }));
  expect(await codigoDe(nombrar('C1-SI-099'))).toBe('folio_desconocido');
  await valorDe(nombrar());
  expect(await valorDe(acopiador['acopio.avance']({}))).toMatchObject({ papeles: [], recibidas: 1 });
  expect((await valorDe(acopiador['acopio.buscar']({ texto: GUB })))[0]?.horaAcopio).toBe(hora);
  expect(await codigoDe(nombrar())).toBe('folio_desconocido');
});

test('a paper without a name that is of no approved casilla was received when it came, and is no longer pending', async () => {
  await abrir();
  const [acopiador, verificador] = [await p.entrar('acopiador'), await p.entrar('verificador')];
  const { folio, hora } = await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }));
  const cuadra = async () => (await valorDe(acopiador['empaquetado.cajas']({}))).conciliacion;
  expect(await cuadra()).toMatchObject({ sinIdentificar: 1 });
  p.reloj.adelantar(60_000);
  await p.escanear(hojaDePrueba(null, 'de otra parte'));
  const [imagen] = await valorDe(verificador['digitalizacion.porIdentificar']({}));
  const declarar = (cual: string) => verificador['digitalizacion.declararFuera']({ imagen: imagen!.imagen, eleccion: 'GUB', folio: cual });
  expect(await codigoDe(declarar('C1-SI-099'))).toBe('folio_desconocido');
  const { acta } = await valorDe(declarar(folio));
  const deFuera = p.estacion.bitacora.leer(1, 1000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: Record<string, unknown> }).find((e) => e.tipo === 'acta.fuera_de_catalogo');
  expect(deFuera?.datos).toMatchObject({ horaAcopio: hora });
  expect((await valorDe(acopiador['acopio.avance']({}))).papeles).toEqual([]);
  expect(await cuadra()).toMatchObject({ sinIdentificar: 0, recibidas: 0, fueraDeCatalogo: 1, porEmpaquetar: 1 });
  expect((await valorDe(acopiador['empaquetado.pendientes']({}))).map((a) => a.acta)).toEqual([acta]);
});

test('what is printed is an event: of each acta for its label, of itself for a document', async () => {
  await abrir();
  const acopiador = await p.entrar('acopiador');
  await valorDe(acopiador['impresos.anotar']({ documento: 'etiqueta', actas: [GUB, DIP], folio: null }));
  await valorDe(acopiador['impresos.anotar']({ documento: 'caja', actas: [], folio: 'C1-0001' }));
  const impresos = p.estacion.bitacora.leer(1, 500).map((a) => JSON.parse(a.texto) as { tipo: string; acta?: string; actor: string; datos: unknown }).filter((e) => e.tipo === 'documento.impreso');
  expect(impresos.map((e) => [e.actor, e.acta, e.datos])).toEqual([
    ['acopiador', GUB, { documento: 'etiqueta', folio: null }], ['acopiador', DIP, { documento: 'etiqueta', folio: null }], ['acopiador', undefined, { documento: 'caja', folio: 'C1-0001' }],
  ]);
  expect(await codigoDe((await p.entrar('capturista'))['impresos.anotar']({ documento: 'caja', actas: [], folio: null }))).toBe('sin_permiso');
});

describe('expected against received', () => {
  const avance = async () => valorDe((await p.entrar('acopiador'))['acopio.avance']({}));

  test('by municipality and section; an image is not the paper, and a confirmed SIN ACTA is neither', async () => {
    await abrir();
    await valorDe(acopiar(GUB));
    await p.digitalizar('990010B0100A03');
    await valorDe(acopiar(OTRO_CATD));
    await valorDe((await p.entrar('acopiador'))['acopio.solicitarSinActa']({ acta: '990020B0100A02', motivo: 'paquete_no_entregado' }));
    await valorDe((await p.entrar('supervisor'))['acopio.confirmarSinActa']({ acta: '990020B0100A02' }));
    const { grupos, ...total } = await avance();
    expect(total).toEqual({ esperadas: 19, recibidas: 1, sinActa: 1, deOtroCentro: 1, papeles: [], clase: 'municipio' });
    expect(grupos.map((g) => [g.nombre, g.esperadas, g.recibidas, g.sinActa])).toEqual([['MUNICIPIO 001', 13, 1, 0], ['MUNICIPIO 002', 6, 0, 1]]);
    const desde = grupos[0]?.secciones.map((s) => [s.seccion, s.recibidas, s.desde?.slice(0, 16)]);
    // A section of which nothing came is missing since the operation began; one that began to come, since then.
    expect(desde).toEqual([['0010', 1, '2027-06-06T20:00'], ['0011', 0, '2027-06-06T18:00']]);
  });

  test('by route where the catalogue has routes', async () => {
    await abrir();
    const casillas = p.paquete.casillas.map((c) => (c.seccion === '0010' ? { ...c, ruta: 'Ruta 3' } : c));
    await p.cerrar();
    await abrir({ paquete: { casillas } });
    const { clase, grupos } = await avance();
    expect([clase, grupos.map((g) => [g.nombre, g.esperadas])]).toEqual(['ruta', [['Ruta 3', 6], ['Sin ruta', 13]]]);
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
    expect((await valorDe(supervisor['acopio.sinActaPendientes']({}))).map((s) => [s.acta, s.motivo, s.solicita])).toEqual([[GUB, 'paquete_sin_bolsa', 'Persona todo']]);
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

  test('a report that was a mistake is taken back before anybody confirms it, by who is at the door or who directs', async () => {
    await abrir();
    const acopiador = await p.entrar('acopiador');
    const reportar = () => valorDe(acopiador['acopio.solicitarSinActa']({ acta: GUB, motivo: 'paquete_no_entregado' }));
    expect(await codigoDe(acopiador['acopio.retirarSinActa']({ acta: GUB }))).toBe('sin_acta_no_solicitada');
    for (const quien of [acopiador, await p.entrar('supervisor')]) {
      await reportar();
      await valorDe(quien['acopio.retirarSinActa']({ acta: GUB }));
      expect(await valorDe(quien['acopio.sinActaPendientes']({}))).toEqual([]);
    }
    expect(await codigoDe((await p.entrar('coordinador'))['acopio.confirmarSinActa']({ acta: GUB }))).toBe('sin_acta_no_solicitada');
    expect(await codigoDe((await p.entrar('capturista'))['acopio.retirarSinActa']({ acta: GUB }))).toBe('sin_permiso');
    await p.reabrir();
    await valorDe((await p.entrar('acopiador'))['acopio.registrar']({ acta: GUB, mecanismoTraslado: '', tipoDocumento: 'ACTA PREP' }));
    // One that was confirmed is reversed by the acta alone.
    expect(await codigoDe((await p.entrar('supervisor'))['acopio.retirarSinActa']({ acta: GUB }))).toBe('sin_acta_no_solicitada');
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
