import { fork, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { verificarCadena } from '#electron/services/bitacora/verificar.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import type { Evento } from '#shared/domain/evento.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import { leerLote } from '#shared/sync/lote.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba } from '#tests/bitacora-de-prueba.ts';
import { crearHitosDePrueba } from '#tests/hitos-de-prueba.ts';
import { casillasDePrueba, paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { abrirSesion } from '#tests/sesion-de-prueba.ts';
import type { MedidaIngesta, MedidaMuchas, MedidaVerificacion } from './ingesta.ts';

/** Child of ingesta.ts: a mode, an empty folder, how much, and events of a lote. Prints what it measured. */
const [modo = '', carpeta = '', cuanto = '0', eventosPorLote = '0'] = process.argv.slice(2);
const SERVIDOR = fileURLToPath(new URL('./ingesta-servidor.ts', import.meta.url));
const A_LA_VEZ = 8;
/** Stations that send, each the lotes of its journal one after another. */
const ESTACIONES = 50;
/**
 * Before the clock runs, of the central and of the bare server alike: a central has been up for hours, its code compiled.
 * It works out the rows of 512 lotes at a time (ADR 14): that of the first ones falls within the time of as many others.
 */
const CALENTAMIENTO = { lotes: 512, imagenes: 100 };
const EVENTOS_POR_LOTE = Number(eventosPorLote);

const opl = crearFirmante(nuevaLlave());
const llaveCentral = nuevaLlave();
const central = crearFirmante(llaveCentral);
/** Events of one verified acta as `escribir` writes it, and actas of one lote. */
const ACTAS_POR_LOTE = Math.floor(EVENTOS_POR_LOTE / 2);
/** Every lote speaks of actas of its own, as on the night: those of others would be a conflict of stations. */
const paquete = paqueteDePrueba({ ...casillasDePrueba(modo === 'lotes' ? Math.ceil(((CALENTAMIENTO.lotes + Number(cuanto)) * ACTAS_POR_LOTE) / 3) : 10), central: { url: 'http://127.0.0.1:1', llave: central.llave } });
const paqueteTexto = firmarPaquete(paquete, opl);
const paqueteSha = criptoNode.sha256(utf8(JSON.stringify(paquete)));
const agente = new Agent({ keepAlive: true, maxSockets: 400 });

const abrir = async (cual: 'central' | 'piso'): Promise<{ url: string; memoria: () => Promise<number>; cerrar: () => void }> => {
  const hijo: ChildProcess = fork(SERVIDOR, [cual, path.join(carpeta, cual)]);
  const respuesta = <T>(orden: object): Promise<T> => new Promise((listo) => {
    hijo.once('message', (m) => listo(m as T));
    hijo.send(orden);
  });
  const { url } = await respuesta<{ url: string }>({ abrir: { paqueteTexto, llaveOpl: opl.llave, llave: llaveCentral } });
  return { url, memoria: async () => (await respuesta<{ memoria: number }>({})).memoria, cerrar: () => hijo.kill() };
};

const pedir = (url: string, metodo: string, cabeceras: Record<string, string>, cuerpo: Uint8Array): Promise<number> =>
  new Promise((listo, mal) => {
    request(url, { method: metodo, agent: agente, headers: { ...cabeceras, 'content-length': cuerpo.length } }, (r) => r.resume().on('end', () => listo(r.statusCode ?? 0))).on('error', mal).end(cuerpo);
  });
const sesionDe = (url: string, { firmante, certificado }: BitacoraDePrueba): Promise<string> => abrirSesion(url, { firmante, certificado, llaveCentral: central.llave });
const exigir = async (respuesta: Promise<number>): Promise<void> => {
  const estado = await respuesta;
  if (estado >= 300) throw new Error(`the server answered ${estado}`);
};

/** So many a second, with a few senders that each wait for their answer. */
const ritmo = async <T>(cosas: readonly T[], enviar: (cosa: T) => Promise<void>): Promise<number> => {
  const cola = [...cosas];
  const inicio = performance.now();
  await Promise.all(Array.from({ length: A_LA_VEZ }, async () => {
    for (let cosa = cola.shift(); cosa !== undefined; cosa = cola.shift()) await enviar(cosa);
  }));
  return cosas.length / ((performance.now() - inicio) / 1000);
};

/** Whole verified actas in a journal of its own, until it has that many events. */
const escribir = (b: BitacoraDePrueba, eventos: number, actas = paquete.actas): void => {
  const hitos = crearHitosDePrueba(paquete, b);
  for (let ciclo = 1; b.asientos.length < eventos; ciclo++) for (const { clave } of actas) if (b.asientos.length < eventos) hitos.verificar(clave, hitos.valores(clave, 7), ciclo);
};

const medirLotes = async (cuantos: number): Promise<MedidaIngesta> => {
  const bitacoras = Array.from({ length: ESTACIONES }, (_, i) => crearBitacoraDePrueba({ opl, paqueteSha, estacion: `C1-${i}` }));
  const lotes = Array.from({ length: CALENTAMIENTO.lotes + cuantos }, (_, i) => {
    const estacion = i % ESTACIONES;
    const b = bitacoras[estacion]!;
    const desde = i < ESTACIONES ? 1 : b.asientos.length + 1;
    escribir(b, desde - 1 + EVENTOS_POR_LOTE, paquete.actas.slice(i * ACTAS_POR_LOTE, (i + 1) * ACTAS_POR_LOTE));
    return { estacion, bytes: b.lote(desde) };
  });
  const medir = async (cual: 'central' | 'piso'): Promise<number> => {
    const s = await abrir(cual);
    const sesiones = await Promise.all(bitacoras.map(async (b) => (cual === 'central' ? await sesionDe(s.url, b) : '')));
    const enviar = ({ estacion, bytes }: (typeof lotes)[number]): Promise<void> => exigir(pedir(`${s.url}/lotes`, 'POST', { authorization: sesiones[estacion]!, 'content-type': 'application/gzip' }, bytes));
    await ritmo(lotes.slice(0, CALENTAMIENTO.lotes), enviar);
    const n = await ritmo(lotes.slice(CALENTAMIENTO.lotes), enviar);
    s.cerrar();
    return n;
  };
  return { central: await medir('central'), piso: await medir('piso') };
};

const cabecerasImagen = (authorization: string, bytes: Uint8Array): Record<string, string> => ({
  authorization, 'content-type': 'application/octet-stream', 'upload-offset': '0', 'upload-complete': '?1', 'content-digest': `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`,
});
const imagenDe = (bytes: number): { bytes: Uint8Array; imagen: string } => {
  const b = randomBytes(bytes);
  return { bytes: b, imagen: createHash('sha256').update(b).digest('hex') };
};
const nombrar = (b: BitacoraDePrueba, imagenes: readonly { bytes: Uint8Array; imagen: string }[]): void => {
  for (const i of imagenes) b.agregar('imagen.guardada', { imagen: i.imagen, bytes: i.bytes.length, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'f', hoja: 1, qr: null, lector: null });
};

/** Images of 500 kB, MB/s. */
const medirImagenes = async (cuantas: number): Promise<MedidaIngesta> => {
  const BYTES = 500_000;
  const imagenes = Array.from({ length: CALENTAMIENTO.imagenes + cuantas }, () => imagenDe(BYTES));
  const b = crearBitacoraDePrueba({ opl, paqueteSha });
  nombrar(b, imagenes);
  const medir = async (cual: 'central' | 'piso'): Promise<number> => {
    const s = await abrir(cual);
    const sesion = cual === 'central' ? await sesionDe(s.url, b) : '';
    if (cual === 'central') await exigir(pedir(`${s.url}/lotes`, 'POST', { 'content-type': 'application/gzip' }, b.lote()));
    const enviar = (i: (typeof imagenes)[number]): Promise<void> => exigir(pedir(`${s.url}/imagenes/${i.imagen}`, 'PUT', cabecerasImagen(sesion, i.bytes), i.bytes));
    await ritmo(imagenes.slice(0, CALENTAMIENTO.imagenes), enviar);
    const n = await ritmo(imagenes.slice(CALENTAMIENTO.imagenes), enviar);
    s.cerrar();
    return (n * BYTES) / 1e6;
  };
  return { central: await medir('central'), piso: await medir('piso') };
};

/** Three hundred stations at once, each a small lote and a part of an image after another, for so many seconds. */
const medirMuchas = async (segundos: number): Promise<MedidaMuchas> => {
  const s = await abrir('central');
  const hechas: number[] = [];
  let memoria = 0;
  const vigia = setInterval(() => void s.memoria().then((m) => { memoria = Math.max(memoria, m); }), 1_000);
  const estaciones = await Promise.all(Array.from({ length: 300 }, async (_, i) => {
    const b = crearBitacoraDePrueba({ opl, paqueteSha, estacion: `C${i}-A` });
    return { b, sesion: await sesionDe(s.url, b) };
  }));
  const fin = performance.now() + segundos * 1000;
  await Promise.all(estaciones.map(async ({ b, sesion }, i) => {
    hechas[i] = 0;
    for (let desde = 1; performance.now() < fin; desde = b.asientos.length + 1) {
      const imagen = imagenDe(64_000);
      nombrar(b, [imagen]);
      await exigir(pedir(`${s.url}/lotes`, 'POST', { authorization: sesion, 'content-type': 'application/gzip' }, b.lote(desde)));
      await exigir(pedir(`${s.url}/imagenes/${imagen.imagen}`, 'PUT', cabecerasImagen(sesion, imagen.bytes), imagen.bytes));
      hechas[i] = (hechas[i] ?? 0) + 1;
    }
  }));
  clearInterval(vigia);
  s.cerrar();
  return { hechas, memoriaMb: memoria / 2 ** 20 };
};

/** Events a second: the journal's own verification, that of a lote, and bare SHA-256 with one Ed25519 check over the same bytes. */
const medirVerificacion = (eventos: number): MedidaVerificacion => {
  const b = crearBitacoraDePrueba({ opl, paqueteSha });
  escribir(b, eventos);
  const filas = b.asientos.map((a) => {
    const e = JSON.parse(a.texto) as Evento;
    return { seq: a.seq, id: e.id, tipo: e.tipo, acta: e.acta ?? null, hora: e.hora, texto: a.texto, hash: a.hash };
  });
  const textos = Array.from({ length: Math.floor(eventos / 1000) }, (_, i) => b.texto(i * 1000 + 1, (i + 1) * 1000));
  const medir = (fn: () => void): number => {
    fn();
    const inicio = performance.now();
    fn();
    return eventos / ((performance.now() - inicio) / 1000);
  };
  return {
    cadena: medir(() => void verificarCadena(criptoNode, filas as Parameters<typeof verificarCadena>[1])),
    lotes: medir(() => textos.forEach((t) => leerLote(criptoNode, t, opl.llave))),
    piso: medir(() => {
      for (const a of b.asientos) criptoNode.sha256(utf8(a.texto));
      for (const t of textos) criptoNode.verificar(b.firmante.llave, utf8(t), b.firmante.firmar(utf8('')));
    }),
  };
};

const n = Number(cuanto);
const medida = modo === 'lotes' ? await medirLotes(n) : modo === 'imagenes' ? await medirImagenes(n) : modo === 'muchas' ? await medirMuchas(n) : medirVerificacion(n);
process.stdout.write(JSON.stringify(medida), () => process.exit(0));
