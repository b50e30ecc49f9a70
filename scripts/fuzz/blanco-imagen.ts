import { PDFDocument } from 'pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { leerQr } from '#shared/domain/qr.ts';
import { crearVision } from '#electron/vision/crear-vision.ts';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import type { Blanco } from './blancos.ts';

/** A page of 75 dpi, just large enough to be looked at, in every format that comes from a scanner or a phone. */
const semillas = async (): Promise<readonly Uint8Array[]> => {
  const pagina = await dibujarActa(actaDePrueba(9, { dpi: 100, gris: true }));
  const chica = (): Sharp => sharp(pagina).resize(830, 641).toColourspace('b-w');
  const pdf = await PDFDocument.create();
  const jpeg = await chica().jpeg({ quality: 40 }).toBuffer();
  for (let i = 0; i < 2; i++) pdf.addPage([830, 641]).drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: 830, height: 641 });
  return [
    jpeg,
    await sharp(pagina).resize(830, 641).toColourspace('cmyk').jpeg({ quality: 30 }).withMetadata({ orientation: 6 }).toBuffer(),
    await chica().png({ palette: true, colours: 4 }).toBuffer(),
    await chica().png({ progressive: true }).toBuffer(),
    await chica().threshold(150).tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
    await chica().tiff({ compression: 'lzw' }).toBuffer(),
    await chica().tiff({ compression: 'deflate', tile: true, bigtiff: true }).toBuffer(),
    await sharp([jpeg, jpeg], { join: { animated: true } }).tiff({ compression: 'jpeg' }).toBuffer(),
    await pdf.save(),
    Buffer.from('....ftypheic....'),
  ];
};

/** Pages of a file of several that are taken, so that a cycle stays short. */
const PAGINAS = 3;
/** A spoiled PDF or TIFF may not be taken apart: that rejects, the worker lives. */
const SIN_SEPARAR = /^vision: (?!no answer|the worker ended)/;

/**
 * The real pool. Whatever the bytes, an examination answers: a worker that dies or does not answer in `limiteMs` rejects it,
 * and that is the fault that is looked for. A label that it reads has its checksum right.
 */
export const crearBlancoImagen = (limiteMs: number): Blanco => {
  const vision = crearVision({ trabajadores: 1, limiteMs });
  return {
    nombre: 'imagen',
    peso: 1,
    semillas,
    probar: async (bytes) => {
      const examen = await vision.examinar(bytes);
      const leido = examen.qr?.texto ?? '';
      if (/^ACP1\./i.test(leido) && leerQr(leido) === null) throw new Error(`se dio un QR con la suma equivocada: ${leido}`);
      if (examen.problema !== 'varias_paginas') return;
      let paginas = 0;
      try {
        for await (const { bytes: pagina, falla } of vision.separar(bytes)) {
          if (falla) throw falla;
          if (pagina) await vision.examinar(pagina);
          if (++paginas >= PAGINAS) break;
        }
      } catch (error) {
        if (!(error instanceof Error) || !SIN_SEPARAR.test(error.message)) throw error;
      }
    },
    cerrar: () => vision.cerrar(),
  };
};
