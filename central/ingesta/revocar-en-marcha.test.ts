import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { estadoDeBase } from '#central/estado.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { abrirSesion, presentarse } from '#tests/sesion-de-prueba.ts';
import { escribirRevocaciones } from './revocaciones.ts';

let c: CentralDePrueba;
let b: BitacoraDePrueba;
const firmante = crearFirmante(nuevaLlave());
beforeEach(async () => {
  c = await crearCentralDePrueba();
  b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-A', firmante });
});
afterEach(() => c.cerrar());

const presentado = () => ({ firmante: b.firmante, certificado: b.certificado, llaveCentral: c.firmante.llave });
const enviar = async (cuerpo: Uint8Array): Promise<string> => {
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(cuerpo), headers: { 'content-type': 'application/gzip' } });
  return r.ok ? 'ninguno' : (await r.json() as { codigo: string }).codigo;
};
/** Another event, in a lote of its own. */
const otroLote = (): Uint8Array => {
  const desde = b.asientos.length + 1;
  b.agregar('acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, c.paquete.actas[desde]?.clave);
  return b.lote(desde);
};
const verImagen = async (authorization: string): Promise<number> => (await fetch(`${c.url}/imagenes/${'0'.repeat(64)}`, { method: 'HEAD', headers: { authorization } })).status;
const lista = (hora: string, ...revocadas: readonly string[]): string => escribirRevocaciones(c.opl, { paqueteSha: c.paqueteSha, hora, revocadas });

test.each([['its id', () => 'C1-A'], ['its key', () => firmante.llave]])('a central that runs refuses from then on a station revoked by %s, its open session too, and keeps what it refused', async (_nombre, quien) => {
  const sesion = await abrirSesion(c.url, presentado());
  expect([await enviar(b.lote()), await verImagen(sesion)]).toEqual(['ninguno', 404]);
  await c.revocar(quien());
  expect(await enviar(otroLote())).toBe('estacion_revocada');
  expect(await verImagen(sesion)).toBe(401);
  expect(await (await presentarse(c.url, presentado())).json()).toMatchObject({ codigo: 'estacion_revocada' });
  // Others go on.
  expect(await enviar(crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, estacion: 'C1-B' }).lote())).toBe('ninguno');

  const { epocas, rechazos, revocaciones } = await estadoDeBase(join(c.carpeta, 'central.db'), AHORA);
  expect(epocas.find((e) => e.epoca === b.epoca)?.eventos).toBe(1);
  expect(rechazos).toMatchObject([{ codigo: 'estacion_revocada', veces: 1 }]);
  expect(existsSync(join(c.carpeta, 'rechazos', rechazos[0]?.ruta ?? '—'))).toBe(true);
  expect(revocaciones?.revocadas).toEqual([{ quien: quien(), rechazos: 1, ultimo: expect.any(String) as string }]);
});

test('it holds after a restart that was not told of it, until the OPL says otherwise', async () => {
  await c.revocar('C1-A', 'C1-B');
  await c.reabrir();
  const lote = otroLote();
  expect(await enviar(lote)).toBe('estacion_revocada');
  await c.revocar('C1-B');
  expect(await enviar(lote)).toBe('ninguno');
});

test('no older list, nor one of somebody else, takes the place of the one that holds', async () => {
  const vigente = lista('2027-06-06T20:30:00-06:00', 'C1-A');
  expect(await c.central.revocar(vigente)).toBe(true);
  expect(await c.central.revocar(vigente)).toBe(false);
  await expect(c.central.revocar(lista('2027-06-06T20:29:59-06:00'))).rejects.toMatchObject({ codigo: 'revocaciones_viejas' });
  await expect(c.central.revocar(escribirRevocaciones(firmante, { paqueteSha: c.paqueteSha, hora: '2027-06-06T21:00:00-06:00', revocadas: [] }))).rejects.toMatchObject({ codigo: 'revocaciones_invalidas' });
  expect(await enviar(otroLote())).toBe('estacion_revocada');
  // The same hour told with another offset is later than it looks.
  expect(await c.central.revocar(lista('2027-06-07T03:00:00Z'))).toBe(true);
  expect((await c.central.estado()).revocaciones).toMatchObject({ hora: '2027-06-07T03:00:00Z', revocadas: [] });
});
