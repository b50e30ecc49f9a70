import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { crearVision } from './crear-vision.ts';

const vision = crearVision({ trabajadores: 2 });
const datos = actaDePrueba();
let pagina: Buffer;

beforeAll(async () => {
  pagina = await dibujarActa(datos);
});
afterAll(() => vision.cerrar());

it('examines many pages at once, each answer to its own question', async () => {
  const textos = ['uno', 'dos', 'tres', 'cuatro', 'cinco'];
  const paginas = await Promise.all(textos.map((qr) => dibujarActa({ ...datos, qr })));
  const examenes = await Promise.all(paginas.map((p) => vision.examinar(p)));
  expect(examenes.map((e) => e.qr?.texto)).toEqual(textos);
});

it('makes the lighter versions', async () => {
  const pantalla = await sharp(await vision.pantalla(pagina)).metadata();
  expect([pantalla.format, pantalla.width, pantalla.height]).toEqual(['jpeg', 1800, 1391]);
  const miniatura = await sharp(await vision.miniatura(pagina, 90)).metadata();
  expect([miniatura.width, miniatura.height]).toEqual([247, 320]);
});

it('rejects what cannot be drawn and goes on working', async () => {
  await expect(vision.pantalla(Buffer.from('hola'))).rejects.toThrow(/vision/);
  expect((await vision.examinar(pagina)).qr?.texto).toBe(datos.qr);
});

it('gives up a page that takes too long, and replaces its worker', async () => {
  const apurada = crearVision({ trabajadores: 1, limiteMs: 1 });
  await expect(apurada.examinar(pagina)).rejects.toThrow(/no answer in 1 ms/);
  await expect(apurada.examinar(pagina)).rejects.toThrow(/no answer in 1 ms/);
  await apurada.cerrar();
  await expect(apurada.examinar(pagina)).rejects.toThrow(/closed/);
});

it('rejects what was under way when it is closed', async () => {
  const breve = crearVision({ trabajadores: Math.min(2, availableParallelism()) });
  const pendientes = [1, 2, 3].map(() => breve.examinar(pagina));
  const todas = Promise.allSettled(pendientes);
  await breve.cerrar();
  expect((await todas).map((r) => r.status)).toEqual(['rejected', 'rejected', 'rejected']);
});

it('a picture that somebody waits for goes before the sheets in line', async () => {
  const sola = crearVision({ trabajadores: 1 });
  const orden: string[] = [];
  const anotar = (que: string) => (): void => void orden.push(que);
  await Promise.all([
    sola.examinar(pagina).then(anotar('hoja')), sola.examinar(pagina).then(anotar('hoja')), sola.pantalla(pagina).then(anotar('pantalla')), sola.miniatura(pagina).then(anotar('miniatura')),
  ]);
  expect(orden).toEqual(['hoja', 'pantalla', 'miniatura', 'hoja']);
  await sola.cerrar();
});
