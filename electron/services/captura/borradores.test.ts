import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { codigoDe, crearEstacionDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';

let p: EstacionDePrueba;
let ana: ClienteEstacion;
let eva: ClienteEstacion;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
  await p.digitalizar(GUB);
});
afterEach(() => p.cerrar());

const ESCRITO = { escritos: { ALBA: '783311', RIO: 'ilegible', SOL: '07' }, foco: 3 };
const siguiente = async (quien: ClienteEstacion) => valorDe(quien['captura.siguiente']({}));
const anotar = (quien: ClienteEstacion, acta = GUB, ciclo = 1, borrador: { escritos: Record<string, string>; foco: number } = ESCRITO) => quien['captura.borrador']({ acta, ciclo, borrador });
const guardar = (quien: ClienteEstacion, acta = GUB, cambios = {}, ciclo = 1) => quien['captura.guardar']({ acta, ciclo, valores: p.valores(acta, cambios) });
const guardados = (): number => {
  const base = new Database(join(p.carpeta, 'acopio.db'), { readonly: true });
  try {
    return base.prepare<[], number>('select count(*) from borrador').pluck().get() ?? -1;
  } finally {
    base.close();
  }
};
const textos = (): string => p.estacion.bitacora.leer(1, 1000).map((a) => a.texto).join('\n');

describe('a draft', () => {
  test('comes back with the acta to a window that starts again, and is in no event', async () => {
    await siguiente(ana);
    await valorDe(anotar(ana));
    const otraVez = await siguiente(await p.entrar('capturista'));
    expect(otraVez).toMatchObject({ trabajo: { acta: GUB }, borrador: ESCRITO });
    expect(textos()).not.toContain('783311');
  });

  test('survives the death of the station: who comes back goes on with their acta, and nobody had it twice', async () => {
    await p.digitalizar(DIP);
    await siguiente(ana);
    await siguiente(eva);
    await valorDe(anotar(ana, GUB));
    await valorDe(anotar(eva, DIP, 1, { escritos: { ALBA: '5' }, foco: 0 }));
    await p.reabrir();
    // The other one comes back first, and is not given what somebody else has half typed... unless it is all there is.
    const [eva2, ana2] = [await siguiente(await p.entrar('capturista2')), await siguiente(await p.entrar('capturista'))];
    expect([eva2.trabajo!.acta, eva2.borrador]).toEqual([DIP, { escritos: { ALBA: '5' }, foco: 0 }]);
    expect([ana2.trabajo!.acta, ana2.borrador]).toEqual([GUB, ESCRITO]);
  });

  test('is nobody else’s: not who is given the acta next, not who asks for it', async () => {
    await siguiente(ana);
    await valorDe(anotar(ana));
    await valorDe(ana['sesion.salir']({}));
    const suya = await siguiente(eva);
    expect(suya).toMatchObject({ trabajo: { acta: GUB }, borrador: null });
    expect(JSON.stringify(suya)).not.toContain('783311');
    await valorDe(anotar(eva, GUB, 1, { escritos: { ALBA: '5' }, foco: 0 }));
    await valorDe(guardar(eva));
    // What the first one had typed is still hers, though she is now the second.
    expect(await siguiente(await p.entrar('capturista'))).toMatchObject({ trabajo: { acta: GUB }, borrador: ESCRITO });
  });

  test('goes when it is saved, when its person lets the acta go, when the image is withdrawn and when it is captured again', async () => {
    await siguiente(ana);
    await valorDe(anotar(ana));
    expect(guardados()).toBe(1);
    await valorDe(guardar(ana));
    expect(guardados()).toBe(0);
    await siguiente(eva);
    await valorDe(anotar(eva));
    await valorDe(eva['captura.soltar']({ acta: GUB }));
    expect(guardados()).toBe(0);
    const { trabajo } = await siguiente(eva);
    await valorDe(anotar(eva));
    p.reloj.adelantar(60_000);
    await valorDe((await p.entrar('supervisor'))['digitalizacion.rechazar']({ imagen: trabajo!.imagen, motivo: 'borrosa' }));
    expect(guardados()).toBe(0);
  });

  test('of an acta that was withdrawn meanwhile: told clearly, not stored, and the reason is in the journal', async () => {
    const { trabajo } = await siguiente(ana);
    await valorDe(anotar(ana));
    // Her post is away for a minute; until then nobody may take the image from under her.
    const rechazo = { imagen: trabajo!.imagen, motivo: 'la hoja está rota' };
    expect(await codigoDe((await p.entrar('supervisor'))['digitalizacion.rechazar'](rechazo))).toBe('captura_ajena');
    p.reloj.adelantar(60_000);
    await valorDe((await p.entrar('supervisor'))['digitalizacion.rechazar'](rechazo));
    expect(await codigoDe(anotar(ana))).toBe('captura_retirada');
    expect(await codigoDe(guardar(ana))).toBe('captura_retirada');
    expect(textos()).toContain('la hoja está rota');
    expect(textos()).not.toContain('"captura.registrada"');
    expect((await siguiente(ana)).trabajo).toBeNull();
  });

  test('is taken only from who has the acta, and only in its shape', async () => {
    expect(await codigoDe(anotar(ana))).toBe('captura_ajena');
    await siguiente(ana);
    expect(await codigoDe(anotar(eva))).toBe('captura_ajena');
    expect(await codigoDe(anotar(ana, GUB, 2))).toBe('captura_retirada');
    expect(await codigoDe(anotar(ana, GUB, 1, { escritos: { ALBA: 'hola' }, foco: 0 }))).toBe('entrada_invalida');
    expect(guardados()).toBe(0);
  });

  test('announces nothing: nobody knows that somebody types', async () => {
    await siguiente(ana);
    const partes: string[] = [];
    p.estacion.alCambiar((cambiadas) => partes.push(...cambiadas));
    await valorDe(anotar(ana));
    expect(partes).toEqual([]);
  });

  test('of a decision comes back too, and goes with it', async () => {
    for (const [quien, ALBA] of [[ana, 8], [eva, 9]] as const) {
      await siguiente(quien);
      await valorDe(guardar(quien, GUB, { ALBA }));
    }
    const borrador = { escritos: { ALBA: '10' }, foco: 0, motivo: 'se lee diez' };
    const tercera = await p.entrar('verificador');
    await valorDe(tercera['verificacion.siguiente']({}));
    await valorDe(tercera['verificacion.borrador']({ acta: GUB, ciclo: 1, borrador }));
    await p.reabrir();
    const otra = await p.entrar('verificador');
    expect(await valorDe(otra['verificacion.siguiente']({}))).toMatchObject({ trabajo: { acta: GUB }, borrador });
    await valorDe(otra['verificacion.resolver']({ acta: GUB, ciclo: 1, valores: p.valores(GUB, { ALBA: 10 }), motivo: 'se lee diez' }));
    expect(guardados()).toBe(0);
  });
});
