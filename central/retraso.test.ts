import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { estadoDeBase, RETRASO_MAXIMO_MS } from './estado.ts';

let c: CentralDePrueba;
afterEach(() => c.cerrar());

test('what came in and no cut has published is measured, raises one alarm when it waits too long, and ends with a cut', async () => {
  c = await crearCentralDePrueba();
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  const acta = c.paquete.actas[0]!;
  b.agregar('acta.sin_acta', {
    eleccion: acta.eleccion, motivo: 'paquete_sin_bolsa', solicita: 'ana', confirma: 'beto', mecanismoTraslado: 'F', horaAcopio: null,
    evaluacion: { observaciones: ['SIN_ACTA'], contabilizada: 0, calculado: null },
  }, acta.clave);
  expect((await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(b.lote()), headers: { 'content-type': 'application/gzip' } })).status).toBe(200);
  expect((await c.central.estado()).retraso).toMatchObject({ actas: 1, ms: 0, alarma: false });
  c.reloj.ms += RETRASO_MAXIMO_MS + 1;
  await c.central.vigilar();
  await c.central.vigilar();
  expect((await c.central.estado()).alarmas.map((a) => a.tipo)).toEqual(['publicacion_atrasada']);
  expect((await estadoDeBase(join(c.carpeta, 'central.db'), c.reloj.ms)).retraso).toMatchObject({ actas: 1, alarma: true });
  await c.central.corte({ ultimo: false });
  expect((await c.central.estado()).retraso).toMatchObject({ actas: 0, alarma: false });
});
