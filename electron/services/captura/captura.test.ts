import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SIN_TRANSMISION } from '#electron/station/crear-estacion.ts';
import { codigoDe, crearEstacionDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';
const AYUN = '990010B0100A04';
const DISTRITO_2 = '990020B0100A03';

let p: EstacionDePrueba;
let ana: ClienteEstacion;
let eva: ClienteEstacion;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
});
afterEach(() => p.cerrar());

const siguiente = async (quien: ClienteEstacion) => (await valorDe(quien['captura.siguiente']({}))).trabajo;
const guardar = (quien: ClienteEstacion, acta: string, cambios: Record<string, number | 'ilegible'> = {}, ciclo = 1) =>
  quien['captura.guardar']({ acta, ciclo, valores: p.valores(acta, cambios) });
const capturar = async (quien: ClienteEstacion, cambios: Record<string, number | 'ilegible'> = {}) => {
  const trabajo = (await siguiente(quien))!;
  return valorDe(guardar(quien, trabajo.acta, cambios, trabajo.ciclo));
};
const tipos = (): string[] => p.estacion.bitacora.leer(1, 1000).map((a) => (JSON.parse(a.texto) as { tipo: string }).tipo);

describe('blind capture', () => {
  test('nothing of the first capture reaches the second person, not even that there was one', async () => {
    await p.digitalizar(GUB);
    const primera = await valorDe(ana['captura.siguiente']({}));
    const guardada = await valorDe(guardar(ana, GUB, { ALBA: 311 }));
    const segunda = await valorDe(eva['captura.siguiente']({}));
    expect(segunda).toEqual(primera);
    expect(JSON.stringify(segunda)).not.toContain('311');
    expect(JSON.stringify(segunda)).not.toMatch(/ronda|capturista/);
    const otra = await valorDe(guardar(eva, GUB, { ALBA: 44 }));
    expect(Object.keys(otra)).toEqual(Object.keys(guardada));
    expect(JSON.stringify(otra)).not.toContain('311');
  });

  test('a first capture, a match and a discrepancy announce the same parts', async () => {
    const vistos: string[][] = [];
    p.estacion.alCambiar((partes) => vistos.push([...partes].sort()));
    await p.digitalizar(GUB, DIP);
    vistos.length = 0;
    await capturar(ana);
    await capturar(ana);
    await capturar(eva);
    await capturar(eva, { ALBA: 9 });
    expect(tipos().filter((t) => t === 'acta.verificada' || t === 'acta.discrepante').sort()).toEqual(['acta.discrepante', 'acta.verificada']);
    expect(vistos).toHaveLength(4);
    expect(new Set(vistos.map(String)).size).toBe(1);
  });

  test('a person who captures is shown the page that they have and the one that comes next, and no other', async () => {
    await p.digitalizar(GUB, DIP, AYUN);
    const ver = (quien: ClienteEstacion, imagen: string) => codigoDe(quien['imagen.ver']({ imagen, version: 'original' }));
    const [suya, deEva] = [(await siguiente(ana))!, (await siguiente(eva))!];
    const { imagen: promesa } = await valorDe(ana['captura.despues']({}));
    expect(await Promise.all([ver(ana, suya.imagen), ver(ana, promesa!), ver(eva, deEva.imagen)])).toEqual(['ninguno', 'ninguno', 'ninguno']);
    // As if there were no such image, whoever's it is and however it became known.
    expect(await Promise.all([ver(ana, deEva.imagen), ver(eva, promesa!)])).toEqual(['imagen_desconocida', 'imagen_desconocida']);
    await valorDe(guardar(ana, suya.acta));
    expect(await ver(ana, suya.imagen)).toBe('imagen_desconocida');
    expect(await ver(await p.entrar('acopiador'), suya.imagen)).toBe('imagen_desconocida');
    expect(await ver(await p.entrar('supervisor'), suya.imagen)).toBe('ninguno');
  });

  test('the two readings come to who decides in the same order each time, also after a restart', async () => {
    await p.digitalizar(GUB);
    await capturar(ana, { ALBA: 3 });
    await capturar(eva, { ALBA: 8 });
    const lecturas = async () => (await valorDe((await p.entrar('verificador'))['verificacion.siguiente']({}))).trabajo?.capturas.map((c) => c['ALBA']);
    const antes = await lecturas();
    expect([...(antes ?? [])].sort()).toEqual([3, 8]);
    await p.reabrir();
    expect(await lecturas()).toEqual(antes);
  });

  test('the second capture of an acta is never given to who made the first', async () => {
    await p.digitalizar(GUB);
    await capturar(ana);
    expect(await siguiente(ana)).toBeNull();
    expect(await codigoDe(guardar(ana, GUB, { ALBA: 8 }))).toBe('captura_misma_persona');
    expect(tipos().filter((t) => t === 'captura.registrada')).toHaveLength(1);
  });

  test('the same capture sent twice (a lost answer) is acknowledged and stored once', async () => {
    await p.digitalizar(GUB);
    const una = await capturar(ana);
    p.reloj.adelantar(5_000);
    expect(await valorDe(guardar(ana, GUB))).toEqual(una);
    expect(tipos().filter((t) => t === 'captura.registrada')).toHaveLength(1);
  });

  test('no count moves for who captures with what others captured, nor with whether they agree', async () => {
    await p.digitalizar(GUB, DIP);
    const visto = async (quien: ClienteEstacion) => JSON.stringify(await valorDe(quien['tablero.resumen']({})));
    const antes = await visto(eva);
    await capturar(ana);
    await capturar(ana);
    expect(await visto(eva)).toBe(antes);
    await capturar(eva);
    await capturar(eva, { ALBA: 9 });
    expect(await visto(eva)).toBe(antes);
    expect(await visto(ana)).toBe(antes);
  });

  test('who captures may ask for what waits to be sent, and is not told how much that is', async () => {
    await p.cerrar();
    const enviarPendientes = () => Promise.resolve({ enviados: 3, pendientes: 47 });
    p = await crearEstacionDePrueba({ puertos: { crearTransmision: () => ({ ...SIN_TRANSMISION, enviarPendientes }) } });
    expect(await valorDe((await p.entrar('capturista'))['transmision.enviar']({}))).toEqual({ enviados: 0, pendientes: 0 });
    expect(await valorDe((await p.entrar('cotejador'))['transmision.enviar']({}))).toEqual({ enviados: 3, pendientes: 47 });
  });

  test('work is handed out in the order of the scanner, captured by somebody else or not', async () => {
    await p.digitalizar(GUB, DIP, AYUN);
    const deAna = (await siguiente(ana))!;
    await valorDe(ana['captura.soltar']({ acta: deAna.acta }));
    // Ana makes the first capture of the last one only.
    const otra = await p.entrar('capturista3');
    await siguiente(otra);
    await siguiente(eva);
    expect((await siguiente(ana))!.acta).toBe(AYUN);
    await valorDe(guardar(ana, AYUN));
    for (const quien of [otra, eva]) await valorDe(quien['sesion.salir']({}));
    const nueva = await p.entrar('capturista2');
    const orden: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { acta } = (await siguiente(nueva))!;
      orden.push(acta);
      await valorDe(guardar(nueva, acta));
    }
    expect(orden).toEqual([GUB, DIP, AYUN]);
  });

  test('a second capture waiting goes before a new acta', async () => {
    await p.digitalizar(GUB, DIP);
    await siguiente(ana);
    await capturar(ana);
    expect((await siguiente(eva))!.acta).toBe(GUB);
  });
});

