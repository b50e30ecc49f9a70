import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { TIPOS_ELECCION, type TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { DANOS, type NombreDano } from './estropear.ts';
import { DANOS_VALORES, type DanoValores } from './estropear-valores.ts';
import { pdfDePaginas, pdfEnBlanco } from './pdf.ts';
import { dibujarHoja, prepararTirada, type HojaTirada } from './tirada.ts';

/** What the command needs from the rest of the house. */
export type PuertosActas = {
  readonly cargarPaquete: (ruta: string) => Promise<Paquete>;
  /** Rows of a published PREP file, by CLAVE_ACTA. */
  readonly cargarVerdad: (ruta: string, paquete: Paquete) => Promise<ReadonlyMap<string, FilaPrep>>;
  /** A line for the person who runs it. */
  readonly decir: (linea: string) => void;
};

type Opciones = {
  readonly paquete: string;
  readonly verdad?: string;
  readonly salida: string;
  readonly formato: string;
  readonly dpi: string;
  readonly actas?: string;
  readonly eleccion?: string;
  readonly semilla: string;
  readonly enBlanco?: boolean;
  readonly estropear?: string;
};

/** pdf-lib keeps the whole file in memory: 200 pages of 300 dpi are about 250 MB. */
const PAGINAS_POR_PDF = 200;
const A_LA_VEZ = 2;

const entero = (opcion: string, texto: string, minimo: number): number => {
  const n = Number(texto);
  if (!Number.isInteger(n) || n < minimo) throw new AppError('opcion_invalida', { opcion, detalle: `«${texto}» no es un número entero de ${String(minimo)} o más` });
  return n;
};

const unaDe = <T extends string>(opcion: string, texto: string, posibles: readonly T[]): T => {
  const hallada = posibles.find((p) => p === texto);
  if (hallada === undefined) throw new AppError('opcion_invalida', { opcion, detalle: `«${texto}» no es una de: ${posibles.join(', ')}` });
  return hallada;
};

const danosDe = (texto: string | undefined): { readonly danos: NombreDano[]; readonly danosValores: DanoValores[] } => {
  const nombres = (texto ?? '').split(',').map((n) => n.trim()).filter((n) => n !== '');
  const elegidos = nombres.map((n) => unaDe('--estropear', n, [...DANOS, ...DANOS_VALORES]));
  return { danos: DANOS.filter((d) => elegidos.includes(d)), danosValores: DANOS_VALORES.filter((d) => elegidos.includes(d)) };
};

/** What would be left out of a blank acta is refused, not dropped: a value that is not written cannot be spoiled, and a blank PDF is made to print clean. */
const exigirEstropeables = (formato: 'jpg' | 'pdf', danos: readonly NombreDano[], danosValores: readonly DanoValores[]): void => {
  if (danosValores.length > 0) throw new AppError('opcion_invalida', { opcion: '--estropear', detalle: `${danosValores.join(', ')}: estropea lo escrito, y con --en-blanco no se escribe nada` });
  if (formato === 'pdf' && danos.length > 0) throw new AppError('opcion_invalida', { opcion: '--estropear', detalle: 'un PDF en blanco se hace limpio, para imprimir; use --formato jpg' });
};

const exigirEleccion = ({ elecciones }: Paquete, eleccion: TipoEleccion | undefined): void => {
  if (eleccion === undefined || elecciones.some((e) => e.id === eleccion)) return;
  throw new AppError('opcion_invalida', { opcion: '--eleccion', detalle: `el paquete no tiene ${eleccion}; tiene ${elecciones.map((e) => e.id).join(', ')}` });
};

/** Draws the pages in order, a few at once. */
async function* dibujadas(hojas: readonly HojaTirada[], paquete: Paquete, dpi: number, enBlanco: boolean): AsyncGenerator<{ readonly hoja: HojaTirada; readonly jpeg: Buffer }> {
  for (let i = 0; i < hojas.length; i += A_LA_VEZ) {
    const grupo = hojas.slice(i, i + A_LA_VEZ);
    const imagenes = await Promise.all(grupo.map((h) => dibujarHoja(h, paquete, { dpi, enBlanco })));
    for (const [j, hoja] of grupo.entries()) {
      const jpeg = imagenes[j];
      if (jpeg) yield { hoja, jpeg };
    }
  }
}

const nombrePdf = (indice: number, total: number): string => (total <= PAGINAS_POR_PDF ? 'actas.pdf' : `actas-${String(Math.floor(indice / PAGINAS_POR_PDF) + 1).padStart(3, '0')}.pdf`);

/** What was written on each page, beside the pages. */
const verdadJson = (paquete: Paquete, semilla: string, hojas: readonly HojaTirada[], archivoDe: (hoja: HojaTirada, i: number) => string, enBlanco: boolean): string =>
  `${JSON.stringify(
    {
      paquete: paquete.id,
      semilla,
      enBlanco,
      actas: hojas.map((h, i) => ({ claveActa: h.acta.clave, archivo: archivoDe(h, i), qr: h.qr, valores: enBlanco ? {} : h.valores, letra: h.letra, numero: h.numero, danos: h.danos })),
    },
    null,
    1,
  )}\n`;

const correr = async (o: Opciones, puertos: PuertosActas): Promise<void> => {
  const formato = unaDe('--formato', o.formato, ['jpg', 'pdf'] as const);
  const dpi = entero('--dpi', o.dpi, 75);
  if (dpi > 600) throw new AppError('opcion_invalida', { opcion: '--dpi', detalle: 'el máximo es 600' });
  const cuantas = o.actas === undefined ? undefined : entero('--actas', o.actas, 1);
  const eleccion: TipoEleccion | undefined = o.eleccion === undefined ? undefined : unaDe('--eleccion', o.eleccion, TIPOS_ELECCION);
  const { danos, danosValores } = danosDe(o.estropear);
  const enBlanco = o.enBlanco ?? false;
  if (enBlanco) exigirEstropeables(formato, danos, danosValores);
  const paquete = await puertos.cargarPaquete(o.paquete);
  exigirEleccion(paquete, eleccion);
  const verdad = o.verdad === undefined ? undefined : await puertos.cargarVerdad(o.verdad, paquete);
  const hojas = prepararTirada({ paquete, verdad, eleccion, cuantas, semilla: o.semilla, danos, danosValores });
  if (hojas.length === 0) throw new AppError('opcion_invalida', { opcion: verdad ? '--verdad' : '--eleccion', detalle: 'no hay ninguna acta que dibujar' });
  await mkdir(o.salida, { recursive: true });
  const archivoDe = (hoja: HojaTirada, i: number): string => (formato === 'jpg' ? `${hoja.acta.clave}.jpg` : nombrePdf(i, hojas.length));

  if (formato === 'jpg') {
    for await (const { hoja, jpeg } of dibujadas(hojas, paquete, dpi, enBlanco)) await writeFile(path.join(o.salida, `${hoja.acta.clave}.jpg`), jpeg);
  } else {
    for (let i = 0; i < hojas.length; i += PAGINAS_POR_PDF) {
      const parte = hojas.slice(i, i + PAGINAS_POR_PDF);
      const titulo = `${paquete.nombre}: actas ${String(i + 1)} a ${String(i + parte.length)}`;
      let pdf: Uint8Array;
      if (enBlanco) pdf = await pdfEnBlanco(titulo, paquete, parte, dpi);
      else {
        const paginas: { jpeg: Buffer; ancho: number; alto: number }[] = [];
        for await (const { hoja, jpeg } of dibujadas(parte, paquete, dpi, false)) paginas.push({ jpeg, ancho: hoja.plantilla.ancho, alto: hoja.plantilla.alto });
        pdf = await pdfDePaginas(titulo, paginas);
      }
      await writeFile(path.join(o.salida, nombrePdf(i, hojas.length)), pdf);
    }
  }
  await writeFile(path.join(o.salida, 'verdad.json'), verdadJson(paquete, o.semilla, hojas, archivoDe, enBlanco));
  puertos.decir(hojas.length === 1 ? `1 acta en ${o.salida}; lo escrito en ella está en verdad.json.` : `${String(hojas.length)} actas en ${o.salida}; lo escrito en cada una está en verdad.json.`);
};

/** `acopio simulacro actas`: draws filled or blank actas of an election, to print or to scan. */
export const comandoActas = (puertos: PuertosActas): Command =>
  new Command('actas')
    .description('Dibuja actas llenas (o en blanco) de una elección, para imprimir o para un simulacro')
    .requiredOption('--paquete <archivo>', 'paquete de elección firmado')
    .option('--verdad <archivo>', 'archivo PREP publicado con lo que dice cada acta; sin él las cifras se inventan')
    .requiredOption('--salida <carpeta>', 'dónde se escriben las páginas y verdad.json')
    .option('--formato <jpg|pdf>', 'una imagen por acta, o un PDF para imprimir', 'jpg')
    .option('--dpi <n>', 'puntos por pulgada', '200')
    .option('--actas <n>', 'cuántas; si falta, todas')
    .option('--eleccion <id>', `solo de una elección: ${TIPOS_ELECCION.join(', ')}`)
    .option('--semilla <texto>', 'la misma semilla da las mismas páginas', '1')
    .option('--en-blanco', 'solo QR e identificación, para llenar a mano')
    .option('--estropear <daños>', `separados por comas: ${[...DANOS, ...DANOS_VALORES].join(', ')}`)
    .action((opciones: Opciones) => correr(opciones, puertos));
