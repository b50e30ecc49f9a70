import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { huellaSpki } from '#electron/host/red/certificado.ts';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { certificadoDePrueba } from '#tests/certificado-de-prueba.ts';
import { crearCamino, ESTADOS_CAMINO } from '../camino.ts';
import type { Caso } from '../caso.ts';
import type { Ciclo } from '../ciclo.ts';
import { carpetaTls } from '../puesta.ts';

/** What an operator reads when the road fails so, up to its first detail. */
const comienzo = (codigo: CodigoError): string => mensaje(codigo).split('—')[0] ?? '';

const ESPERA_MOTIVO_MS = 4_000;
/** Waits until the station says why it waits, and checks that it is this. */
const exigirMotivo = async ({ estacion, faltar }: Ciclo, codigo: CodigoError): Promise<void> => {
  const limite = performance.now() + ESPERA_MOTIVO_MS;
  const motivo = async (): Promise<string> => {
    await estacion.pedir('enviar');
    return (await estacion.pedir('estado') as EstadoTransmision).motivo ?? 'nada';
  };
  let dicho = await motivo();
  for (; !dicho.startsWith(comienzo(codigo)) && performance.now() < limite; dicho = await motivo()) await esperar(50);
  if (!dicho.startsWith(comienzo(codigo))) faltar(`se esperaba el motivo ${codigo} y la estación dice: ${dicho}`);
};

/** What the road carries, and how long each of its states lasts, ms. */
type Clima = { readonly bytesPorMs?: number; readonly duran: readonly [number, number] };

/** The road changes under the room: slow, cut, half-open, with other bytes, a login page. */
const conMalCamino = async ({ azar, estacion, urlCentral, trabajarSiempre, vaciar, decir }: Ciclo, huellas: readonly string[], { bytesPorMs, duran }: Clima = { duran: [60, 500] }): Promise<void> => {
  const camino = await crearCamino(urlCentral, azar, bytesPorMs);
  try {
    const males = Array.from({ length: azar.entero(2, 5) }, () => ({ estado: azar.elegir(ESTADOS_CAMINO), ms: azar.entero(...duran) }));
    decir(males.map((m) => m.estado).join(', '));
    await estacion.abrir({ central: camino.url, huellas });
    const clima = (async () => {
      for (const { estado, ms } of males) {
        camino.poner(estado);
        await esperar(ms);
      }
      camino.poner('bien');
    })();
    await Promise.all([trabajarSiempre(), clima]);
    await vaciar();
    await estacion.cerrar();
  } finally {
    await camino.cerrar();
  }
};

export const red: Caso = {
  nombre: 'red', que: 'latencia, pérdidas, cortes, conexión a medias, bytes cambiados, página de inicio de sesión', peso: 3,
  hacer: (c) => conMalCamino(c, []),
};

const huellasDe = (c: Ciclo): readonly string[] => [huellaSpki(readFileSync(join(carpetaTls(c.puesta.central), 'certificado.pem'), 'utf8'))];

/** The same where the central serves HTTPS with its pinned key, as in a jornada. */
export const redSegura: Caso = {
  nombre: 'red_segura', que: 'lo mismo, con una central que sirve por HTTPS con su llave fijada', peso: 3,
  opciones: { centralConTls: true },
  hacer: (c) => conMalCamino(c, huellasDe(c)),
};

/** So little that images of a scan's size go little by little, and are cut in the middle. */
const ANGOSTO: Clima = { bytesPorMs: 8, duran: [300, 3_000] };
const BYTES_IMAGEN = [30_000, 60_000] as const;

export const redAngosta: Caso = {
  nombre: 'red_angosta', que: 'lo mismo por HTTPS, por un enlace de 64 kbit/s y con imágenes que tardan segundos', peso: 1,
  opciones: {
    centralConTls: true, actas: [2, 3],
    papeles: (puesta, azar, cuantos) => Promise.resolve(puesta.papeles(azar, cuantos).map((p) => ({ ...p, bytes: Buffer.concat([p.bytes, Buffer.from('\n'), Buffer.from(Array.from({ length: azar.entero(...BYTES_IMAGEN) }, () => azar.entero(0, 255)))]) }))),
  },
  hacer: (c) => conMalCamino(c, huellasDe(c), ANGOSTO),
};

/** The name of the central is not found; the station says so and goes on, and sends when it is. */
export const sinNombres: Caso = {
  nombre: 'red_sin_nombres', que: 'no hay quien diga dónde está la central (DNS)', peso: 1,
  hacer: async (c) => {
    await c.estacion.abrir({ central: 'http://central.invalid:8414' });
    await c.trabajarSiempre();
    await exigirMotivo(c, 'red_sin_nombres');
    await c.estacion.cerrar();
    await c.estacion.abrir({ central: c.urlCentral });
    await c.vaciar();
  },
};

/** Somebody with another key answers at the central's address; not a byte of the room must reach them. */
export const tlsAjeno: Caso = {
  nombre: 'red_tls', que: 'en la dirección de la central contesta otro, con otra llave TLS', peso: 1,
  hacer: async (c) => {
    const { key, cert } = await certificadoDePrueba();
    let pedidas = 0;
    const ajeno = createServer({ key, cert }, (_, a) => {
      pedidas += 1;
      a.end('{}');
    });
    await new Promise<void>((listo) => ajeno.listen(0, '127.0.0.1', listo));
    try {
      await c.estacion.abrir({ central: `https://127.0.0.1:${(ajeno.address() as AddressInfo).port}`, huellas: ['0'.repeat(64)] });
      await c.trabajarSiempre();
      await exigirMotivo(c, 'central_suplantado');
      if (pedidas > 0) c.faltar('la estación le habló a quien no es la central');
      await c.estacion.cerrar();
    } finally {
      ajeno.closeAllConnections();
      ajeno.close();
    }
    await c.estacion.abrir({ central: c.urlCentral, huellas: [] });
    await c.vaciar();
  },
};
