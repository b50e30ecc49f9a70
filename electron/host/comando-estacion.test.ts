import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { exigirVigente } from '#central/ingesta/exigir-vigente.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { comandoEstacion } from './comando-estacion.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-preparar-'));
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));

test('a station that is prepared is believed before its window, when it is tried, and days after it, when a USB comes late', async () => {
  const pem = nuevaLlave();
  const opl = crearFirmante(pem);
  const paquete = paqueteDePrueba({});
  const [archivoPaquete, archivoLlave, suya] = [path.join(carpeta, 'p.paquete'), path.join(carpeta, 'opl.pem'), path.join(carpeta, 'C1-A')];
  writeFileSync(archivoPaquete, firmarPaquete(paquete, opl));
  writeFileSync(archivoLlave, pem, { mode: 0o600 });
  const espia = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await comandoEstacion().parseAsync(['preparar', '--carpeta', suya, '--paquete', archivoPaquete, '--llave', archivoLlave, '--estacion', 'C1-A', '--catd', 'C1'], { from: 'user' });
  } finally {
    espia.mockRestore();
  }
  const certificado = leerCertificado(criptoNode, documentoFirmadoSchema.parse(JSON.parse(readFileSync(path.join(suya, 'certificado.json'), 'utf8'))), opl.llave)!;
  const en = (iso: string, dias: number): (() => void) => () => exigirVigente({ revocadas: new Set() }, certificado, Date.parse(iso) + dias * 86_400_000);
  expect(en(paquete.ventana.inicio, -1)).not.toThrow();
  expect(en(paquete.ventana.fin, 7)).not.toThrow();
  expect(en(paquete.ventana.fin, 60)).toThrow();
});

test.each([['--limite', 'x'], ['--limite', '3'], ['--proxy', 'algo']])('%s %s is said to be a bad option, and nothing is written', async (opcion, valor) => {
  const suya = mkdtempSync(path.join(carpeta, 'red-'));
  await expect(comandoEstacion().parseAsync(['red', '--carpeta', suya, opcion, valor], { from: 'user' })).rejects.toMatchObject({ codigo: 'opcion_invalida', parametros: { opcion } });
  expect(existsSync(path.join(suya, 'red.json'))).toBe(false);
});
