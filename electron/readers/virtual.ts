import { EventEmitter } from 'node:events';
import type { ModuloHid } from './hid.ts';

const DATOS_POR_REPORTE = 56;

/** The reports in which a reader sends a code: `aim` is its identifier, «]Q1» for a QR. */
export const reportesDe = (codigo: string, aim = ']Q1'): Uint8Array[] => {
  const bytes = Buffer.from(codigo);
  const cuantos = Math.max(1, Math.ceil(bytes.length / DATOS_POR_REPORTE));
  return Array.from({ length: cuantos }, (_, i) => {
    const trozo = bytes.subarray(i * DATOS_POR_REPORTE, (i + 1) * DATOS_POR_REPORTE);
    const reporte = Buffer.alloc(64);
    reporte.set([2, trozo.length, ...Buffer.from(aim)]);
    reporte.set(trozo, 5);
    reporte[63] = i < cuantos - 1 ? 1 : 0;
    return reporte;
  });
};

class AparatoVirtual extends EventEmitter {
  abierto = true;
  sendFeatureReport(): Promise<number> { return Promise.resolve(0); }
  close(): Promise<void> {
    this.abierto = false;
    return Promise.resolve();
  }
}

/** Hand readers that are plugged, pulled and made to read by a test, behind what node-hid gives. */
export const crearHidVirtual = () => {
  const conectados = new Map<string, { readonly usagePage: number; readonly producto: string; readonly niega: boolean; aparato: AparatoVirtual | null }>();
  const modulo: ModuloHid = {
    devicesAsync: () => Promise.resolve([...conectados].map(([path, { usagePage, producto }]) => ({ path, vendorId: 1, product: producto, usagePage, usage: 2 }))),
    abrir: (camino) => {
      const c = conectados.get(camino);
      if (!c || c.niega) return Promise.reject(new Error(`could not open ${camino}`));
      c.aparato = new AparatoVirtual();
      return Promise.resolve(c.aparato);
    },
  };
  return {
    modulo,
    conectar: (path: string, { usagePage = 0x8c, producto = 'Lector virtual', niega = false } = {}): void => void conectados.set(path, { usagePage, producto, niega, aparato: null }),
    /** As when the cable is pulled: the open device fails and the list no longer has it. */
    desconectar: (path: string): void => {
      const aparato = conectados.get(path)?.aparato;
      conectados.delete(path);
      aparato?.emit('error', new Error('could not read from HID device'));
    },
    leer: (path: string, codigo: string): void => {
      const aparato = conectados.get(path)?.aparato;
      if (aparato?.abierto) for (const reporte of reportesDe(codigo)) aparato.emit('data', reporte);
    },
  };
};
