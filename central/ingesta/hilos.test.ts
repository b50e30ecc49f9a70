import { afterEach, expect, test } from 'vitest';
import { hilosDeLotes } from '#electron/host/hilos-de-lotes.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearBitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearCatalogo } from '#central/catalogo.ts';
import { abrirPaquete } from '#central/paquete.ts';
import { crearHilos, type Hilos } from './hilos.ts';
import { prepararLote } from './preparar-lote.ts';
import { recordarFirmas } from './recordar-firmas.ts';

let c: CentralDePrueba;
let hilos: Hilos | null = null;
afterEach(async () => {
  await hilos?.cerrar();
  await c.cerrar();
});

test('a thread proves what the central proves, and refuses with the same words', async () => {
  c = await crearCentralDePrueba();
  hilos = crearHilos({ archivo: hilosDeLotes().archivo, cuantos: 1, datos: { paqueteTexto: c.paqueteTexto, llaveOpl: c.opl.llave } });
  const b = crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha });
  b.agregar('acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, c.paquete.actas[0]!.clave);
  // The first that asks starts it, and is told to do it itself until the thread is ready.
  const enHilo = async (bytes: Uint8Array): Promise<unknown> => {
    for (;;) {
      const hecho = hilos?.preparar(bytes);
      if (hecho) return hecho;
      await new Promise(setImmediate);
    }
  };
  const paquete = abrirPaquete(criptoNode, c.paqueteTexto, c.opl.llave);
  const deps = { cripto: criptoNode, paquete, catalogo: crearCatalogo(paquete.paquete) };
  // A body is a piece of a larger buffer, and whoever sent it stores it afterwards.
  const bytes = b.lote();
  const pieza = Buffer.concat([Buffer.alloc(100), bytes, Buffer.alloc(100)]).subarray(100, 100 + bytes.length);
  expect(await enHilo(pieza)).toEqual(prepararLote(deps, bytes));
  expect(Buffer.from(bytes).equals(pieza)).toBe(true);
  await expect(enHilo(Buffer.from('<html>'))).rejects.toMatchObject({ codigo: 'lote_ilegible', parametros: { detalle: 'gzip' } });
  await expect(enHilo(Buffer.from('<html>'))).rejects.toBeInstanceOf(AppError);
});

test('a signature that was proved once is not proved again, and no other passes for it', () => {
  let veces = 0;
  const cripto = recordarFirmas({ ...criptoNode, verificar: (_llave, _mensaje, firma) => { veces += 1; return firma === 'buena'; } }, 'opl');
  expect([1, 2, 3].map(() => cripto.verificar('opl', 'texto', 'buena'))).toEqual([true, true, true]);
  expect(veces).toBe(1);
  expect([cripto.verificar('opl', 'texto', 'mala'), cripto.verificar('opl', 'texto', 'mala'), cripto.verificar('opl', 'otro', 'mala')]).toEqual([false, false, false]);
  expect(cripto.verificar('estacion', 'texto', 'buena')).toBe(true);
  expect(veces).toBe(5);
});