describe('leases', () => {
  test('two people never have the same acta at once, and asking again gives the same one', async () => {
    await p.digitalizar(GUB, DIP);
    const [una, otra] = [(await siguiente(ana))!.acta, (await siguiente(eva))!.acta];
    expect(una).not.toBe(otra);
    expect((await siguiente(ana))!.acta).toBe(una);
    expect(await codigoDe(guardar(eva, una))).toBe('captura_ajena');
  });

  test('work comes back when its person leaves, lets it go, or goes silent', async () => {
    await p.digitalizar(GUB);
    await siguiente(ana);
    expect(await siguiente(eva)).toBeNull();
    await valorDe(ana['captura.soltar']({ acta: GUB }));
    expect((await siguiente(eva))!.acta).toBe(GUB);
    await valorDe(eva['sesion.salir']({}));
    expect((await siguiente(ana))!.acta).toBe(GUB);
    p.reloj.adelantar(11 * 60_000);
    expect((await siguiente(await p.entrar('capturista3')))!.acta).toBe(GUB);
    expect(await codigoDe(guardar(ana, GUB))).toBe('captura_ajena');
  });
});

describe('values', () => {
  test('a missing field, an alien one and one that is not on this ballot are refused by name', async () => {
    await p.digitalizar(DISTRITO_2);
    const trabajo = (await siguiente(ana))!;
    expect(trabajo.campos.map((c) => c.clave)).not.toContain('CAND_IND_1');
    const sinAlba = Object.fromEntries(Object.entries(p.valores(DISTRITO_2)).filter(([clave]) => clave !== 'ALBA'));
    const faltante = await ana['captura.guardar']({ acta: DISTRITO_2, ciclo: 1, valores: sinAlba });
    expect(faltante).toEqual({ ok: false, error: { codigo: 'captura_incompleta', parametros: { campo: 'ALBA' } } });
    expect(await codigoDe(guardar(ana, DISTRITO_2, { CAND_IND_1: 3 }))).toBe('captura_campo_extra');
    expect(tipos()).not.toContain('captura.registrada');
  });

  test('a total that does not add up is told to whoever typed it, and accepted', async () => {
    await p.digitalizar(GUB);
    expect((await capturar(ana, { TOTAL_VOTOS_ASENTADO: 49 })).sumaDistinta).toBe(false);
    expect((await capturar(eva, { TOTAL_VOTOS_ASENTADO: 50 })).sumaDistinta).toBe(true);
  });

  test('Ilegible is not the same as a number, nor as blank', async () => {
    await p.digitalizar(GUB);
    await capturar(ana, { NULOS: 'ilegible' });
    await capturar(eva, { NULOS: 0 });
    expect(tipos()).toContain('acta.discrepante');
  });
});

