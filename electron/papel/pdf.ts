import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFImage, type PDFPage } from 'pdf-lib';
import sharp from 'sharp';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Rect } from '#shared/domain/plantilla.ts';
import { matrizQr } from './codigo.ts';
import { formatoEnBlanco } from './dibujar.ts';
import type { HojaTirada } from './tirada.ts';

const PUNTOS_POR_MM = 72 / 25.4;
const pt = (mm: number): number => mm * PUNTOS_POR_MM;

const nuevo = async (titulo: string): Promise<PDFDocument> => {
  const pdf = await PDFDocument.create();
  pdf.setTitle(titulo);
  pdf.setProducer('Acopio');
  // Fixed, so that the same seed gives the same file.
  pdf.setCreationDate(new Date(0));
  pdf.setModificationDate(new Date(0));
  return pdf;
};

/** A PDF to print with one JPEG per page, each at the size of its sheet. */
export const pdfDePaginas = async (titulo: string, paginas: readonly { readonly jpeg: Uint8Array; readonly ancho: number; readonly alto: number }[]): Promise<Uint8Array> => {
  const pdf = await nuevo(titulo);
  for (const { jpeg, ancho, alto } of paginas) {
    const imagen = await pdf.embedJpg(jpeg);
    // A page turned on its side stays whole on the sheet.
    const acostada = imagen.width >= imagen.height === ancho >= alto;
    const [w, h] = acostada ? [pt(ancho), pt(alto)] : [pt(alto), pt(ancho)];
    pdf.addPage([w, h]).drawImage(imagen, { x: 0, y: 0, width: w, height: h });
  }
  return pdf.save();
};

/** Black modules of the QR as one path, run by run, in points from its top left corner. */
const trazoQr = (texto: string, lado: number): string => {
  const { lado: modulos, negro } = matrizQr(texto);
  const paso = pt(lado) / modulos;
  let trazo = '';
  for (let y = 0; y < modulos; y++)
    for (let x = 0; x < modulos; x++) {
      if (!negro(x, y)) continue;
      let fin = x;
      while (fin < modulos && negro(fin, y)) fin++;
      trazo += `M${(x * paso).toFixed(3)} ${(y * paso).toFixed(3)}h${((fin - x) * paso).toFixed(3)}v${paso.toFixed(3)}h-${((fin - x) * paso).toFixed(3)}z`;
      x = fin;
    }
  return trazo;
};

const TINTA = rgb(0.1, 0.1, 0.1);

const escribir = (pagina: PDFPage, fuente: PDFFont, original: string, r: Rect, cuerpo: number): void => {
  // The PDF's own Helvetica only has Latin-1.
  const texto = original.replace(/[^\x20-\x7e\u00a0-\u00ff]/g, '?');
  const cabe = Math.min(cuerpo, (cuerpo * pt(r.w)) / Math.max(1, fuente.widthOfTextAtSize(texto, cuerpo)));
  pagina.drawText(texto, { x: pt(r.x) + 2, y: pagina.getHeight() - pt(r.y + r.h) + 3, size: cabe, font: fuente, color: TINTA });
};

const identificar = (pagina: PDFPage, fuente: PDFFont, { plantilla, casilla }: HojaTirada): void => {
  const { distrito, municipio, seccion, tipos, numeroCasilla } = plantilla.identificacion;
  if (casilla.distrito) escribir(pagina, fuente, `${casilla.distrito.id} ${casilla.distrito.nombre}`, distrito, 9);
  if (casilla.municipio) escribir(pagina, fuente, casilla.municipio.nombre, municipio, 9);
  casilla.seccion.split('').forEach((cifra, i) => {
    const caja = seccion[i];
    if (caja) escribir(pagina, fuente, cifra, { ...caja, x: caja.x + 1 }, 12);
  });
  const opcion = tipos.find((t) => t.tipos.includes(casilla.tipo));
  if (opcion) escribir(pagina, fuente, 'X', { ...opcion.marca, x: opcion.marca.x + 1.8 }, 13);
  const extension = Number(casilla.extContigua) > 0 ? ` - ${String(Number(casilla.extContigua))}` : '';
  if (casilla.tipo !== 'B') escribir(pagina, fuente, `${String(Number(casilla.idCasilla))}${extension}`, numeroCasilla, 10);
};

/** Blank forms with their QR and identification, to be printed and filled by hand: each kind of form is in the file once. */
export const pdfEnBlanco = async (titulo: string, paquete: Paquete, hojas: readonly HojaTirada[], dpi: number): Promise<Uint8Array> => {
  const pdf = await nuevo(titulo);
  const fuente = await pdf.embedFont(StandardFonts.HelveticaBold);
  const formas = new Map<string, PDFImage>();
  for (const hoja of hojas) {
    const { plantilla, casilla } = hoja;
    let forma = formas.get(plantilla.id);
    if (!forma) {
      const { datos, ancho, alto } = await formatoEnBlanco(plantilla, paquete, dpi);
      forma = await pdf.embedJpg(await sharp(datos, { raw: { width: ancho, height: alto, channels: 3 } }).jpeg({ quality: 88 }).toBuffer());
      formas.set(plantilla.id, forma);
    }
    const [w, h] = [pt(plantilla.ancho), pt(plantilla.alto)];
    const pagina = pdf.addPage([w, h]);
    pagina.drawImage(forma, { x: 0, y: 0, width: w, height: h });
    pagina.drawSvgPath(trazoQr(hoja.qr, plantilla.qr.w), { x: pt(plantilla.qr.x), y: h - pt(plantilla.qr.y), color: rgb(0, 0, 0) });
    const x = plantilla.qr.x + plantilla.qr.w + 1;
    const lineas = ['ACOPIO', `Secc. ${casilla.seccion}`, `${casilla.tipo} ${casilla.idCasilla} ${casilla.extContigua}`, plantilla.tipoActa];
    lineas.forEach((linea, i) => escribir(pagina, fuente, linea, { x, y: plantilla.qr.y + i * 3.6, w: 15, h: 4 }, 6));
    identificar(pagina, fuente, hoja);
  }
  return pdf.save();
};
