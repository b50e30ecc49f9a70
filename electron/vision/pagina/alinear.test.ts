import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { estropearConVerdad, fotoAlAzar, type Danos } from '#electron/papel/estropear.ts';
import { camposDe } from '#shared/domain/acta.ts';
import { plantillaPara } from '#shared/domain/plantilla.ts';
import { ELECCION_CDMX_2024 } from '#shared/domain/plantilla-cdmx-2024.ts';
import { PLANTILLAS } from '#shared/domain/plantilla-familias.ts';
import { cajasDe } from '#shared/domain/zonas.ts';
import { actaDePrueba, CASILLA_DE_PRUEBA } from '#tests/acta-de-prueba.ts';
import { ACTA_REAL, hayDatos } from '#tests/datos.ts';
import { errorDeCampos } from '#tests/error-de-campos.ts';
import { decodificar, type PaginaGris } from '../decodificar.ts';
import type { Alineada } from './afinar.ts';
import { aAlineacion, alinear } from './alinear.ts';
import { enderezar } from './recortar.ts';
import { darVistazo } from './vistazo.ts';

const datos = actaDePrueba();
const plantillaCdmx = plantillaPara(ELECCION_CDMX_2024, CASILLA_DE_PRUEBA, { tipoActa: 'A02' }, 'cdmx-2024');
const paginas = new Map<string, Buffer>();

beforeAll(async () => {
  for (const dpi of [150, 200]) paginas.set(`estandar ${dpi}`, await dibujarActa({ ...datos, dpi }));
  const valores = Object.fromEntries(camposDe(ELECCION_CDMX_2024, CASILLA_DE_PRUEBA).map((c, i) => [c.clave, (i * 37) % 301]));
  paginas.set('cdmx-2024 150', await dibujarActa({ ...datos, plantilla: plantillaCdmx, valores, dpi: 150 }));
});

const grisDe = async (bytes: Uint8Array): Promise<PaginaGris> => {
  const d = await decodificar(bytes);
  if (!('pagina' in d)) throw new Error(d.problema);
  return d.pagina;
};

const buscar = async (bytes: Uint8Array, familias: readonly string[] = PLANTILLAS): Promise<{ readonly pagina: PaginaGris; readonly alineada: Alineada | null }> => {
  const pagina = await grisDe(bytes);
  return { pagina, alineada: alinear(pagina, darVistazo(pagina), familias) };
};

const ESQUINAS = ['arriba_izquierda', 'arriba_derecha', 'abajo_izquierda', 'abajo_derecha'] as const;

const CASOS: readonly (readonly [string, Danos, number])[] = [
  ['as drawn', {}, 4],
  ['turned −9°', { rotacion: -9 }, 4],
  ['turned 92°', { rotacion: 92 }, 4],
  ['turned 180°', { rotacion: 180 }, 4],
  ['turned 266° with noise', { rotacion: 266, ruido: 28 }, 4],
  ['blurred', { desenfoque: 2.5 }, 4],
  ['pale and noisy', { contraste: 0.3, ruido: 20 }, 4],
  ['as a bad JPEG', { jpeg: 12, ruido: 10 }, 4],
  ['with streaks', { rayas: 4 }, 4],
  ...ESQUINAS.map((esquina): [string, Danos, number] => [`without its corner ${esquina}`, { esquina, rotacion: 1.5 }, 3]),
  ['almost without contrast', { contraste: 0.08, rotacion: 1 }, 4],
  ['full of streaks', { rayas: 150, rotacion: 0.5 }, 4],
  ['with noise, little contrast and streaks', { ruido: 40, contraste: 0.3, rayas: 15, desenfoque: 0.9, jpeg: 40 }, 3],
  ['in a photo from far aside', { foto: { ...fotoAlAzar(5), inclinacionX: 26, inclinacionY: -24 }, ruido: 12, desenfoque: 1.2, jpeg: 40 }, 3],
  ...[1, 2, 3, 4].map((n): [string, Danos, number] => [`in photo ${n}`, { foto: fotoAlAzar(n), rotacion: n * 2 - 5, ruido: 8, desenfoque: 0.7 }, 4]),
  ['in a photo, without a corner', { foto: fotoAlAzar(9), esquina: 'abajo_derecha' }, 3],
];