describe('discrepancy', () => {
  test('neither capturista decides it, whatever their roles', async () => {
    await p.digitalizar(GUB);
    const todo = await p.entrar('todo');
    await capturar(todo);
    await capturar(ana, { ALBA: 8 });
    expect((await valorDe(todo['verificacion.siguiente']({}))).trabajo).toBeNull();
    expect(await codigoDe(todo['verificacion.resolver']({ acta: GUB, ciclo: 1, valores: p.valores(GUB), motivo: null }))).toBe('resolver_misma_persona');
    const tercera = await p.entrar('verificador');
    await valorDe(tercera['verificacion.siguiente']({}));
    await valorDe(tercera['verificacion.resolver']({ acta: GUB, ciclo: 1, valores: p.valores(GUB, { ALBA: 8 }), motivo: 'se lee 8' }));
    const verificada = JSON.parse(p.estacion.bitacora.leer(1, 1000).find((a) => a.texto.includes('"acta.verificada"'))!.texto) as { actor: string; datos: object };
    expect(verificada).toMatchObject({ actor: 'verificador', datos: { via: 'resolucion', verificador: 'verificador', capturistas: ['todo', 'capturista'], motivo: 'se lee 8' } });
    expect(await codigoDe(tercera['verificacion.resolver']({ acta: GUB, ciclo: 1, valores: p.valores(GUB), motivo: null }))).toBe('verificacion_ajena');
  });

  test('two verificadores get different actas', async () => {
    await p.digitalizar(GUB, DIP);
    for (const cambios of [{}, {}]) await capturar(ana, cambios);
    for (const cambios of [{ ALBA: 1 }, { ALBA: 1 }]) await capturar(eva, cambios);
    const uno = await valorDe((await p.entrar('verificador'))['verificacion.siguiente']({}));
    const dos = await valorDe((await p.entrar('verificador2'))['verificacion.siguiente']({}));
    expect([uno.trabajo!.acta, dos.trabajo!.acta].sort()).toEqual([GUB, DIP].sort());
  });
});

describe('recapture', () => {
  test('opens a new cycle for other people, and somebody else accepts the correction', async () => {
    await p.digitalizar(GUB);
    await capturar(ana);
    await capturar(eva);
    const cotejador = await p.entrar('cotejador');
    await valorDe(cotejador['cotejo.siguiente']({}));
    await valorDe(cotejador['cotejo.pedirRecaptura']({ acta: GUB, motivo: 'el papel dice otra cosa' }));

    const fresca = await p.entrar('capturista3');
    expect(await siguiente(ana)).toBeNull();
    const trabajo = (await siguiente(fresca))!;
    expect(trabajo.ciclo).toBe(2);
    expect(await codigoDe(guardar(fresca, GUB, {}, 1))).toBe('captura_retirada');
    await valorDe(guardar(fresca, GUB, { ALBA: 70 }, 2));
    // No fresh capturista is left: one of the earlier ones may take it, and the one of this cycle may not.
    expect(await siguiente(fresca)).toBeNull();
    await capturar(ana, { ALBA: 70 });

    expect((await valorDe(cotejador['cotejo.siguiente']({}))).trabajo).toBeNull();
    expect(await codigoDe(cotejador['cotejo.aceptar']({ acta: GUB }))).toBe('cotejo_misma_persona');
    const otro = await p.entrar('cotejador2');
    expect((await valorDe(otro['cotejo.siguiente']({}))).trabajo!.valores['ALBA']).toBe(70);
    await valorDe(otro['cotejo.aceptar']({ acta: GUB }));
    const cotejada = p.estacion.bitacora.leer(1, 1000).find((a) => a.texto.includes('"acta.cotejada"'))!;
    expect((JSON.parse(cotejada.texto) as { datos: unknown }).datos).toEqual({ resultado: 2 });
  });
});

describe('cotejo and boxes', () => {
  test('what nobody is looking at cannot be accepted, and only cotejadas are packed', async () => {
    await p.digitalizar(GUB);
    await capturar(ana);
    await capturar(eva);
    const cotejador = await p.entrar('cotejador');
    const acopiador = await p.entrar('acopiador');
    expect(await codigoDe(cotejador['cotejo.aceptar']({ acta: GUB }))).toBe('cotejo_ajeno');
    expect(await codigoDe(acopiador['empaquetado.cerrarCaja']({ actas: [GUB] }))).toBe('paso_no_permitido');
    await valorDe(cotejador['cotejo.siguiente']({}));
    await valorDe(cotejador['cotejo.aceptar']({ acta: GUB }));
    expect((await valorDe(acopiador['empaquetado.pendientes']({}))).map((a) => a.acta)).toEqual([GUB]);
    // One that is not ready spoils the whole box: nothing of it is packed.
    expect(await codigoDe(acopiador['empaquetado.cerrarCaja']({ actas: [GUB, DIP] }))).toBe('paso_no_permitido');
    expect(tipos()).not.toContain('acta.empaquetada');
    expect((await valorDe(acopiador['empaquetado.cerrarCaja']({ actas: [GUB, GUB] }))).actas).toBe(1);
  });
});
