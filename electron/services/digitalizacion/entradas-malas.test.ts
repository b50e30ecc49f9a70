import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

const GUB = '990010B0100A02';
const vision = crearVision({ trabajadores: 1 });
let p: EstacionDePrueba;
beforeAll(async () => { p = await crearEstacionDePrueba({ puertos: { vision } }); });
afterAll(async () => {
  await p.cerrar();
  await vision.cerrar();
});

/** An acta on our form, with that label (null: none). */
const acta = (qr: string | null): Promise<Buffer> => dibujarActa({ ...actaDePrueba(), qr });

test('real files through the real eye: good, cut short, text, tiny, of another election, without a label, blank', async () => {
  const buena = await acta(escribirEtiqueta(p.paquete.id, GUB));
  const ajena = await acta(escribirEtiqueta('otra-2027', GUB));
  const cortada = ajena.subarray(0, Math.floor(ajena.length / 2));
  const diminuta = await sharp({ create: { width: 200, height: 260, channels: 3, background: '#fff' } }).jpeg().toBuffer();
  const blanca = await sharp({ create: { width: 1700, height: 2200, channels: 3, background: '#fdfdfb' } }).jpeg().toBuffer();
  await p.escanear(cortada, Buffer.from('esto es texto con nombre .jpg'), diminuta, ajena, await acta(null), buena, blanca);
  const { imagenes, escaneres } = await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}));
  expect(escaneres[0]?.tanda?.falla).toBeNull();
  expect(imagenes.map((i) => [i.fuente, i.estado, i.motivo]).sort()).toEqual([
    ['hoja-1.jpg', 'rechazada', 'La imagen hoja-1.jpg está incompleta. Se guardó aparte; escanee el acta de nuevo.'],
    ['hoja-2.jpg', 'rechazada', 'El archivo hoja-2.jpg no es una imagen. Se guardó aparte; escanee el acta de nuevo.'],
    ['hoja-3.jpg', 'rechazada', 'La imagen hoja-3.jpg tiene poca resolución. Se guardó aparte; escanee a 200 puntos por pulgada o más.'],
    ['hoja-4.jpg', 'por_identificar', 'El código QR es de otra elección.'],
    ['hoja-5.jpg', 'por_identificar', 'No se encontró el código QR.'],
    ['hoja-6.jpg', 'en_captura', null],
    ['hoja-7.jpg', 'rechazada', 'Este lado de la hoja está en blanco. Si el otro lado es un acta, voltéela y vuelva a ponerla; si no, apártela.'],
  ]);
  const [lista] = imagenes.filter((i) => i.estado === 'en_captura');
  const vista = await valorDe((await p.entrar('digitalizador'))['imagen.ver']({ imagen: lista!.imagen, version: 'pantalla' }));
  expect((await sharp(Buffer.from(vista.base64, 'base64')).metadata()).format).toBe('jpeg');
});

test('a TIFF of three through the real eye: the page that is damaged in its middle is told, the others go on', async () => {
  const paginas = await Promise.all(['990010C0100A02', '990010C0200A02', '990010C0300A02'].map((clave) => acta(escribirEtiqueta(p.paquete.id, clave))));
  const tiff = await sharp(paginas, { join: { animated: true } }).tiff({ compression: 'lzw' }).toBuffer();
  tiff.fill(0, tiff.length >> 1, (tiff.length >> 1) + 3000);
  await p.escanear(tiff);
  const { imagenes } = await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}));
  const suyas = imagenes.filter((i) => i.fuente.includes('página') || (i.motivo ?? '').includes('página'));
  expect(suyas.map((i) => i.fuente).sort()).toEqual(['hoja-1.jpg', 'hoja-1.jpg, página 1', 'hoja-1.jpg, página 3']);
  expect(suyas.find((i) => i.estado === 'rechazada')?.motivo).toMatch(/^No se pudo leer la página 2 de hoja-1.jpg: está dañada\./);
});
