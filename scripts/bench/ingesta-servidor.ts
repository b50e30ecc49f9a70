import { createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { crearCentral } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { limitesSchema } from '#central/red/limites.ts';
import { hilosDeLotes } from '#electron/host/hilos-de-lotes.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { AHORA } from '#tests/central-de-prueba.ts';

/** The limits are at work, but the rates of one station are out of the way: here a single one sends what a state does. */
const LIMITES_BENCH = limitesSchema.parse({ peticionesPorSegundo: 1e6, rafagaPeticiones: 1e6, bytesPorSegundo: 1e10, rafagaBytes: 1e10 });

/** Child of ingesta-hijo.ts: `central` or `piso`. Says its address when it listens, and its memory when it is asked. */
const [modo = '', carpeta = ''] = process.argv.slice(2);

/** The least that a server that keeps what it is sent can do: the same bytes in a file of their own, synced, and an answer. */
const abrirPiso = async (): Promise<string> => {
  mkdirSync(carpeta, { recursive: true });
  let n = 0;
  const servidor = createServer((de, a) => {
    const ruta = join(carpeta, String(++n));
    de.pipe(createWriteStream(ruta)).on('finish', () => {
      void open(ruta, 'r+').then(async (archivo) => {
        await archivo.sync();
        await archivo.close();
        a.end('{}');
      });
    });
  });
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  return `http://127.0.0.1:${(servidor.address() as AddressInfo).port}`;
};

const abrirCentral = async (paqueteTexto: string, llaveOpl: string, llave: string): Promise<string> => {
  const central = await crearCentral({
    carpeta, paqueteTexto, llaveOpl, firmante: crearFirmante(llave), cripto: criptoNode, hilos: hilosDeLotes(), limites: LIMITES_BENCH, reloj: { ahora: () => AHORA }, registro: { info: () => undefined, error: () => undefined },
  });
  return (await escuchar(central, { host: '127.0.0.1', puerto: 0 })).url;
};

type Orden = { readonly abrir?: { readonly paqueteTexto: string; readonly llaveOpl: string; readonly llave: string } };
process.on('message', ({ abrir }: Orden) => {
  if (!abrir) return void process.send?.({ memoria: process.memoryUsage.rss() });
  void (modo === 'piso' ? abrirPiso() : abrirCentral(abrir.paqueteTexto, abrir.llaveOpl, abrir.llave)).then((url) => process.send?.({ url }));
});
process.on('disconnect', () => process.exit(0));
