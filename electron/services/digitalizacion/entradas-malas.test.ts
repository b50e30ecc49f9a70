import QRCode from 'qrcode';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crearVision } from '#electron/vision/crear-vision.ts';
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

/** A page of letter paper at 150 dpi with a label in its corner. */
const pagina = async (qr: string | null, fondo = '#fff'): Promise<Buffer> => {
  const hoja = sharp({ create: { width: 1275, height: 1650, channels: 3, background: fondo } });
  const etiqueta = qr === null ? [] : [{ input: await QRCode.toBuffer(qr, { errorCorrectionLevel: 'H', width: 240, margin: 4 }), left: 60, top: 60 }];
  return hoja.composite(etiqueta).jpeg({ quality: 85 }).toBuffer();
};

test('real files through the real eye: good, cut short, text, tiny, of another election', async () => {
  const buena = await pagina(escribirEtiqueta(p.paquete.id, GUB));
  const cortada = (await pagina(escribirEtiqueta(p.paquete.id, GUB), '#eee')).subarray(0, 9_000);
  const diminuta = await sharp({ create: { width: 200, height: 260, channels: 3, background: '#fff' } }).jpeg().toBuffer();
  const ajena = await pagina(escribirEtiqueta('otra-2027', GUB));
  await p.escanear(cortada, Buffer.from('esto es texto con nombre .jpg'), diminuta, ajena, await pagina(null, '#ddd'), buena);
  const { imagenes, escaneres } = await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}));
  expect(escaneres[0]?.tanda?.falla).toBeNull();
  expect(imagenes.map((i) => [i.fuente, i.estado, i.motivo]).sort()).toEqual([
    ['hoja-1.jpg', 'rechazada', 'La imagen hoja-1.jpg está incompleta. Se guardó aparte; escanee el acta de nuevo.'],
    ['hoja-2.jpg', 'rechazada', 'El archivo hoja-2.jpg no es una imagen. Se guardó aparte; escanee el acta de nuevo.'],
    ['hoja-3.jpg', 'rechazada', 'La imagen hoja-3.jpg tiene poca resolución. Escanee a 200 dpi o más.'],
    ['hoja-4.jpg', 'por_identificar', 'El código QR es de otra elección.'],
    ['hoja-5.jpg', 'por_identificar', 'No se encontró el código QR.'],
    ['hoja-6.jpg', 'en_captura', null],
  ]);
  const [lista] = imagenes.filter((i) => i.estado === 'en_captura');
  const vista = await valorDe((await p.entrar('capturista'))['imagen.ver']({ imagen: lista!.imagen, version: 'pantalla' }));
  expect((await sharp(Buffer.from(vista.base64, 'base64')).metadata()).format).toBe('jpeg');
});
