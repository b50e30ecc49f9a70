import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { comprimirLote } from '#electron/station/archivo-lote.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, hojaDePrueba, relojDePrueba, type EstacionDePrueba, type RelojDePrueba } from '#tests/estacion-de-prueba.ts';
import type { RedCentral } from './red-central.ts';
import { crearRedHttp } from './red-http.ts';
import type { Tiempo } from './tiempo.ts';

/** While images are on their way, new events are looked for this often. */
const VIGIA_MS = 250;

/** A clock that only the test moves. */
const crearReloj = () => {
  let ahora = 0;
  const citas = new Set<{ readonly cuando: number; readonly hacer: () => void }>();
  const esperas: number[] = [];
  const tiempo: Tiempo = {
    cronometro: () => ahora,
    despues: (ms, hacer) => {
      const cita = { cuando: ahora + ms, hacer };
      citas.add(cita);
      if (ms !== VIGIA_MS) esperas.push(ms);
      return () => citas.delete(cita);
    },
  };
  return {
    tiempo,
    avanzar: (ms: number): void => {
      ahora += ms;
      for (const cita of [...citas]) {
        if (cita.cuando > ahora || !citas.delete(cita)) continue;
        cita.hacer();
      }
    },
    /** How long the station said that it waits for its next round, when it says it for the n-th time. */
    espera: async (n: number): Promise<number> => {
      while (esperas.length < n) await new Promise((listo) => { setImmediate(listo); });
      return esperas[n - 1]!;
    },
  };
};

let c: CentralDePrueba;
let e: EstacionDePrueba;
let reloj: ReturnType<typeof crearReloj>;
/** The machine's clock, which anybody may move. */
let pared: RelojDePrueba;
/** Whether the central refuses the next lote. */
let rechaza: boolean;
/** Whether the disk of the station gives back nothing of what others sent. */
let discoFalla: boolean;
/** What reached the road, and what the central answers instead of taking it. */
let pedidos: string[];
let contesta: (que: 'lote' | 'parte' | 'saludo') => Promise<void> | null;
const ocupado = (segundos: number): Promise<never> => Promise.reject(new AppError('central_ocupado', { segundos }));

beforeEach(async () => {
  c = await crearCentralDePrueba();
  reloj = crearReloj();
  [pedidos, contesta, rechaza, discoFalla] = [[], () => null, false, false];
  const real = crearRedHttp(c.url);
  const pasar = async <T>(que: 'lote' | 'parte' | 'saludo', hacer: () => Promise<T>): Promise<T> => {
    pedidos.push(que);
    await contesta(que);
    return hacer();
  };
  const red: RedCentral = {
    ...real, enviarLote: (gzip) => pasar('lote', () => (rechaza ? Promise.resolve({ tipo: 'rechazo', codigo: 'lote_bifurcado', detalle: 'no' }) : real.enviarLote(gzip))), enviarParte: (imagen, parte, ms) => pasar('parte', () => real.enviarParte(imagen, parte, ms)),
    saludar: (saludo) => pasar('saludo', () => real.saludar(saludo)),
    avanceImagen: (imagen) => {
      pedidos.push('avance');
      return real.avanceImagen(imagen);
    },
  };
  pared = relojDePrueba(AHORA);
  e = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj: pared, puertos: {
    crearTransmision: (partes) => transmisionHttp(pared, { red, tiempo: reloj.tiempo, azar: () => 0.5 })({
      ...partes, ajenos: { ...partes.ajenos, lotes: () => {
        if (discoFalla) throw new Error('EIO');
        return partes.ajenos.lotes();
      } },
    }),
  } });
});
afterEach(async () => {
  await e.cerrar();
  await c.cerrar();
});

/** Lets everything that was set going come to where it waits for a clock or for the road. */
const asentar = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) {
    await comprimirLote('nada');
    await new Promise((listo) => { setImmediate(listo); });
  }
};
const veces = (que: string): number => pedidos.filter((p) => p === que).length;

/** Sends until a part is on its way, and registers something meanwhile. Gives how to let the part go. */
const conUnaParteEnCamino = async (): Promise<() => void> => {
  let soltar = (): void => undefined;
  const llego = new Promise<void>((listo) => {
    contesta = (que) => {
      if (que !== 'parte') return null;
      listo();
      return new Promise<void>((r) => { soltar = r; });
    };
  });
  e.estacion.transmision.iniciar();
  reloj.avanzar(await reloj.espera(1));
  await llego;
  await e.digitalizar(c.paquete.actas[0]!.clave);
  return () => soltar();
};

test('put off by 30 s, it asks nothing for that long and half of the half that chance gives; then all goes', async () => {
  await e.digitalizar(...c.paquete.actas.slice(0, 2).map((a) => a.clave));
  let primera = true;
  contesta = (que) => {
    if (que !== 'lote' || !primera) return null;
    primera = false;
    return ocupado(30);
  };
  e.estacion.transmision.iniciar();
  reloj.avanzar(await reloj.espera(1));
  expect(await reloj.espera(2)).toBe(37_500);
  expect(e.estacion.transmision.estado()).toMatchObject({ enLinea: true, situacion: 'en_espera', motivo: expect.stringContaining('30 s') as string, porAtender: [] });
  const antes = pedidos.length;
  reloj.avanzar(37_499);
  await asentar();
  expect(pedidos).toHaveLength(antes);
  reloj.avanzar(1);
  expect(await reloj.espera(3)).toBe(1_000);
  expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'al_corriente', imagenesPendientes: 0 });
});

