import { z } from 'zod';

const positivo = z.number().positive();

/** What one station may take of the central. An address without a session counts as `PESO_DE_DIRECCION` stations: a whole center, or a state's network, may be behind one. */
export const limitesSchema = z.strictObject({
  /** Requests a second on the average, and how many at once after a silence. */
  peticionesPorSegundo: positivo.default(50),
  rafagaPeticiones: positivo.default(500),
  /** Bytes of bodies a second on the average, and how many at once after a silence. */
  bytesPorSegundo: positivo.default(4_000_000),
  rafagaBytes: positivo.default(64_000_000),
  /** Requests of one station at once: six images, a lote and a greeting, and as many whose connection died unnoticed. */
  simultaneas: positivo.default(16),
  /** Requests of everybody at once. */
  simultaneasTotal: positivo.default(4_000),
  /** Bytes of lotes that wait for their turn, of everybody. */
  bytesEnEspera: positivo.default(256_000_000),
  /** Lotes in hand at once; the others wait, and each station has its turn. */
  lotesALaVez: positivo.default(64),
  /** A body must come within `esperaCuerpoMs` and what its size takes at `minimoBytesPorSegundo`; whoever drips is cut. */
  esperaCuerpoMs: positivo.default(60_000),
  minimoBytesPorSegundo: positivo.default(1_000),
});
export type Limites = z.infer<typeof limitesSchema>;
export const LIMITES: Limites = limitesSchema.parse({});

export const PESO_DE_DIRECCION = 10;
/** Of what all may take at once, what is left to those who do not say who they are: however many they are, the stations have the rest. */
const PARTE_SIN_SESION = 0.5;
/** Of what may wait, what may be of one alone. */
const PARTE_DE_UNO = 0.25;

/** Someone that was not heard of in so long has its buckets full again and is forgotten. */
const OLVIDO_MS = 600_000;

/** Why a request is not taken now, and in how many seconds it may be. */
export type Demora = { readonly motivo: 'estacion_excede' | 'central_ocupado'; readonly segundos: number };
export type Admision = { readonly salir: () => void } | Demora;
/** Who asks: its station, when it has a session, else its address. */
export type Quien = { readonly nombre: string; readonly peso: number };

type Cuenta = { fichas: number; bytes: number; hora: number; dentro: number };

/**
 * Token buckets of requests and bytes for each station, and how many requests of each are being served. `ahora` is in
 * milliseconds that never go back. What is admitted must call `salir` once.
 */
export const crearAdmision = (l: Limites, ahora: () => number) => {
  const cuentas = new Map<string, Cuenta>();
  let dentro = 0;
  let sinSesion = 0;
  let repaso = ahora();

  const olvidar = (hora: number): void => {
    if (hora - repaso < OLVIDO_MS) return;
    repaso = hora;
    for (const [nombre, c] of cuentas) if (c.dentro === 0 && hora - c.hora >= OLVIDO_MS) cuentas.delete(nombre);
  };
  const cuentaDe = ({ nombre, peso }: Quien, hora: number): Cuenta => {
    const c = cuentas.get(nombre) ?? { fichas: l.rafagaPeticiones * peso, bytes: l.rafagaBytes * peso, hora, dentro: 0 };
    const segundos = (hora - c.hora) / 1000;
    c.fichas = Math.min(l.rafagaPeticiones * peso, c.fichas + segundos * l.peticionesPorSegundo * peso);
    c.bytes = Math.min(l.rafagaBytes * peso, c.bytes + segundos * l.bytesPorSegundo * peso);
    c.hora = hora;
    cuentas.set(nombre, c);
    return c;
  };
  const demora = (motivo: Demora['motivo'], segundos: number): Demora => ({ motivo, segundos: Math.max(1, Math.ceil(segundos)) });

  return (quien: Quien, bytes: number): Admision => {
    const hora = ahora();
    olvidar(hora);
    const c = cuentaDe(quien, hora);
    if (c.dentro >= l.simultaneas * quien.peso) return demora('estacion_excede', 1);
    if (c.fichas < 1) return demora('estacion_excede', (1 - c.fichas) / (l.peticionesPorSegundo * quien.peso));
    // A body larger than the whole bucket goes when the bucket is full, and leaves a debt.
    const hacenFalta = Math.min(bytes, l.rafagaBytes * quien.peso);
    if (c.bytes < hacenFalta) return demora('estacion_excede', (hacenFalta - c.bytes) / (l.bytesPorSegundo * quien.peso));
    const esDireccion = quien.peso > 1;
    if (dentro >= l.simultaneasTotal || (esDireccion && sinSesion >= l.simultaneasTotal * PARTE_SIN_SESION)) return demora('central_ocupado', 2);
    c.fichas -= 1;
    c.bytes -= bytes;
    c.dentro += 1;
    dentro += 1;
    if (esDireccion) sinSesion += 1;
    return {
      salir: () => {
        c.dentro -= 1;
        dentro -= 1;
        if (esDireccion) sinSesion -= 1;
      },
    };
  };
};

/**
 * Fair turns: at most `aLaVez` at work, and whoever waits goes after one of each of the others that wait, however many
 * its own are. `tomar` gives how to release the turn; null when what waits would pass `maximoPeso`, or what one alone has
 * waiting a quarter of it.
 */
export const crearTurnosJustos = ({ aLaVez, maximoPeso }: { readonly aLaVez: number; readonly maximoPeso: number }) => {
  type Espera = { readonly peso: number; readonly entrar: (soltar: () => void) => void };
  /** Those that wait, by station; the stations in the order of their turns. */
  const colas = new Map<string, Espera[]>();
  let trabajan = 0;
  let pesoEnEspera = 0;
  const pesoDe = (quien: string): number => colas.get(quien)?.reduce((n, e) => n + e.peso, 0) ?? 0;

  const soltar = (): void => {
    trabajan -= 1;
    const [siguiente] = colas;
    if (siguiente === undefined) return;
    const [quien, cola] = siguiente;
    const { peso, entrar } = cola.shift()!;
    pesoEnEspera -= peso;
    // To the end of the line, if it has more.
    colas.delete(quien);
    if (cola.length > 0) colas.set(quien, cola);
    trabajan += 1;
    entrar(soltar);
  };
  return {
    tomar: (quien: string, peso: number): Promise<() => void> | null => {
      if (trabajan < aLaVez) {
        trabajan += 1;
        return Promise.resolve(soltar);
      }
      if (pesoEnEspera + peso > maximoPeso || pesoDe(quien) + peso > Math.max(peso, maximoPeso * PARTE_DE_UNO)) return null;
      pesoEnEspera += peso;
      return new Promise((entrar) => {
        const cola = colas.get(quien);
        if (cola) cola.push({ peso, entrar });
        else colas.set(quien, [{ peso, entrar }]);
      });
    },
  };
};
