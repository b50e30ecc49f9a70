import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { certificadoDeRed } from '#electron/host/red/certificado.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { carpetaTls } from './puesta.ts';
import { servirOrdenes } from './servir-ordenes.ts';

/** The central in a process of its own, to be killed. `carpeta` holds its package and keys; `trabajo` is its workspace. */
export type AbrirCentral = { readonly carpeta: string; readonly trabajo: string; readonly puerto: number; readonly relojMs: number; readonly tls: boolean };

let central: Central | null = null;
servirOrdenes({
  abrir: async ({ carpeta, trabajo, puerto, relojMs, tls }: AbrirCentral) => {
    const inicio = Date.now();
    const leer = (nombre: string): string => readFileSync(join(carpeta, nombre), 'utf8');
    central = await crearCentral({
      carpeta: trabajo, paqueteTexto: leer('paquete.json'), llaveOpl: leer('opl.pub'), firmante: crearFirmante(leer('central.pem')), cripto: criptoNode,
      reloj: { ahora: () => relojMs + Date.now() - inicio }, registro: { info: () => undefined, error: () => undefined },
      ...(tls ? { tls: await certificadoDeRed(carpetaTls(trabajo), 'central', relojMs) } : {}),
    });
    return (await escuchar(central, { host: '127.0.0.1', puerto })).url;
  },
  estado: () => central?.estado(),
  cortar: async () => { await central?.corte({ ultimo: false }); },
  cerrar: async () => {
    const cerrada = central;
    central = null;
    await cerrada?.cerrar();
  },
});
