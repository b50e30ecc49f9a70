import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';
const AYUN = '990010B0100A04';

let p: EstacionDePrueba;
beforeEach(async () => { p = await crearEstacionDePrueba(); });
afterEach(() => p.cerrar());

const siguiente = (quien: ClienteEstacion) => valorDe(quien['captura.siguiente']({}));
const actaDe = async (quien: ClienteEstacion): Promise<string | null> => (await siguiente(quien)).trabajo?.acta ?? null;
const guardar = (quien: ClienteEstacion, acta: string, cambios = {}) => quien['captura.guardar']({ acta, ciclo: 1, valores: p.valores(acta, cambios) });
const anotar = (quien: ClienteEstacion, acta: string, ALBA = '4') => quien['captura.borrador']({ acta, ciclo: 1, borrador: { escritos: { ALBA }, foco: 0 } });
const latir = async (...quienes: ClienteEstacion[]): Promise<void> => {
  for (const quien of quienes) await valorDe(quien['sesion.latido']({}));
};

describe('a post that dies', () => {
  test('gives its work back within a minute, and who waits is told', async () => {
    await p.digitalizar(GUB);
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    expect(await actaDe(ana)).toBe(GUB);
    expect(await actaDe(eva)).toBeNull();
    const avisos: string[] = [];
    p.estacion.alCambiar((partes) => avisos.push(...partes));
    for (let s = 10; s <= 60; s += 10) {
      p.reloj.adelantar(10_000);
      await latir(eva);
    }
    expect(avisos).toContain('captura');
    expect(await actaDe(eva)).toBe(GUB);
    expect(await codigoDe(guardar(ana, GUB))).toBe('captura_ajena');
  });

  test('a window that lives keeps its work, until nobody has touched it for ten minutes', async () => {
    await p.digitalizar(GUB);
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    await siguiente(ana);
    for (let s = 0; s < 9 * 60; s += 10) {
      p.reloj.adelantar(10_000);
      await latir(ana, eva);
    }
    expect(await actaDe(eva)).toBeNull();
    p.reloj.adelantar(70_000);
    await latir(ana, eva);
    expect(await actaDe(eva)).toBe(GUB);
  });

  test('whose network was away goes on where it was, if nobody was given its acta', async () => {
    await p.digitalizar(GUB);
    const ana = await p.entrar('capturista');
    await siguiente(ana);
    await valorDe(anotar(ana, GUB));
    p.reloj.adelantar(5 * 60_000);
    await valorDe(anotar(ana, GUB, '47'));
    await valorDe(guardar(ana, GUB));
  });
});

describe('the same person in two windows', () => {
  test('has one acta: the window that asked last has it, the other is told where it is, and may bring it back', async () => {
    await p.digitalizar(GUB, DIP);
    const [una, otra] = [await p.entrar('capturista', 'puesto-1'), await p.entrar('capturista', 'puesto-2')];
    expect(await actaDe(una)).toBe(GUB);
    await valorDe(anotar(una, GUB));
    expect(await siguiente(otra)).toMatchObject({ trabajo: { acta: GUB }, borrador: { escritos: { ALBA: '4' } } });
    expect(await codigoDe(anotar(una, GUB, '9'))).toBe('captura_otra_ventana');
    expect(await codigoDe(guardar(una, GUB))).toBe('captura_otra_ventana');
    await valorDe(una['sesion.salir']({}));
    await valorDe(guardar(otra, GUB));
  });

  test('closing the one that has nothing takes nothing from the other', async () => {
    await p.digitalizar(GUB);
    const [una, otra, eva] = [await p.entrar('capturista', 'puesto-1'), await p.entrar('capturista', 'puesto-2'), await p.entrar('capturista2')];
    await siguiente(otra);
    await valorDe(una['sesion.salir']({}));
    expect(await actaDe(eva)).toBeNull();
  });
});

