import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Valores } from '#shared/domain/valor.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { examinarImagen } from '#electron/vision/examinar.ts';
import { paqueteDePrueba } from '#tests/acta-de-prueba.ts';
import { comandoActas } from './comando-actas.ts';

const paquete = paqueteDePrueba(5);
const [primera, segunda] = paquete.actas.map((a) => a.clave);

const fila = (claveActa: string, valores: Valores, cambios: Partial<FilaPrep> = {}): FilaPrep => ({
  claveCasilla: claveActa.slice(0, 11), claveActa, entidad: { id: '21', nombre: 'Puebla' }, ambito: null, seccion: '1048', idCasilla: '01', tipoCasilla: 'C',
  extContigua: '00', ubicacion: '1', tipoActa: 'A02', valores, calculado: null, listaNominal: 600, representantes: 12, observaciones: '', sinActa: null,
  contabilizada: 1, mecanismoTraslado: '', codigoIntegridad: '', horaAcopio: null, horaCaptura: null, horaVerificacion: null, origen: 'CATD',
  digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP', ...cambios,
});

type Escrita = { readonly claveActa: string; readonly archivo: string; readonly qr: string; readonly valores: Record<string, number | string>; readonly letra: Record<string, string> };

let salida = '';
beforeEach(async () => {
  salida = await mkdtemp(path.join(tmpdir(), 'acopio-actas-'));
});
afterEach(() => rm(salida, { recursive: true }));

const correr = async (...args: string[]): Promise<Escrita[]> => {
  const verdad = new Map([
    [primera!, fila(primera!, { AZUL: 11, VERDE: 'ilegible', NULOS: 0, TOTAL_VOTOS_ASENTADO: 11 })],
    [segunda!, fila(segunda!, {}, { sinActa: 'paquete_no_entregado', contabilizada: 0 })],
  ]);
  const comando = comandoActas({ cargarPaquete: () => Promise.resolve(paquete), cargarVerdad: () => Promise.resolve(verdad), decir: () => undefined });
  await comando.parseAsync(['--paquete', 'p', '--salida', salida, ...args], { from: 'user' });
  return (JSON.parse(await readFile(path.join(salida, 'verdad.json'), 'utf8')) as { actas: Escrita[] }).actas;
};

describe('acopio simulacro actas', () => {
  it('writes a page for each acta, with its QR, and figures that add up', async () => {
    const actas = await correr('--semilla', 's');
    expect(await readdir(salida)).toEqual([...paquete.actas.map((a) => `${a.clave}.jpg`), 'verdad.json'].toSorted());
    for (const { archivo, qr, valores } of actas) {
      expect((await examinarImagen(await readFile(path.join(salida, archivo)))).qr?.texto).toBe(qr);
      const votos = [...paquete.elecciones[0]!.columnas.map((c) => c.clave), 'NO_REGISTRADAS', 'NULOS'].reduce((s, c) => s + Number(valores[c]), 0);
      expect(votos).toBe(valores['TOTAL_VOTOS_ASENTADO']);
      expect(votos).toBe(Number(valores['TOTAL_PERSONAS_VOTARON']) + Number(valores['TOTAL_REP_PARTIDO_CI_VOTARON']));
      expect(votos + Number(valores['TOTAL_BOLETAS_SOBRANTES'])).toBe(612);
    }
  });

  it('gives the same bytes for the same seed', async () => {
    const leer = async (): Promise<Buffer[]> => Promise.all((await readdir(salida)).map((f) => readFile(path.join(salida, f))));
    await correr('--actas', '2', '--semilla', 'x', '--estropear', 'rotacion,ruido,letra,suma');
    const antes = await leer();
    await correr('--actas', '2', '--semilla', 'x', '--estropear', 'rotacion,ruido,letra,suma');
    expect(antes).toHaveLength(3);
    expect(await leer()).toEqual(antes);
  });

  it('copies a truth file: what it says is on the page, and a SIN ACTA has no page', async () => {
    const actas = await correr('--verdad', 'v');
    expect(actas.map((a) => [a.claveActa, a.valores])).toEqual([[primera, { AZUL: 11, VERDE: 'ilegible', NULOS: 0, TOTAL_VOTOS_ASENTADO: 11 }]]);
  });

  it('makes a PDF of filled pages, and one of blank forms that is light', async () => {
    await correr('--formato', 'pdf', '--actas', '3');
    const llenas = await readFile(path.join(salida, 'actas.pdf'));
    const pdf = await PDFDocument.load(llenas);
    expect(pdf.getPageCount()).toBe(3);
    expect(pdf.getPage(0).getSize()).toEqual({ width: expect.closeTo(792, 0), height: expect.closeTo(612, 0) });
    const [escrita] = await correr('--formato', 'pdf', '--en-blanco');
    expect(escrita!.valores).toEqual({});
    const blancas = await readFile(path.join(salida, 'actas.pdf'));
    expect((await PDFDocument.load(blancas)).getPageCount()).toBe(5);
    expect(blancas.length).toBeLessThan(llenas.length);
  });

  it.each([
    ['--formato', 'doc'],
    ['--dpi', 'muchos'],
    ['--dpi', '1200'],
    ['--actas', '0'],
    ['--eleccion', 'DIP_LOC'],
    ['--estropear', 'fuego'],
  ])('refuses %s %s, and says why', async (...args) => {
    await expect(correr(...args)).rejects.toThrow(AppError);
  });

  it('refuses what would be left out without a word, and says which elections there are', async () => {
    const causa = (...args: string[]): Promise<string> => correr(...args).then(() => '', (e: unknown) => String((e as AppError).parametros['detalle']));
    expect(await causa('--en-blanco', '--estropear', 'vacio,letra,ruido')).toBe('letra, vacio: estropea lo escrito, y con --en-blanco no se escribe nada');
    expect(await causa('--en-blanco', '--formato', 'pdf', '--estropear', 'ruido')).toContain('se hace limpio');
    expect(await causa('--eleccion', 'DIP_LOC')).toBe(`el paquete no tiene DIP_LOC; tiene ${paquete.elecciones.map((e) => e.id).join(', ')}`);
  });
});