test('put off again and again it comes ever later, and a person may ask at once', async () => {
  await e.digitalizar(c.paquete.actas[0]!.clave);
  contesta = (que) => (que === 'lote' ? ocupado(1) : null);
  e.estacion.transmision.iniciar();
  const esperas: number[] = [];
  for (let n = 1; n <= 6; n++) {
    reloj.avanzar(await reloj.espera(n));
    esperas.push(await reloj.espera(n + 1));
  }
  expect(esperas).toEqual([1_250, 1_500, 3_000, 6_000, 12_000, 24_000]);
  contesta = () => null;
  expect((await e.estacion.transmision.enviarPendientes()).pendientes).toBe(0);
});

test('a refused lote is tried again when its wait is over, though the clock of the machine was set back hours meanwhile', async () => {
  await e.digitalizar(c.paquete.actas[0]!.clave);
  rechaza = true;
  e.estacion.transmision.iniciar();
  reloj.avanzar(await reloj.espera(1));
  expect(await reloj.espera(2)).toBe(1_000);
  expect(e.estacion.transmision.estado().porAtender).toMatchObject([{ que: 'lote', cuantos: 1 }]);
  rechaza = false;
  pared.adelantar(-3 * 3_600_000);
  reloj.avanzar(await reloj.espera(2));
  await reloj.espera(3);
  expect(e.estacion.transmision.estado().porAtender).toEqual([]);
});

test('a disk that does not answer when it is looked whether there is something to send costs a turn, and not the station', async () => {
  await e.digitalizar(c.paquete.actas[0]!.clave);
  e.estacion.transmision.iniciar();
  reloj.avanzar(await reloj.espera(1));
  expect(await reloj.espera(2)).toBe(1_000);
  discoFalla = true;
  reloj.avanzar(1_000);
  expect(await reloj.espera(3)).toBe(1_000);
});

test('a lote that is put off while images are on their way is not asked for again and again, and what is on its way arrives', async () => {
  await e.escanear(Buffer.concat([hojaDePrueba(null, 'a'), Buffer.alloc(5_000, 'a')]));
  const soltar = await conUnaParteEnCamino();
  const parte = contesta;
  contesta = (que) => (que === 'lote' ? ocupado(30) : parte(que));
  const antes = veces('lote');
  for (let i = 0; i < 12; i++) {
    reloj.avanzar(VIGIA_MS);
    await asentar();
  }
  expect(veces('lote') - antes).toBe(1);
  contesta = () => null;
  soltar();
  // Three of the thirty seconds are over when the round ends: what is left, and half of its half.
  expect(await reloj.espera(2)).toBeGreaterThanOrEqual(27_000);
  expect(veces('parte')).toBe(1);
  expect(e.estacion.transmision.estado().imagenesPendientes).toBe(1);
  reloj.avanzar(await reloj.espera(2));
  // The third is that of the lote that goes now, were it late.
  expect(await reloj.espera(4)).toBe(1_000);
  expect(e.estacion.transmision.estado()).toMatchObject({ situacion: 'al_corriente', imagenesPendientes: 0 });
});

test.each([
  ['narrow', 10_000, 1],
  ['not narrow', 0, 3],
])('over a link that is %s, while data are not answered', async (_, msDeLaPrimera, partes) => {
  await e.escanear(Buffer.concat([hojaDePrueba(null, 'a'), Buffer.alloc(1_500_000, 'a')]));
  const soltar = await conUnaParteEnCamino();
  reloj.avanzar(msDeLaPrimera);
  let soltarLote = (): void => undefined;
  contesta = (que) => (que === 'lote' ? new Promise<void>((r) => { soltarLote = r; }) : null);
  soltar();
  for (let i = 0; i < 5; i++) {
    await asentar();
    reloj.avanzar(VIGIA_MS);
  }
  await asentar();
  // Images stand still for data where they would hold them up, and only there.
  expect(veces('parte')).toBe(partes);
  soltarLote();
});

test('a part of an image that is put off was not lost: it goes again, without asking how much arrived', async () => {
  await e.escanear(Buffer.concat([hojaDePrueba(null, 'a'), Buffer.alloc(5_000, 'a')]));
  let primera = true;
  contesta = (que) => {
    if (que !== 'parte' || !primera) return null;
    primera = false;
    return ocupado(2);
  };
  e.estacion.transmision.iniciar();
  reloj.avanzar(await reloj.espera(1));
  reloj.avanzar(await reloj.espera(2));
  expect(await reloj.espera(3)).toBe(1_000);
  expect([veces('parte'), veces('avance')]).toEqual([2, 0]);
  expect(e.estacion.transmision.estado().imagenesPendientes).toBe(0);
});

test.each([[503, '86400', 300], [429, '7', 7]])('%i with Retry-After %s: %i s are believed', async (estado, cabecera, segundos) => {
  const servidor = createServer((de, a) => void de.resume().on('end', () => a.writeHead(estado, { 'retry-after': cabecera }).end('{}')));
  await new Promise<void>((listo) => servidor.listen(0, '127.0.0.1', listo));
  const red = crearRedHttp(`http://127.0.0.1:${(servidor.address() as AddressInfo).port}`);
  await expect(red.enviarLote(new Uint8Array(10))).rejects.toMatchObject({ codigo: 'central_ocupado', parametros: { segundos } });
  red.cancelar();
  servidor.close();
});
