import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { escribirRevocaciones } from '#central/ingesta/revocaciones.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { HASH_CERO } from '#shared/domain/evento.ts';
import { escribirLote } from '#shared/sync/lote.ts';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { comandoLote } from './comando-lote.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-lote-'));
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = undefined;
});

const opl = crearFirmante(nuevaLlave());
const [epoca, firmante] = ['01890a5d-ac96-774b-bcce-b302099a8057', crearFirmante(nuevaLlave())];
const b = crearBitacoraDePrueba({ opl, paqueteSha: 'a'.repeat(64), epoca, firmante });
for (const acta of ['A1', 'A2', 'A3', 'A4']) b.agregar('acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, acta);

const archivo = (nombre: string, bytes: Uint8Array | string): string => {
  writeFileSync(path.join(carpeta, nombre), bytes);
  return path.join(carpeta, nombre);
};
const correr = async (...argumentos: readonly string[]): Promise<{ texto: string; codigo: unknown }> => {
  let texto = '';
  const espia = vi.spyOn(process.stdout, 'write').mockImplementation((trozo) => {
    texto += String(trozo);
    return true;
  });
  process.exitCode = undefined;
  try {
    await comandoLote().parseAsync(['verificar', '--opl', opl.llave, ...argumentos], { from: 'user' });
  } finally {
    espia.mockRestore();
  }
  return { texto, codigo: process.exitCode };
};

describe('acopio lote verificar', () => {
  test('says of a good lote what it holds', async () => {
    const { texto, codigo } = await correr(archivo('1.lote', b.lote()));
    expect(codigo).toBe(0);
    expect(texto).toContain(`Estación C1-A (C1), época ${epoca}`);
    expect(texto).toContain('Eventos 1 a 5');
    expect(texto).toMatch(/4 +acta\.sin_acta_solicitada/);
    expect(texto).toContain('Actas: 4 (A1, A2, A3, A4)');
    expect(texto).toContain(b.asientos[4]!.hash);
  });

  test('takes it uncompressed too, and the key from a file', async () => {
    const llave = archivo('opl.pub', opl.llave);
    const { texto, codigo } = await correr(archivo('claro.lote', b.texto(2, 4)), '--opl', llave, '--json');
    expect(codigo).toBe(0);
    expect(JSON.parse(texto)).toMatchObject({ archivos: [{ veredicto: 'bueno', lote: { desde: 2, hasta: 4, actas: ['A1', 'A2', 'A3'] } }], epocas: [{ huecos: [{ desde: 1, hasta: 1 }], bifurcaciones: [] }] });
  });

  test.each<[string, () => Uint8Array, string]>([
    ['one byte changed', () => gzipSync(b.texto().replace('sin_bolsa', 'sin_bolsb')), 'La firma del lote no es de la estación que dice.'],
    ['the copy cut short', () => b.lote().subarray(0, 700), 'El lote no se puede leer'],
    ['certified by another OPL', () => crearBitacoraDePrueba({ opl: firmante, paqueteSha: 'a'.repeat(64) }).lote(), 'no tiene certificado válido del OPL'],
  ])('exits with 1 and the reason: %s', async (_nombre, bytes, motivo) => {
    const { texto, codigo } = await correr(archivo('malo.lote', bytes()));
    expect(codigo).toBe(1);
    expect(texto).toContain('NO ES VÁLIDO');
    expect(texto).toContain(motivo);
  });

  test.each<[string, (gz: Buffer) => Uint8Array]>([
    ['only its last bytes are missing', (gz) => gz.subarray(0, -4)],
    ['a byte of what is compressed changed', (gz) => { gz[gz.length - 60]! ^= 1; return gz; }],
    ['its check is another', (gz) => { gz[gz.length - 6]! ^= 1; return gz; }],
  ])('a lote whose file was damaged is one that is not good, as for the central: %s', async (_nombre, danar) => {
    const { texto, codigo } = await correr(archivo('roto.lote.gz', danar(Buffer.from(b.lote()))));
    expect(codigo).toBe(1);
    expect(texto).toContain('NO ES VÁLIDO');
  });

  test('a lote that says another epoca, or begins where none begins, is not good, though its station signed it', async () => {
    const otra = crearBitacoraDePrueba({ opl, paqueteSha: 'a'.repeat(64), estacion: 'C2-A', catd: 'C2' });
    const firmado = (epocaFalsa: string, desde: number): string =>
      escribirLote(otra.firmante, { paquete: 'a'.repeat(64), epoca: epocaFalsa, previo: desde === 1 ? HASH_CERO : otra.asientos[0]!.hash, certificado: otra.certificado, asientos: otra.asientos.slice(desde - 1) });
    otra.agregar('acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, 'A9');
    const { texto, codigo } = await correr(archivo('ajeno.lote', firmado(epoca, 1)));
    expect([codigo, texto.includes('NO ES VÁLIDO')]).toEqual([1, true]);
    // Without its beginning nothing tells by itself; beside the others, it does.
    const junto = await correr(archivo('1.lote', b.lote(1, 1)), archivo('ajeno.lote', firmado(epoca, 2)));
    expect(junto.codigo).toBe(1);
    expect(junto.texto).toContain('la firman estaciones de varios CATD (C1, C2)');
  });

  test('of a station that the OPL no longer trusts, with its list', async () => {
    const lista = (quien: string): string => archivo('revocadas.json', escribirRevocaciones(opl, { paqueteSha: 'a'.repeat(64), hora: '2027-06-06T20:00:00-06:00', revocadas: [quien] }));
    expect((await correr('--revocadas', lista('C9-Z'), archivo('1.lote', b.lote()))).codigo).toBe(0);
    for (const quien of ['C1-A', firmante.llave]) {
      const { texto, codigo } = await correr('--revocadas', lista(quien), archivo('1.lote', b.lote()));
      expect([codigo, texto.includes('El OPL retiró la confianza a la estación C1-A')]).toEqual([1, true]);
    }
  });

  test('exits with 2 over what is no lote, or is not there, and still says of the others', async () => {
    const { texto, codigo } = await correr(archivo('foto.jpg', Buffer.from([0xff, 0xd8, 0xff])), path.join(carpeta, 'no-hay'), archivo('1.lote', b.lote()));
    expect(codigo).toBe(2);
    expect(texto).toContain('foto.jpg: no es un lote');
    expect(texto).toContain('No se encuentra el archivo');
    expect(texto).toContain('1.lote: íntegro');
  });

  test('a folder in the list is named, and costs nothing of the others', async () => {
    const { texto, codigo } = await correr(carpeta, archivo('1.lote', b.lote()));
    expect(codigo).toBe(2);
    expect(texto).toContain(`No se puede usar ${carpeta}: es una carpeta.`);
    expect(texto).toContain('1.lote: íntegro');
  });

  test('two good lotes that say different things of one place are a fork', async () => {
    const otra = crearBitacoraDePrueba({ opl, paqueteSha: 'a'.repeat(64), epoca, firmante });
    otra.agregar('acta.sin_acta_solicitada', { motivo: 'casilla_no_instalada' }, 'A9');
    const { texto, codigo } = await correr(archivo('1.lote', b.lote()), archivo('2.lote', otra.lote()));
    expect(codigo).toBe(1);
    expect(texto).toContain('hay dos eventos distintos en el lugar 1, 2');
  });
});

test('the file is the bytes of the network', async () => {
  const { comprimirLote } = await import('#electron/station/archivo-lote.ts');
  expect(Buffer.from(await comprimirLote(b.texto())).equals(Buffer.from(await comprimirLote(b.texto())))).toBe(true);
  expect(readFileSync(archivo('igual.lote', await comprimirLote(b.texto())))).toEqual(Buffer.from(b.lote()));
});
