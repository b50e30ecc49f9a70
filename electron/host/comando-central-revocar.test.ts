import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { leerRevocaciones, type Revocaciones } from '#central/ingesta/revocaciones.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { comandoRevocar } from './comando-central-revocar.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-revocar-'));
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());
const en = (nombre: string): string => path.join(carpeta, nombre);

const pem = nuevaLlave();
const opl = crearFirmante(pem);
const paquete = paqueteDePrueba({ central: { url: 'https://127.0.0.1:1', llave: crearFirmante(nuevaLlave()).llave, huellas: ['0'.repeat(64)] } });
writeFileSync(en('paquete.json'), firmarPaquete(paquete, opl));
writeFileSync(en('opl.pem'), pem);
writeFileSync(en('otra.pem'), nuevaLlave());
const paqueteSha = criptoNode.sha256(JSON.stringify(paquete));

const correr = async (llave: string, ...mas: readonly string[]): Promise<Revocaciones> => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await comandoRevocar().parseAsync([...mas, '--paquete', en('paquete.json'), '--llave', en(llave), '--salida', en('lista.json')], { from: 'user' });
  return leerRevocaciones(criptoNode, readFileSync(en('lista.json'), 'utf8'), { llaveOpl: opl.llave, paqueteSha });
};

test('writes the list that the central takes, and the next one goes on from it', async () => {
  const primera = await correr('opl.pem', 'C1-B');
  expect(primera.revocadas).toEqual(['C1-B']);
  const segunda = await correr('opl.pem', 'C2-A', 'C1-B', '--anterior', en('lista.json'));
  expect(segunda.revocadas).toEqual(['C1-B', 'C2-A']);
  // Even within one millisecond, or with a clock that went back.
  expect(Date.parse(segunda.hora)).toBeGreaterThan(Date.parse(primera.hora));
});

test('signs with no other key than the one of the package', async () => {
  await expect(correr('otra.pem', 'C1-B')).rejects.toMatchObject({ codigo: 'paquete_firma' });
  await expect(correr('paquete.json', 'C1-B')).rejects.toMatchObject({ codigo: 'opcion_invalida' });
});
