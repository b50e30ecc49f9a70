import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as pedirHttp, type IncomingMessage } from 'node:http';
import { request as pedirHttps } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { crearLectoresHid } from '#electron/readers/hid.ts';
import { crearHidVirtual } from '#electron/readers/virtual.ts';
import { RUTA_AVISOS } from '#shared/api/puente.ts';
import { crearEstacionDePrueba, valorDe } from '#tests/estacion-de-prueba.ts';
import { certificadoDeRed } from './red/certificado.ts';
import { emparejar } from './red/emparejar.ts';
import { abrirServidorRed } from './red/servidor-red.ts';
import { abrirServidorHttp } from './servidor-http.ts';

const registro = { info: () => undefined, error: () => undefined };

/** Gathers what comes by an open response. */
const juntar = (respuesta: IncomingMessage): { texto: () => string; hasta: (fin: string) => Promise<void> } => {
  let todo = '';
  respuesta.setEncoding('utf8').on('data', (t: string) => (todo += t));
  return {
    texto: () => todo,
    hasta: async (fin) => {
      while (!todo.includes(fin)) await once(respuesta, 'data');
    },
  };
};

test('a code that a reader of the main station reads reaches its windows and no post of the room', async () => {
  const hid = crearHidVirtual();
  hid.conectar('/dev/hidraw0');
  const lectores = crearLectoresHid({ reloj: { ahora: () => 0 }, registro, cargar: () => Promise.resolve(hid.modulo) });
  await lectores.revisar();
  const e = await crearEstacionDePrueba({ puertos: { lectores } });
  const paginas = mkdtempSync(path.join(tmpdir(), 'paginas-'));
  writeFileSync(path.join(paginas, 'index.html'), '<title>Acopio</title>');
  const local = await abrirServidorHttp({ estacion: e.estacion, paginas, registro });
  const sala = await abrirServidorRed({ estacion: e.estacion, puestos: e.estacion.puestos, replica: e.estacion.replica, certificado: await certificadoDeRed(path.join(e.carpeta, 'red'), 'C1-A', Date.now()), paginas, puerto: 0, registro });
  const salaUrl = `https://127.0.0.1:${String(sala.puerto)}`;

  const cookie = (await fetch(local.entrada(), { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { codigo } = await valorDe((await e.entrar('supervisor'))['puestos.abrirCodigo']({}));
  const pareja = await emparejar(salaUrl, codigo, 'captura-1');
  const enLocal = pedirHttp(local.url + RUTA_AVISOS, { headers: { cookie } }).end();
  const enPuesto = pedirHttps(salaUrl + RUTA_AVISOS, { ca: pareja.certificado, checkServerIdentity: () => undefined, headers: { authorization: `Puesto ${pareja.token}` } }).end();
  const [[aLocal], [aPuesto]] = (await Promise.all([once(enLocal, 'response'), once(enPuesto, 'response')])) as [[IncomingMessage], [IncomingMessage]];
  const [ventana, puesto] = [juntar(aLocal), juntar(aPuesto)];

  hid.leer('/dev/hidraw0', 'ACP1.CODIGO');
  await ventana.hasta('"codigo":"ACP1.CODIGO"');
  expect(ventana.texto()).toContain('event: lectura\n');
  // A notice for both comes after the code would have.
  await e.entrar('capturista');
  await puesto.hasta('event: cambio');
  expect(puesto.texto()).not.toContain('lectura');

  enLocal.destroy();
  enPuesto.destroy();
  await local.cerrar();
  await sala.cerrar();
  await lectores.cerrar();
  await e.cerrar();
  rmSync(paginas, { recursive: true });
});
