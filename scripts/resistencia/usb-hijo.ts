import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crearCentral } from '#central/crear-central.ts';
import { importarUsb } from '#central/ingesta/importar-usb.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { crearMedioUsb } from '#electron/station/medio-usb.ts';
import { leerManifiesto } from '#electron/station/traer-usb.ts';
import { exportarCarpeta, recogerAcuses } from '#electron/station/usb.ts';
import { servirOrdenes } from './servir-ordenes.ts';

/** What is done with a USB at a station or at the central, beside either, in a process of its own that may be killed. */
export type ConUsb = {
  /** Workspace of the station. */
  readonly estacion: string;
  /** Folder of the central, and the one with its package and keys. */
  readonly central: string;
  readonly carpeta: string;
  readonly usb: string;
  readonly relojMs: number;
};
export type Importada = { readonly problemas: readonly string[]; readonly sinAcuses: string | null };

servirOrdenes({
  exportar: async ({ estacion, usb, relojMs }: ConUsb) => (await exportarCarpeta({ carpeta: estacion, destino: usb, ahora: () => relojMs })).lotes.length,
  importar: async ({ central, carpeta, usb, relojMs }: ConUsb): Promise<Importada> => {
    const leer = (nombre: string): string => readFileSync(join(carpeta, nombre), 'utf8');
    const medio = crearMedioUsb(usb, criptoNode.sha256);
    const { manifiesto } = await leerManifiesto(medio, usb);
    const suya = await crearCentral({
      carpeta: central, paqueteTexto: leer('paquete.json'), llaveOpl: leer('opl.pub'), firmante: crearFirmante(leer('central.pem')), cripto: criptoNode,
      reloj: { ahora: () => relojMs }, registro: { info: () => undefined, error: () => undefined },
    });
    try {
      const { problemas, sinAcuses } = await importarUsb({ medio, manifiesto, cripto: criptoNode, lote: suya.entrega.lote, imagen: suya.entrega.imagen });
      return { problemas: problemas.map((p) => p.archivo), sinAcuses };
    } finally {
      await suya.cerrar();
    }
  },
  acusar: async ({ estacion, usb }: ConUsb) => (await recogerAcuses(estacion, usb)).acuses,
});