describe('posts', () => {
  test('a session is of the post where it was opened: its token is nobody’s at another', async () => {
    const entrada = await valorDe(p.anonimo['sesion.entrar']({ usuario: 'capturista', pin: '2468' }));
    const desde = (puesto: string) => p.estacion.despachar({ metodo: 'captura.siguiente', entrada: {}, sesion: entrada.sesion, puesto });
    expect(await desde('puesto-ajeno')).toMatchObject({ ok: false, error: { codigo: 'sesion_requerida' } });
    expect(await desde('puesto-0')).toMatchObject({ ok: true });
  });

  test('the second capture waits for another post while somebody is at work there', async () => {
    await p.digitalizar(GUB);
    const ana = await p.entrar('capturista', 'puesto-1');
    const lejos = await p.entrar('capturista3', 'puesto-2');
    await siguiente(ana);
    await valorDe(guardar(ana, GUB));
    await valorDe(ana['sesion.salir']({}));
    const eva = await p.entrar('capturista2', 'puesto-1');
    expect(await siguiente(eva)).toMatchObject({ trabajo: null, deOtros: true });
    expect(await actaDe(lejos)).toBe(GUB);
  });

  test('a room of one post, or one that is left alone, makes both captures there', async () => {
    await p.digitalizar(GUB);
    const ana = await p.entrar('capturista', 'puesto-1');
    await p.entrar('capturista3', 'puesto-2');
    await siguiente(ana);
    await valorDe(guardar(ana, GUB));
    // Whose turn it is, and nothing else.
    expect(await siguiente(ana)).toEqual({ trabajo: null, enEspera: 0, borrador: null, deOtros: true });
    await valorDe(ana['sesion.salir']({}));
    // The other post is not heard of any more.
    p.reloj.adelantar(61_000);
    expect(await actaDe(await p.entrar('capturista2', 'puesto-1'))).toBe(GUB);
  });

  test('an election that does not ask for it gives the second capture to any post', async () => {
    await p.cerrar();
    p = await crearEstacionDePrueba({ paquete: { reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true, segundaEnOtroPuesto: false } } });
    await p.digitalizar(GUB);
    const ana = await p.entrar('capturista', 'puesto-1');
    await p.entrar('capturista3', 'puesto-2');
    await siguiente(ana);
    await valorDe(guardar(ana, GUB));
    expect(await actaDe(await p.entrar('capturista2', 'puesto-1'))).toBe(GUB);
  });
});

describe('what comes next', () => {
  test('is told ahead and is then given; nobody is made to wait for it', async () => {
    await p.digitalizar(GUB, DIP, AYUN);
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    await siguiente(ana);
    await siguiente(eva);
    const deAna = await valorDe(ana['captura.despues']({}));
    expect(deAna.imagen).not.toBeNull();
    // All that is left is promised: who has nothing else is given it all the same.
    expect(await valorDe(eva['captura.despues']({}))).toEqual(deAna);
    await valorDe(guardar(eva, DIP));
    expect((await siguiente(eva)).trabajo!.imagen).toBe(deAna.imagen);
  });

  test('two people are promised different actas while there are', async () => {
    await p.digitalizar(GUB, DIP, AYUN, '990010C0100A02');
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    await siguiente(ana);
    await siguiente(eva);
    const [una, otra] = [await valorDe(ana['captura.despues']({})), await valorDe(eva['captura.despues']({}))];
    expect(una.imagen).not.toBe(otra.imagen);
    await valorDe(guardar(eva, DIP));
    expect((await siguiente(eva)).trabajo!.imagen).toBe(otra.imagen);
    await valorDe(guardar(ana, GUB));
    expect((await siguiente(ana)).trabajo!.imagen).toBe(una.imagen);
  });
});

describe('faults of people and machines', () => {
  test('two people with the same PIN are two people', async () => {
    await p.digitalizar(GUB);
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    await siguiente(ana);
    await valorDe(guardar(ana, GUB));
    expect(await actaDe(ana)).toBeNull();
    expect(await actaDe(eva)).toBe(GUB);
  });

  test('the clock of the machine a year ahead ends sessions and leases, and loses nothing', async () => {
    await p.digitalizar(GUB);
    const ana = await p.entrar('capturista');
    await siguiente(ana);
    await valorDe(anotar(ana, GUB, '52'));
    p.reloj.adelantar(365 * 86_400_000);
    expect(await codigoDe(ana['captura.siguiente']({}))).toBe('sesion_requerida');
    expect(await siguiente(await p.entrar('capturista'))).toMatchObject({ trabajo: { acta: GUB }, borrador: { escritos: { ALBA: '52' } } });
    // And back: hours of the journal never run backwards, and nobody is locked out.
    p.reloj.adelantar(-365 * 86_400_000);
    const otra = await p.entrar('capturista');
    expect(await actaDe(otra)).toBe(GUB);
    await valorDe(guardar(otra, GUB));
    const horas = p.estacion.bitacora.leer(1, 1000).map((a) => Date.parse((JSON.parse(a.texto) as { hora: string }).hora));
    expect(horas).toEqual([...horas].sort((x, y) => x - y));
  });

  test('a decision changes nothing that both read the same, and a value that nobody read needs its reason', async () => {
    await p.digitalizar(GUB);
    for (const [usuario, ALBA] of [['capturista', 8], ['capturista2', 9]] as const) {
      const quien = await p.entrar(usuario);
      await siguiente(quien);
      await valorDe(guardar(quien, GUB, { ALBA }));
    }
    const tercera = await p.entrar('verificador');
    const resolver = (cambios: Record<string, number>, motivo: string | null = null) => tercera['verificacion.resolver']({ acta: GUB, ciclo: 1, valores: p.valores(GUB, cambios), motivo });
    expect(await codigoDe(resolver({ ALBA: 8 }))).toBe('verificacion_ajena');
    await valorDe(tercera['verificacion.siguiente']({}));
    expect(await codigoDe(resolver({ ALBA: 8, RIO: 99 }, 'porque sí'))).toBe('resolver_campo_igual');
    expect(await codigoDe(resolver({ ALBA: 10 }))).toBe('resolver_sin_motivo');
    await valorDe(resolver({ ALBA: 9 }));
  });
});