describe.each([['estandar 150', datos.plantilla], ['estandar 200', datos.plantilla], ['cdmx-2024 150', plantillaCdmx]] as const)('a page %s', (nombre, plantilla) => {
  it.each(CASOS)('%s: fields are within half a millimetre', async (_, danos, marcas) => {
    const { bytes, homografia } = await estropearConVerdad(paginas.get(nombre)!, danos, nombre);
    const { pagina, alineada } = await buscar(bytes);
    expect(alineada?.familia).toBe(plantilla.familia);
    expect(alineada!.vistas.filter(Boolean).length).toBeGreaterThanOrEqual(marcas);
    expect(errorDeCampos(plantilla, pagina, alineada!, homografia)).toBeLessThan(0.5);
  });
});

describe('null rather than wrong', () => {
  it('when the form is of another family than those looked for', async () => {
    expect((await buscar(paginas.get('estandar 150')!, ['cdmx-2024'])).alineada).toBeNull();
    expect((await buscar(paginas.get('cdmx-2024 150')!, ['estandar'])).alineada).toBeNull();
    expect((await buscar(paginas.get('cdmx-2024 150')!, [])).alineada).toBeNull();
  });

  it('when two corners are gone, the page is mirrored or it is blank', async () => {
    const entera = paginas.get('estandar 150')!;
    const { width, height } = await sharp(entera).metadata();
    const mitad = await sharp(entera).extract({ left: 0, top: 0, width, height: Math.round(height * 0.85) }).jpeg().toBuffer();
    const espejo = await sharp(entera).flop().jpeg().toBuffer();
    const blanca = await sharp({ create: { width, height, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    for (const bytes of [mitad, espejo, blanca]) expect((await buscar(bytes)).alineada).toBeNull();
  });
});

describe.skipIf(!hayDatos)('the photo of a real acta (../shared/data)', () => {
  it('is aligned, and what its JSON says that is written is in the boxes', async () => {
    const { pagina, alineada } = await buscar(readFileSync(ACTA_REAL));
    expect(alineada).toMatchObject({ familia: 'cdmx-2024', giro: 0 });
    expect(alineada!.vistas).toEqual([true, true, true, true]);
    const cajas = cajasDe(plantillaCdmx, aAlineacion(alineada!, pagina));
    /** Share of a box that is clearly darker than its paper: its frame is left out. */
    const tinta = (clave: string): number[] =>
      cajas[clave]!.map((quad) => {
        const [a, b, c, d] = quad.map(([x, y]) => [x * pagina.ancho, y * pagina.alto] as const);
        const { datos: pixeles, ancho, alto } = enderezar(pagina, [a!, b!, c!, d!], 40, 54);
        const dentro = [...pixeles].filter((_, i) => i % ancho > 6 && i % ancho < ancho - 7 && i > ancho * 7 && i < ancho * (alto - 8)).sort((x, y) => x - y);
        const papel = dentro[Math.floor(dentro.length * 0.8)]!;
        return dentro.filter((v) => v < papel * 0.78).length / dentro.length;
      });
    const { votos } = JSON.parse(readFileSync(ACTA_REAL.replace(/jpg$/, 'json'), 'utf8')) as { votos: Record<string, number> };
    for (const clave of Object.keys(votos)) for (const t of tinta(clave)) expect(t, clave).toBeGreaterThan(0.03);
    for (const clave of ['TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON', 'TOTAL_VOTOS_SACADOS']) for (const t of tinta(clave)) expect(t, clave).toBeLessThan(0.02);
  });
});
