import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, hojaDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { proyeccionesYReconstruccion } from '#tests/proyecciones.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

const GUB = '990010B0100A02';
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
let p: EstacionDePrueba;
let primera: Uint8Array;
let segunda: Uint8Array;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  [primera, segunda] = [hojaDePrueba(escribirEtiqueta(p.paquete.id, GUB), '1'), hojaDePrueba(escribirEtiqueta(p.paquete.id, GUB), '2')];
  await p.escanear(primera, segunda);
});
afterEach(() => p.cerrar());

const promover = async (usuario: string, imagen: string) => (await p.entrar(usuario))['digitalizacion.promover']({ imagen, motivo: 'La primera está borrosa' });
const estados = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}))).imagenes.map((i) => [i.imagen, i.estado]));
const capturar = async (ciclo: number, quien: string): Promise<string | undefined> => {
  const captura = await p.entrar(quien);
  const { trabajo } = await valorDe(captura['captura.siguiente']({}));
  await valorDe(captura['captura.guardar']({ acta: GUB, ciclo, valores: p.valores(GUB) }));
  return trabajo?.imagen;
};

test('a supervisor makes the alternative the image of the acta; the old one stays, on the disk and in the tray', async () => {
  expect(await codigoDe(promover('digitalizador', sha(segunda)))).toBe('sin_permiso');
  expect(await codigoDe(promover('supervisor', sha(primera)))).toBe('imagen_no_alternativa');
  await valorDe(promover('supervisor', sha(segunda)));
  expect(await estados()).toEqual({ [sha(primera)]: 'alternativa', [sha(segunda)]: 'en_captura' });
  expect([primera, segunda].map((b) => existsSync(join(p.carpeta, 'imagenes', sha(b).slice(0, 2), sha(b).slice(2, 4), sha(b))))).toEqual([true, true]);
  const ultimo = JSON.parse(p.estacion.bitacora.leer(1, 1000).map((a) => a.texto).findLast((t) => t.includes('imagen.promovida')) ?? '{}') as object;
  expect(ultimo).toMatchObject({ acta: GUB, actor: 'supervisor', datos: { imagen: sha(segunda), anterior: sha(primera), ciclo: 2, motivo: 'La primera está borrosa' } });
  expect(await capturar(2, 'capturista')).toBe(sha(segunda));
  // And back again.
  await valorDe(promover('verificador', sha(primera)));
  expect(await capturar(3, 'capturista2')).toBe(sha(primera));
});

test('a captura under way on the old image no longer counts, and the work starts over', async () => {
  const capturista = await p.entrar('capturista');
  await valorDe(capturista['captura.siguiente']({}));
  await valorDe(promover('supervisor', sha(segunda)));
  expect(await codigoDe(capturista['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }))).toBe('captura_retirada');
});

test('of a verified acta: captured again, and whoever changed it does not accept the cotejo; the journal rebuilds the same', async () => {
  await capturar(1, 'capturista');
  await capturar(1, 'capturista2');
  await valorDe(promover('todo', sha(segunda)));
  await capturar(2, 'capturista3');
  await capturar(2, 'todo');
  expect((await valorDe((await p.entrar('todo'))['cotejo.siguiente']({}))).trabajo).toBeNull();
  expect((await valorDe((await p.entrar('cotejador'))['cotejo.siguiente']({}))).trabajo?.imagen).toBe(sha(segunda));
  await p.estacion.cerrar();
  const { antes, despues } = proyeccionesYReconstruccion(p.carpeta, p.paquete);
  expect(despues).toEqual(antes);
  await p.reabrir();
});
