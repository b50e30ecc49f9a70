import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { escribirEtiqueta, escribirQrPrep } from '#shared/domain/qr.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropear, type Danos } from '#electron/papel/estropear.ts';
import { actaDePrueba, CASILLA_DE_PRUEBA } from '#tests/acta-de-prueba.ts';
import { derivarMiniatura, derivarPantalla } from './derivar.ts';
import { examinarImagen } from './examinar.ts';
import { contarPaginas, sacarPagina } from './separar.ts';

const datos = actaDePrueba();
const texto = datos.qr!;
const { qr: lugarQr } = datos.plantilla;
let a200: Buffer;
let a300: Buffer;

beforeAll(async () => {
  a200 = await dibujarActa(datos);
  a300 = await dibujarActa({ ...datos, dpi: 300 });
});

describe('a drawn page', () => {
  it('is described as it is', async () => {
    const examen = await examinarImagen(a200);
    expect(examen).toMatchObject({ formato: 'jpeg', ancho: 2200, alto: 1700, dpi: 200, problema: null, qr: { texto, region: 'etiqueta', giro: 0 } });
    expect(examen.sha256).toBe(createHash('sha256').update(a200).digest('hex'));
    expect(await examinarImagen(a300)).toMatchObject({ ancho: 3300, alto: 2550, dpi: 300, qr: { texto } });
  });

  const casos: readonly [string, Danos][] = [
    ['turned 2°', { rotacion: 2 }],
    ['turned −3°', { rotacion: -3 }],
    ['turned 90°', { rotacion: 90 }],
    ['turned 180°', { rotacion: 180 }],
    ['turned 270°', { rotacion: 270 }],
    ['with noise', { ruido: 30 }],
    ['blurred', { desenfoque: 1.5 }],
    ['almost without contrast', { contraste: 0.3 }],
    ['without a corner', { esquina: 'abajo_derecha' }],
    ['upside down, noisy, blurred and pale', { rotacion: 181, ruido: 15, desenfoque: 1, contraste: 0.6 }],
  ];
  it.each(casos)('gives its QR at 200 and 300 dpi when it is %s', async (_, danos) => {
    for (const pagina of [a200, a300]) expect((await examinarImagen(await estropear(pagina, danos, 1))).qr?.texto).toBe(texto);
  });

  it.each([90, 180, 270] as const)('turned %i° is set upright by the turn that the QR gives', async (rotacion) => {
    const { qr } = await examinarImagen(await estropear(a200, { rotacion }, 1));
    expect(qr?.giro).toBe(360 - rotacion);
    const pantalla = await derivarPantalla(await estropear(a200, { rotacion }, 1), qr?.giro);
    expect((await examinarImagen(pantalla)).qr).toMatchObject({ texto, region: 'etiqueta', giro: 0 });
  });

  it('gives no QR rather than a wrong one when a stamp covers it', async () => {
    for (const semilla of [1, 2, 3, 4]) {
      const examen = await examinarImagen(await estropear(a200, { sello: lugarQr }, semilla));
      expect(examen).toMatchObject({ problema: null, qr: null });
    }
  });

  it('gives the QR of another election as it is', async () => {
    const ajeno = escribirEtiqueta('otra-2027', '091048B0100A02');
    expect((await examinarImagen(await dibujarActa({ ...datos, qr: ajeno }))).qr?.texto).toBe(ajeno);
  });

  it('gives the pipe-joined QR too', async () => {
    const prep = escribirQrPrep(CASILLA_DE_PRUEBA, 'A02', '1');
    expect((await examinarImagen(await dibujarActa({ ...datos, qr: prep }))).qr?.texto).toBe(prep);
  });

  it('prefers the code of an acta to another code on the page', async () => {
    const ajeno = await dibujarActa({ ...datos, qr: 'https://example.org/volante' });
    const r = { left: 150, top: 80, width: 165, height: 165 };
    const etiqueta = await sharp(a200).extract(r).toBuffer();
    const ambos = await sharp(ajeno).composite([{ input: etiqueta, left: 1900, top: 1300 }]).jpeg().toBuffer();
    expect((await examinarImagen(ambos)).qr).toMatchObject({ texto, region: 'abajo_derecha' });
    expect((await examinarImagen(ajeno)).qr?.texto).toBe('https://example.org/volante');
  });

  it('is read from PNG and TIFF as well', async () => {
    expect(await examinarImagen(await sharp(a200).png().toBuffer())).toMatchObject({ formato: 'png', qr: { texto } });
    expect(await examinarImagen(await sharp(a200).tiff({ compression: 'lzw' }).toBuffer())).toMatchObject({ formato: 'tiff', qr: { texto } });
    const bitonal = await sharp(a200).threshold(150).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    expect(await examinarImagen(bitonal)).toMatchObject({ formato: 'tiff', qr: { texto } });
  });
});

