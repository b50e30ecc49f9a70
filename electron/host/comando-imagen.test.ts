import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropear } from '#electron/papel/estropear.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { actaDePrueba } from '#tests/acta-de-prueba.ts';
import { ACTA_REAL, hayDatos } from '#tests/datos.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { comandoImagen } from './comando-imagen.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-imagen-'));
const en = (nombre: string): string => path.join(carpeta, nombre);

/** Runs the command; gives what it wrote and its exit code. */
const correr = async (...argumentos: readonly string[]): Promise<{ readonly texto: string; readonly codigo: unknown }> => {
  let texto = '';
  const espia = vi.spyOn(process.stdout, 'write').mockImplementation((trozo) => {
    texto += String(trozo);
    return true;
  });
  process.exitCode = undefined;
  try {
    await comandoImagen().parseAsync(['examinar', ...argumentos], { from: 'user' });
  } finally {
    espia.mockRestore();
  }
  return { texto, codigo: process.exitCode };
};

beforeAll(async () => {
  const buena = await dibujarActa({ ...actaDePrueba(), dpi: 150 });
  writeFileSync(en('buena.jpg'), buena);
  writeFileSync(en('girada.jpg'), await estropear(buena, { rotacion: 8 }, 1));
  writeFileSync(en('nota.txt'), 'no soy una imagen');
  const pdf = await PDFDocument.create();
  for (const imagen of [buena, await sharp(buena).rotate(180).jpeg().toBuffer()]) pdf.addPage([792, 612]).drawImage(await pdf.embedJpg(imagen), { x: 0, y: 0, width: 792, height: 612 });
  writeFileSync(en('dos.pdf'), await pdf.save());
});
afterEach(() => {
  process.exitCode = undefined;
});

it('says in Spanish what it finds, each figure with its limits', async () => {
  const { texto, codigo } = await correr(en('buena.jpg'));
  expect(codigo).toBe(0);
  expect(texto).toContain(actaDePrueba().qr);
  expect(texto).toMatch(/Marcas +formato estandar, 4 de 4 esquinas/);
  expect(texto).toMatch(/Veredicto: buena/);
  expect(texto).toMatch(/Inclinación \(grados\) +0 +≥ 6 +≥ 20 +buena/);
  expect(texto).toMatch(/Tiempos \(ms\): sha256 [\d.]+, decodificar/);
});

it('exits with the worst of its files: 0 good, 1 in doubt, 2 no image', async () => {
  expect((await correr(en('buena.jpg'), en('girada.jpg'))).codigo).toBe(1);
  const errores = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const conFalta = await correr(en('no-hay.jpg'), carpeta, en('buena.jpg'));
  expect([conFalta.codigo, conFalta.texto.includes('Veredicto: buena'), errores.mock.calls.map(([t]) => t)]).toEqual([2, true, [`No se puede usar ${en('no-hay.jpg')}: no existe.\n`, `No se puede usar ${carpeta}: es una carpeta.\n`]]);
  errores.mockRestore();
  const { texto, codigo } = await correr(en('girada.jpg'), en('nota.txt'));
  expect(codigo).toBe(2);
  expect(texto).toMatch(/La hoja está inclinada 8°/);
  expect(texto).toMatch(/No se puede usar: no es una imagen/);
});

it('takes a PDF page by page, and gives it all as JSON', async () => {
  const { texto, codigo } = await correr(en('dos.pdf'), '--json');
  expect(codigo).toBe(0);
  expect(JSON.parse(texto)).toMatchObject([
    { pagina: 1, examen: { giro: 0, alineacion: { plantilla: 'estandar' } } },
    { pagina: 2, examen: { giro: 180, alineacion: { plantilla: 'estandar' } } },
  ]);
  expect(texto).not.toContain('"gris"');
});

it('gives in its JSON the files that could not be opened too', async () => {
  const errores = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { texto, codigo } = await correr(en('no-hay.jpg'), en('nota.txt'), '--json');
  errores.mockRestore();
  expect(codigo).toBe(2);
  expect(JSON.parse(texto)).toMatchObject([{ archivo: en('no-hay.jpg'), problema: 'archivo_inaccesible', detalle: `No se puede usar ${en('no-hay.jpg')}: no existe.` }, { archivo: en('nota.txt'), problema: 'no_es_imagen' }]);
});

it('looks only for the family that it is told', async () => {
  const { texto, codigo } = await correr(en('buena.jpg'), '--plantilla', 'cdmx-2024');
  expect(codigo).toBe(1);
  expect(texto).toMatch(/no se encuentran las de ningún formato conocido/);
});

it('an acta of another election is none of the package, and said', async () => {
  writeFileSync(en('otra.json'), firmarPaquete(paqueteDePrueba({ modo: 'simulacro', id: 'otra-eleccion' }), crearFirmante(nuevaLlave())));
  const { texto } = await correr(en('buena.jpg'), '--paquete', en('otra.json'));
  expect(texto).toMatch(/Acta +NINGUNA de este paquete: su QR es de otra elección/);
});

it.skipIf(!hayDatos)('cuts the digit boxes of the real photo out', async () => {
  const { texto } = await correr(ACTA_REAL, '--json', '--recortes', en('recortes'));
  const [pagina] = JSON.parse(texto) as { campos: { clave: string; cajas: unknown[] }[] }[];
  const { votos } = JSON.parse(readFileSync(ACTA_REAL.replace(/jpg$/, 'json'), 'utf8')) as { votos: Record<string, number> };
  expect(pagina!.campos.map((c) => c.clave)).toEqual(expect.arrayContaining(Object.keys(votos)));
  const recortes = readdirSync(en('recortes'));
  expect(recortes).toHaveLength(3 * pagina!.campos.length);
  expect(await sharp(path.join(en('recortes'), 'acta_A02_muestra-MC-1.png')).metadata()).toMatchObject({ format: 'png', width: 41, height: 55 });
});
