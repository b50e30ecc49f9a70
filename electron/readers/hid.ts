import type { LecturaCodigo } from '#shared/api/puente.ts';
import type { Lectores, Registro, Reloj } from '#electron/station/puertos.ts';
import { crearArmador } from './reporte-pos.ts';

/** Usage page of bar code scanners, and its application usages: badge reader, scanner, dumb scanner, cordless base, cradle. */
const PAGINA_LECTORES = 0x8c;
const USO_MAXIMO = 5;
/** How soon a reader that is plugged in is found. Listing costs about a millisecond. */
const CADA_MS = 3000;
/** Honeywell's readers keep quiet in this mode until they are told that somebody listens. */
const HONEYWELL = 0x0c2e;
const ESCUCHANDO = [0xfe, 0x01];

type Aparato = { readonly vendorId: number; readonly path?: string | undefined; readonly product?: string | undefined; readonly usagePage?: number | undefined; readonly usage?: number | undefined };
type AparatoAbierto = {
  on(evento: 'data', oir: (bytes: Uint8Array) => void): unknown;
  on(evento: 'error', oir: (error: unknown) => void): unknown;
  sendFeatureReport(bytes: number[]): Promise<unknown>;
  close(): Promise<void>;
};
/** What is used of node-hid. The virtual devices of the tests stand behind it too. */
export type ModuloHid = { readonly devicesAsync: () => Promise<readonly Aparato[]>; readonly abrir: (camino: string) => Promise<AparatoAbierto> };

/** node-hid is loaded at the first look: where its binary does not run, the station works without hand readers. */
const cargarNodeHid = async (): Promise<ModuloHid> => {
  const { devicesAsync, HIDAsync } = await import('node-hid');
  return { devicesAsync: () => devicesAsync(), abrir: (camino) => HIDAsync.open(camino) };
};

const esLector = (a: Aparato): boolean => a.usagePage === PAGINA_LECTORES && (a.usage ?? 0) >= 1 && (a.usage ?? 0) <= USO_MAXIMO;

type Opciones = { readonly reloj: Reloj; readonly registro: Registro; readonly cargar?: () => Promise<ModuloHid>; readonly cadaMs?: number };
/** `revisar` looks at once for readers that came or went, and resolves when they are open. */
export type LectoresHid = Lectores & { readonly revisar: () => Promise<void>; readonly cerrar: () => Promise<void> };

/** Hand readers in HID POS mode, as they come and go. None of their failures reaches the station. */
export const crearLectoresHid = ({ reloj, registro, cargar = cargarNodeHid, cadaMs = CADA_MS }: Opciones): LectoresHid => {
  const oyentes = new Set<(lectura: LecturaCodigo) => void>();
  const abiertos = new Map<string, { readonly nombre: string; readonly aparato: AparatoAbierto }>();
  /** Those that could not be opened, not to say it every three seconds. */
  const negados = new Set<string>();
  let modulo: Promise<ModuloHid | null> | null = null;
  let reposo: Promise<void> = Promise.resolve();
  let cerrado = false;

  const soltar = async (camino: string): Promise<void> => {
    const abierto = abiertos.get(camino);
    abiertos.delete(camino);
    await abierto?.aparato.close().catch(() => undefined);
  };
  const abrir = async (hid: ModuloHid, camino: string, { vendorId, product }: Aparato): Promise<void> => {
    const nombre = product ?? 'Lector';
    const armar = crearArmador(nombre, reloj.ahora);
    const aparato = await hid.abrir(camino);
    abiertos.set(camino, { nombre, aparato });
    aparato.on('error', () => {
      registro.info('hand reader gone', { lector: nombre });
      void soltar(camino);
    });
    aparato.on('data', (bytes) => {
      const lectura = armar(bytes);
      if (lectura !== null) oyentes.forEach((oir) => oir(lectura));
    });
    if (vendorId === HONEYWELL) await aparato.sendFeatureReport(ESCUCHANDO).catch(() => undefined);
    registro.info('hand reader open', { lector: nombre });
  };
  const mirar = async (): Promise<void> => {
    modulo ??= cargar().catch((error: unknown) => {
      registro.info('no hand readers on this machine', { error: String(error) });
      return null;
    });
    const hid = await modulo;
    if (hid === null || cerrado) return;
    const presentes = new Map((await hid.devicesAsync()).filter(esLector).flatMap((a) => (a.path === undefined ? [] : [[a.path, a] as const])));
    for (const camino of [...abiertos.keys()]) if (!presentes.has(camino)) await soltar(camino);
    for (const camino of negados) if (!presentes.has(camino)) negados.delete(camino);
    for (const [camino, aparato] of presentes) {
      if (abiertos.has(camino)) continue;
      await abrir(hid, camino, aparato).catch((error: unknown) => {
        if (!negados.has(camino)) registro.error('a hand reader could not be opened', { lector: aparato.product ?? '', error: String(error) });
        negados.add(camino);
      });
    }
  };
  const revisar = (): Promise<void> => {
    reposo = reposo.then(mirar).catch((error: unknown) => registro.error('hand readers', { error: String(error) }));
    return reposo;
  };

  void revisar();
  const reloj3s = setInterval(() => void revisar(), cadaMs);
  reloj3s.unref();
  return {
    lista: () => [...abiertos].map(([id, { nombre }]) => ({ id, nombre })),
    alLeer: (oir) => {
      oyentes.add(oir);
      return () => void oyentes.delete(oir);
    },
    revisar,
    cerrar: async () => {
      cerrado = true;
      clearInterval(reloj3s);
      await reposo;
      for (const camino of [...abiertos.keys()]) await soltar(camino);
    },
  };
};