describe('bytes that are not a whole page', () => {
  it.each([0.02, 0.3, 0.8, 0.999])('a JPEG cut at %d of its length is truncada', async (parte) => {
    expect(await examinarImagen(a200.subarray(0, Math.floor(a200.length * parte)))).toMatchObject({ formato: 'jpeg', problema: 'truncada', ancho: 0, qr: null });
  });

  it('cut PNG and TIFF are truncada', async () => {
    for (const imagen of [await sharp(a200).png().toBuffer(), await sharp(a200).tiff({ compression: 'lzw' }).toBuffer()])
      expect((await examinarImagen(imagen.subarray(0, imagen.length >> 1))).problema).toBe('truncada');
  });

  it.each([
    ['text', Buffer.from('Sección 1048, casilla básica\n'.repeat(50))],
    ['nothing', Buffer.alloc(0)],
  ])('%s is no_es_imagen', async (_, bytes) => {
    expect(await examinarImagen(bytes)).toMatchObject({ formato: null, problema: 'no_es_imagen', qr: null });
  });

  it.each([
    ['heic', 'heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['bmp', 'bmp', 'BM______'],
    ['gif', 'gif', 'GIF89a__'],
  ])('%s is formato_no_admitido, by its name', async (_, formato, texto) => {
    expect(await examinarImagen(Buffer.from(texto, 'latin1'))).toMatchObject({ formato, problema: 'formato_no_admitido' });
  });

  it.each([0.3, 0.5])('a JPEG damaged in the middle, at %d of its length, is truncada: what libjpeg makes up is no page', async (parte) => {
    const malo = Buffer.from(a200);
    malo.fill(0, Math.floor(malo.length * parte), Math.floor(malo.length * parte) + 3000);
    expect(await examinarImagen(malo)).toMatchObject({ formato: 'jpeg', problema: 'truncada' });
  });

  it('a few bytes of padding at the end do no harm', async () => {
    const fin = a200.length - 2;
    for (const bytes of [Buffer.concat([a200, Buffer.alloc(40)]), Buffer.concat([a200.subarray(0, fin), Buffer.alloc(5), a200.subarray(fin)])]) expect((await examinarImagen(bytes)).problema).toBeNull();
  });

  it('one with more pixels than a page can have is muy_grande, and says so before they fill the memory', async () => {
    const enorme = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } }).png().toBuffer();
    expect(await examinarImagen(enorme)).toMatchObject({ formato: 'png', problema: 'muy_grande', qr: null });
  });

  it('several pages in one file are varias_paginas: only the first would be seen', async () => {
    const varias = await sharp([a200, a200], { join: { animated: true } }).tiff().toBuffer();
    expect(await examinarImagen(varias)).toMatchObject({ formato: 'tiff', problema: 'varias_paginas', qr: null });
  });

  it('a thumbnail is muy_pequena', async () => {
    expect(await examinarImagen(await derivarMiniatura(a200))).toMatchObject({ problema: 'muy_pequena', ancho: 320 });
  });
});

describe('a PDF', () => {
  const pdfDe = async (imagenes: readonly Uint8Array[]): Promise<Uint8Array> => {
    const pdf = await PDFDocument.create();
    for (const imagen of imagenes) {
      const hoja = imagen[0] === 0xff ? await pdf.embedJpg(imagen) : await pdf.embedPng(imagen);
      pdf.addPage([792, 612]).drawImage(hoja, { x: 0, y: 0, width: 792, height: 612 });
    }
    return pdf.save();
  };

  it('is taken page by page: the JPEG that a scanner put in it comes out as it went in, another image is drawn at 300 dpi', async () => {
    const png = await sharp(a200).resize(1100).png().toBuffer();
    const pdf = await pdfDe([a200, png]);
    expect(await examinarImagen(pdf)).toMatchObject({ formato: 'pdf', problema: 'varias_paginas' });
    expect(await contarPaginas(pdf)).toBe(2);
    expect(Buffer.from((await sacarPagina(pdf, 0))!).equals(a200)).toBe(true);
    expect(await sharp((await sacarPagina(pdf, 1))!).metadata()).toMatchObject({ format: 'jpeg', width: 3300, height: 2550, density: 300 });
  });

  it('cut, empty or with an image of more pixels than a page can have is refused', async () => {
    const pdf = await pdfDe([a200]);
    expect((await examinarImagen(pdf.subarray(0, pdf.length >> 1))).problema).toBe('truncada');
    expect((await examinarImagen(Buffer.from('%PDF-1.7\n%âãÏÓ\n'))).problema).toBe('truncada');
    const enorme = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /XObject /Subtype /Image /Width 40000 /Height 40000 /Length 3 >>\nstream\nabc\nendstream\nendobj\n');
    expect((await examinarImagen(enorme)).problema).toBe('muy_grande');
  });

  it('TIFF pages come out one by one', async () => {
    const varias = await sharp([a200, a200], { join: { animated: true } }).tiff({ compression: 'lzw' }).toBuffer();
    expect(await contarPaginas(varias)).toBe(2);
    expect(await sharp((await sacarPagina(varias, 1))!).metadata()).toMatchObject({ format: 'png', width: 2200, height: 1700 });
  });
});

describe('pixels of other kinds', () => {
  it.each([
    ['CMYK', () => sharp(a200).toColourspace('cmyk').jpeg().toBuffer()],
    ['16 bits a channel', () => sharp(a200).toColourspace('rgb16').png().toBuffer()],
    ['alpha', () => sharp(a200).ensureAlpha().png().toBuffer()],
    ['a palette', () => sharp(a200).png({ palette: true }).toBuffer()],
    ['WebP', () => sharp(a200).webp({ effort: 0 }).toBuffer()],
  ])('%s', async (_, hacer) => {
    expect(await examinarImagen(await hacer())).toMatchObject({ problema: null, qr: { texto }, examen: { veredicto: 'buena', giro: 0 } });
  });

  it('EXIF orientation counts before the quarter turn', async () => {
    const girada = await sharp(await sharp(a200).rotate(270).toBuffer()).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await examinarImagen(girada)).toMatchObject({ ancho: 2200, alto: 1700, examen: { giro: 0, alineacion: { marcas: 4 } } });
  });
});
