import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CERTIFICADO, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { pedirReto, presentarse } from '#tests/sesion-de-prueba.ts';

let c: CentralDePrueba;
beforeEach(async () => {
  c = await crearCentralDePrueba({ revocadas: new Set(['C1-MALA']) });
});
afterEach(() => c.cerrar());

const certificar = (llave: string, opl: Firmante, estacion = 'C1-A'): DocumentoFirmado =>
  firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ estacion, catd: 'C1', llave, desde: '2027-06-01T00:00:00-06:00', hasta: '2027-06-30T00:00:00-06:00' }));
const codigo = async (r: Response): Promise<string> => (r.ok ? 'ninguno' : (await r.json() as { codigo: string }).codigo);
const estacion = crearFirmante(nuevaLlave());
const presentar = async (cambios: { opl?: Firmante; firmante?: Firmante; llaveCentral?: string; id?: string; reto?: string } = {}): Promise<string> =>
  codigo(await presentarse(c.url, {
    firmante: cambios.firmante ?? estacion, certificado: certificar(estacion.llave, cambios.opl ?? c.opl, cambios.id), llaveCentral: cambios.llaveCentral ?? c.firmante.llave,
  }, cambios.reto));

test('a station that the OPL certified and that signs the challenge has a session', async () => {
  expect(await presentar()).toBe('ninguno');
});

test('no other has one', async () => {
  const otra = crearFirmante(nuevaLlave());
  expect(await presentar({ opl: otra })).toBe('estacion_desconocida');
  expect(await presentar({ firmante: otra })).toBe('estacion_desconocida');
  expect(await presentar({ id: 'C1-MALA' })).toBe('estacion_revocada');
  // Signed for another central, which passed the challenge on.
  expect(await presentar({ llaveCentral: otra.llave })).toBe('estacion_desconocida');
});

test('a challenge that is not ours, or that is old, is not taken', async () => {
  expect(await presentar({ reto: 'r.zzzzzzzzz.x.y' })).toBe('sesion_central');
  const reto = await pedirReto(c.url);
  c.reloj.ms += 6 * 60_000;
  expect(await presentar({ reto })).toBe('sesion_central');
});

test('a session ends, and a changed one is none', async () => {
  const authorization = await c.autorizacion();
  const ver = async (a: string): Promise<number> => (await fetch(`${c.url}/imagenes/${'0'.repeat(64)}`, { method: 'HEAD', headers: { authorization: a } })).status;
  expect(await ver(authorization)).toBe(404);
  expect(await ver(`${authorization.slice(0, -1)}${authorization.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
  c.reloj.ms += 13 * 3_600_000;
  expect(await ver(authorization)).toBe(401);
});
