import { afterEach, beforeEach, expect, test } from 'vitest';
import { firmarDocumento, TIPO_SALUDO } from '#shared/sync/firma.ts';
import type { Saludo } from '#shared/sync/existencias.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba, type OpcionesBitacora } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { abrirSesion } from '#tests/sesion-de-prueba.ts';

let c: CentralDePrueba;
beforeEach(async () => {
  c = await crearCentralDePrueba();
});
afterEach(() => c.cerrar());

const bitacora = (o: Partial<OpcionesBitacora>): BitacoraDePrueba => crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, ...o });
const enviar = (b: BitacoraDePrueba): Promise<Response> => fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } });
/** The greeting of `quien`, about the journal of `de`. */
const saludar = async (quien: BitacoraDePrueba, de: BitacoraDePrueba, cambios: Partial<Saludo> = {}, cabeceras: Record<string, string> = {}): Promise<string> => {
  const saludo: Saludo = { estacion: quien.estacion, hora: '2027-06-06T21:00:00-06:00', certificado: quien.certificado, epocas: [{ epoca: de.epoca, hasta: 1, cabeza: 'f'.repeat(64) }], imagenes: [], ...cambios };
  const r = await fetch(`${c.url}/saludo`, { method: 'POST', body: JSON.stringify(firmarDocumento(quien.firmante, TIPO_SALUDO, JSON.stringify(saludo))), headers: { 'content-type': 'application/json', ...cabeceras } });
  return r.status === 200 ? 'bien' : (await r.json() as { codigo: string }).codigo;
};

test('a station does not greet for another: not by its name, nor with its certificate, nor in its session', async () => {
  const [una, otra] = [bitacora({ estacion: 'C1-A' }), bitacora({ estacion: 'C2-A', catd: 'C2' })];
  expect(await saludar(una, una)).toBe('bien');
  expect(await saludar(otra, otra, { estacion: 'C1-A' })).toBe('estacion_desconocida');
  expect(await saludar(otra, otra, { estacion: 'C1-A', certificado: una.certificado })).toBe('estacion_desconocida');
  const authorization = await abrirSesion(c.url, { firmante: otra.firmante, certificado: otra.certificado, llaveCentral: c.firmante.llave });
  expect(await saludar(una, una, {}, { authorization })).toBe('estacion_desconocida');
  expect(await saludar(otra, otra, {}, { authorization })).toBe('bien');
});

test('what it says of the journal of another CATD is not taken: no alarm, no greeting in its name', async () => {
  const [una, otra, vecina] = [bitacora({ estacion: 'C1-A' }), bitacora({ estacion: 'C2-A', catd: 'C2' }), bitacora({ estacion: 'C1-B' })];
  for (const b of [una, otra, vecina]) expect((await enviar(b)).status).toBe(200);
  expect(await saludar(otra, una)).toBe('epoca_ajena');
  const { alarmas, epocas } = await c.central.estado();
  expect(alarmas).toEqual([]);
  expect(epocas.find((e) => e.epoca === una.epoca)?.saludo).toBeNull();
  // One of its own CATD may hold its copy, and sees the fork.
  expect(await saludar(vecina, una)).toBe('bien');
  expect((await c.central.estado()).alarmas.map((a) => a.tipo)).toEqual(['bifurcacion']);
});
