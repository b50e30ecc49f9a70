/**
 * Makes the pages of the practice mode, renderer/features/practica/paginas: drawn actas of the demo election, in no
 * section, without label and with PRÁCTICA across them, and what each one says. Run by hand: `node scripts/hacer-practica.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { prepararTirada } from '#electron/papel/tirada.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { camposDe } from '#shared/domain/acta.ts';
import { ILEGIBLE, SIN_DATO, type Valor } from '#shared/domain/valor.ts';
import { zonasDe } from '#shared/domain/zonas.ts';

const DPI = 150;
const PAGINAS = 6;
/** Page and place of the field that nobody can read, and of the one left blank: both happen in every room. */
const MARCAS: readonly (readonly [number, number, Valor])[] = [[1, 6, ILEGIBLE], [3, 8, SIN_DATO], [4, 5, ILEGIBLE]];
const CARPETA = fileURLToPath(new URL('../renderer/features/practica/paginas', import.meta.url));

const sello = (ancho: number, alto: number): Buffer => {
  const texto = (x: number, y: number, cuerpo: number, giro: number): string =>
    `<text x="${x}" y="${y}" font-family="sans-serif" font-weight="700" font-size="${cuerpo}" text-anchor="middle" fill="#c2410c" fill-opacity=".3" transform="rotate(${giro} ${x} ${y})">PRÁCTICA</text>`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${ancho}" height="${alto}">${texto(ancho / 2, alto * 0.58, alto / 5, -28)}${texto(ancho / 2, alto * 0.06, alto / 18, 0)}</svg>`);
};
const dos = (n: number): number => Math.round(n * 10_000) / 10_000;

const paquete = paqueteDemo();
mkdirSync(CARPETA, { recursive: true });
// One of each election, then again: whoever practises meets them all.
const hojas = paquete.elecciones.flatMap((e) => prepararTirada({ paquete, eleccion: e.id, cuantas: PAGINAS / paquete.elecciones.length, semilla: `practica-${e.id}` }));
const orden = hojas.map((_, i) => hojas[(i % 3) * 2 + Math.floor(i / 3)]!);
const paginas: string[] = [];
for (const [i, hoja] of orden.entries()) {
  const { plantilla } = hoja;
  const eleccion = paquete.elecciones.find((e) => e.id === hoja.acta.eleccion)!;
  const campos = camposDe(eleccion, hoja.casilla);
  const valores: Record<string, Valor> = { ...hoja.valores };
  for (const [pagina, lugar, valor] of MARCAS) if (pagina === i) valores[campos[lugar]!.clave] = valor;
  const casilla = { ...hoja.casilla, seccion: '0000', tipo: 'B' as const, idCasilla: '01', extContigua: '00' };
  const jpeg = await dibujarActa({ plantilla, paquete: { ...paquete, modo: 'simulacro' }, casilla, valores, qr: null, semilla: hoja.semilla, dpi: DPI, digitos: 'reserva', calidad: 95 });
  const { width, height } = await sharp(jpeg).metadata();
  await sharp(jpeg).composite([{ input: sello(width, height) }]).webp({ quality: 50, effort: 6 }).toFile(path.join(CARPETA, `${String(i + 1)}.webp`));
  const zonas = zonasDe(plantilla, { homografia: [1 / plantilla.ancho, 0, 0, 0, 1 / plantilla.alto, 0, 0, 0, 1] });
  const filas = campos.map((c) => {
    const [[x, y] = [0, 0], , [xx, yy] = [0, 0]] = zonas[c.clave] ?? [];
    return `    ${JSON.stringify({ ...c, dice: valores[c.clave] ?? SIN_DATO, caja: [x, y, xx, yy].map(dos) })},`;
  });
  paginas.push(`  { imagen: new URL('./${String(i + 1)}.webp', import.meta.url).href, titulo: ${JSON.stringify(eleccion.titulo)}, campos: [\n${filas.join('\n')}\n  ] },`);
}
writeFileSync(path.join(CARPETA, 'paginas.ts'), `import type { PaginaPractica } from '#shared/domain/practica.ts';

/** Made by scripts/hacer-practica.ts: the drawn actas to practise with, and what each one says. */
export const PAGINAS: readonly PaginaPractica[] = [
${paginas.join('\n')}
];
`);
