import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { archivoDePrueba } from '#tests/muestra-prep.ts';
import { ejecutarVerificar } from './comando-prep.ts';
import { leerArchivoCandidaturas, leerConCandidaturas } from './leer-archivo.ts';

let carpeta = '';
beforeAll(async () => { carpeta = await mkdtemp(join(tmpdir(), 'acopio-zip-')); });
afterAll(() => rm(carpeta, { recursive: true }));

const RESULTADOS = Buffer.from(archivoDePrueba({ filas: 60, formato: '2024' }));
const CANDIDATURAS = Buffer.from('ID_ENTIDAD,PARTIDO_CI,CANDIDATURA_PROPIETARIA\r\n21,PAN,ANA\r\n');
const NOMBRE = 'PUE_GUB_2024.csv';

const zipDe = async (archivos: Readonly<Record<string, Buffer>>, compress: boolean): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [nombre, bytes] of Object.entries(archivos)) zip.addBuffer(bytes, nombre, { compress });
  zip.end();
  const ruta = join(carpeta, 'hecho.zip');
  await pipeline(zip.outputStream, createWriteStream(ruta));
  return readFile(ruta);
};
const guardar = async (bytes: Buffer): Promise<string> => {
  const ruta = join(carpeta, 'p.zip');
  await writeFile(ruta, bytes);
  return ruta;
};
const verificar = async (bytes: Buffer): Promise<{ codigo: number; salida: string; error: string }> => {
  const texto = { salida: '', error: '' };
  const codigo = await ejecutarVerificar(await guardar(bytes), {}, { escribir: (t) => { texto.salida += t; }, error: (t) => { texto.error += t; } });
  return { codigo, ...texto };
};
/** The file with the digit after a text changed for another: a file that could be true. */
const conOtroDigito = (bytes: Buffer, texto: string): Buffer => {
  const en = bytes.indexOf(texto);
  const otro = Buffer.from(bytes);
  otro[en + texto.length] = (otro[en + texto.length] ?? 0) === 0x31 ? 0x32 : 0x31;
  return otro;
};
const conBit = (bytes: Buffer, lugar: number, bit: number): Buffer => {
  const otro = Buffer.from(bytes);
  otro[lugar] = (otro[lugar] ?? 0) ^ (1 << bit);
  return otro;
};

describe('a ZIP that was damaged on its way is downloaded again, and is neither good nor a header that does not agree', () => {
  test.each([false, true])('whole, it agrees (compressed: %s)', async (compress) => {
    expect((await verificar(await zipDe({ [NOMBRE]: RESULTADOS, 'PUE_CANDIDATURAS.csv': CANDIDATURAS }, compress))).codigo).toBe(0);
  });

  test('one digit of a stored file', async () => {
    const r = await verificar(conOtroDigito(await zipDe({ [NOMBRE]: RESULTADOS }, false), '210001B01'));
    expect(r).toMatchObject({ codigo: 2, salida: '' });
    expect(r.error).toContain(`El ZIP está dañado o incompleto: ${NOMBRE}`);
  });

  test('one bit of a compressed file, wherever it is', async () => {
    const zip = await zipDe({ [NOMBRE]: RESULTADOS }, true);
    const datos = 30 + NOMBRE.length;
    const largo = zip.readUInt32LE(zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 20);
    for (let semilla = 0; semilla < 150; semilla++) {
      const r = await verificar(conBit(zip, datos + ((semilla * 7919) % (largo - 1)), semilla % 8));
      expect([semilla, r.codigo, r.salida, r.error.startsWith('El ZIP está dañado o incompleto')]).toEqual([semilla, 2, '', true]);
    }
  });

  test('of a ZIP inside it, and of the candidacies that it brings', async () => {
    const interior = await zipDe({ [NOMBRE]: RESULTADOS }, false);
    expect((await verificar(conOtroDigito(await zipDe({ 'b.zip': interior }, false), '210001B01'))).codigo).toBe(2);
    const conCandidaturas = conOtroDigito(await zipDe({ [NOMBRE]: RESULTADOS, 'PUE_CANDIDATURAS.csv': CANDIDATURAS }, false), '21,PAN,AN');
    expect(await verificar(conCandidaturas)).toMatchObject({ codigo: 2, salida: '' });
    const ruta = await guardar(conCandidaturas);
    await expect(leerConCandidaturas(ruta)).rejects.toMatchObject({ codigo: 'prep_danado' });
    await expect(leerArchivoCandidaturas(ruta)).rejects.toMatchObject({ codigo: 'prep_danado' });
  });

  test('a name of a column that was spoiled is damage, not a file of another kind', async () => {
    expect((await verificar(conOtroDigito(await zipDe({ [NOMBRE]: RESULTADOS }, false), 'CONTABILIZAD'))).error).toContain('dañado');
  });

  test('cut short, anywhere: nothing in English is said', async () => {
    const zip = await zipDe({ [NOMBRE]: RESULTADOS }, true);
    for (const hasta of [40, 1000, zip.length - 30, zip.length - 1]) {
      const r = await verificar(zip.subarray(0, hasta));
      expect([hasta, r.codigo, r.error]).toEqual([hasta, 2, expect.stringMatching(/^El ZIP está dañado o incompleto: p\.zip no llegó/)]);
    }
  });
});
