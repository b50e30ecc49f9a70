import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { errorCentralSchema } from '#shared/api/contrato-central.ts';
import { abrirCuerpo } from '#central/db/cuerpo-lote.ts';
import { leerAcuse, type Acuse } from '#shared/sync/acuse.ts';
import type { DocumentoFirmado } from '#shared/sync/firma.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { crearBitacoraDePrueba, type BitacoraDePrueba, type OpcionesBitacora } from '#tests/bitacora-de-prueba.ts';
import { crearCentralDePrueba, type CentralDePrueba, type OpcionesCentralDePrueba } from '#tests/central-de-prueba.ts';
import { eventosEnCentral } from '#tests/eventos-en-central.ts';

let c: CentralDePrueba;
afterEach(() => c.cerrar());

const abrir = async (o?: OpcionesCentralDePrueba): Promise<void> => {
  c = await crearCentralDePrueba(o);
};
const bitacora = (o: Partial<OpcionesBitacora> = {}): BitacoraDePrueba => crearBitacoraDePrueba({ opl: c.opl, paqueteSha: c.paqueteSha, ...o });
const conSolicitudes = (b: BitacoraDePrueba, n: number): BitacoraDePrueba => {
  for (let i = 0; i < n; i++) b.agregar('acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, c.paquete.actas[i % c.paquete.actas.length]!.clave);
  return b;
};

const enviar = async (cuerpo: Uint8Array): Promise<{ estado: number; acuse: Acuse | null; codigo: string; mensaje: string }> => {
  const r = await fetch(`${c.url}/lotes`, { method: 'POST', body: new Uint8Array(cuerpo), headers: { 'content-type': 'application/gzip' } });
  const json: unknown = await r.json();
  if (r.status === 200) return { estado: 200, acuse: leerAcuse(criptoNode, json as DocumentoFirmado, c.firmante.llave), codigo: '', mensaje: '' };
  return { estado: r.status, acuse: null, ...errorCentralSchema.parse(json) };
};
const eventosGuardados = (): number => eventosEnCentral(c.carpeta).length;

describe('a good lote', () => {
  test('is stored whole and answered with a signed acuse of exactly it', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 4);
    const { estado, acuse } = await enviar(b.lote());
    expect(estado).toBe(200);
    expect(acuse).toMatchObject({ estacion: 'C1-A', epoca: b.epoca, desde: 1, hasta: 5, cabeza: b.asientos[4]!.hash, lote: criptoNode.sha256(Buffer.from(b.texto())), estado: 'aceptado', imagenesFaltantes: [] });
    expect(eventosGuardados()).toBe(5);
  });

  test('what a scanner and a reader leave is kept as proof, and asks for images only by what became of them', async () => {
    await abrir();
    const b = bitacora();
    const [sha, archivo] = ['a'.repeat(64), 'b'.repeat(64)];
    const examen = { giro: 0 as const, dpi: 300, alineacion: { plantilla: 'estandar', homografia: [1, 0, 0, 0, 1, 0, 0, 0, 1], marcas: 4, errorMm: 0.1 }, medidas: [{ nombre: 'enfoque' as const, valor: 0.2, veredicto: 'dudosa' as const }], veredicto: 'dudosa' as const };
    b.agregar('tanda.iniciada', { tanda: 't', escaner: 'fi-7600', nombre: 'fi-7600', tipo: 'sane' });
    b.agregar('hoja.recibida', { tanda: 't', hoja: 1, sha256: archivo, bytes: 10, fuente: 'x.pdf', origen: 'CATD', digitalizacion: 'ESCANER' });
    b.agregar('entrada.separada', { sha256: archivo, archivo: 'x.pdf', paginas: [sha] });
    b.agregar('imagen.guardada', { imagen: sha, bytes: 9, origen: 'CATD', digitalizacion: 'ESCANER', fuente: 'x.pdf, página 1', hoja: 1, qr: null, lector: null, examen });
    b.agregar('imagen.por_revisar', { imagen: sha, veredicto: 'dudosa' });
    b.agregar('imagen.aceptada', { imagen: sha, motivo: null });
    b.agregar('lectura.registrada', { imagen: sha, lector: 'red', campos: { PAN: { valor: 12, confianza: 0.9 } } });
    b.agregar('tanda.terminada', { tanda: 't', recibidas: 1, falla: 'escaner_atasco', hojaPerdida: 2 });
    const { estado, acuse } = await enviar(b.lote());
    expect(estado).toBe(200);
    expect(acuse?.imagenesFaltantes).toEqual([sha]);
    expect(eventosGuardados()).toBe(9);
  });

  test('sent twice is a repetition: same hour of receipt, nothing doubled', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 2);
    const primero = await enviar(b.lote());
    c.reloj.ms += 60_000;
    const segundo = await enviar(b.lote());
    expect(segundo.acuse).toEqual({ ...primero.acuse, estado: 'repetido' });
    expect(eventosGuardados()).toBe(3);
  });

  test('twice at the same time is stored once', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 30);
    const respuestas = await Promise.all([enviar(b.lote()), enviar(b.lote()), enviar(b.lote(1, 20))]);
    expect(respuestas.map((r) => r.estado)).toEqual([200, 200, 200]);
    expect(eventosGuardados()).toBe(31);
  });

  test('many at once are all stored, and what is refused among them spoils none', async () => {
    await abrir();
    const firmante = crearFirmante(nuevaLlave());
    const uno = conSolicitudes(bitacora({ firmante }), 3);
    await enviar(uno.lote());
    const bifurcada = conSolicitudes(bitacora({ firmante, epoca: uno.epoca }), 3);
    const buenas = Array.from({ length: 12 }, (_, i) => conSolicitudes(bitacora({ estacion: `C1-${String(i)}` }), 4));
    const respuestas = await Promise.all([...buenas.slice(0, 6), bifurcada, ...buenas.slice(6)].map((b) => enviar(b.lote())));
    expect(respuestas.map((r) => r.codigo || String(r.estado))).toEqual([...Array<string>(6).fill('200'), 'lote_bifurcado', ...Array<string>(6).fill('200')]);
    expect(eventosGuardados()).toBe(4 + 12 * 5);
    expect((await c.central.estado()).huecos).toEqual([]);
  });

  test('ranges may overlap when they say the same', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 6);
    await enviar(b.lote(1, 4));
    expect((await enviar(b.lote(3, 7))).acuse?.estado).toBe('aceptado');
    expect((await enviar(b.lote(2, 6))).acuse?.estado).toBe('repetido');
    expect(eventosGuardados()).toBe(7);
  });

  test('out of order is taken at once, and the gap is shown until it is filled', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 6);
    expect((await enviar(b.lote(5, 7))).estado).toBe(200);
    expect((await c.central.estado()).huecos).toEqual([{ epoca: b.epoca, estacion: 'C1-A', desde: 1, hasta: 4 }]);
    expect((await enviar(b.lote(1, 4))).estado).toBe(200);
    expect((await c.central.estado()).huecos).toEqual([]);
  });

  test('its signed text is stored as it came', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 3);
    await enviar(b.lote());
    const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
    const cuerpo = base.prepare<[], Buffer>('select cuerpo from lote').pluck().get()!;
    base.close();
    expect(abrirCuerpo(cuerpo).texto).toBe(b.texto());
  });

  test('survives closing and opening again', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 2);
    await enviar(b.lote());
    await c.reabrir();
    expect((await enviar(b.lote())).acuse?.estado).toBe('repetido');
  });
});

describe('a refused lote', () => {
  const otraFirma = (b: BitacoraDePrueba): Uint8Array => {
    const lineas = b.texto().split('\n');
    lineas[lineas.length - 2] = JSON.stringify({ firma: Buffer.alloc(64, 7).toString('base64') });
    return gzipSync(lineas.join('\n'));
  };
  const unByte = (b: BitacoraDePrueba): Uint8Array => gzipSync(b.texto().replace('paquete_sin_bolsa', 'paquete_sin_bolsb'));
  const sinUno = (b: BitacoraDePrueba): Uint8Array => {
    const saltado = b.asientos.splice(2, 1);
    const cuerpo = b.lote(1, b.asientos.length);
    b.asientos.splice(2, 0, ...saltado);
    return cuerpo;
  };

  test.each<[string, (b: BitacoraDePrueba) => Uint8Array, number, string]>([
    ['one byte changed', unByte, 403, 'lote_firma'],
    ['a wrong signature', otraFirma, 403, 'lote_firma'],
    ['a broken chain', sinUno, 400, 'lote_cadena'],
    ['cut short', (b) => b.lote().subarray(0, 200), 400, 'lote_ilegible'],
    ['not gzip', () => Buffer.from('<html>Inicie sesión</html>'), 400, 'lote_ilegible'],
    ['not UTF-8', () => gzipSync(Buffer.from([0xff, 0xfe, 0x0a])), 400, 'lote_ilegible'],
    ['inflates without end', () => gzipSync(Buffer.alloc(17 * 1024 * 1024)), 413, 'lote_muy_grande'],
    ['larger than a body may be', () => Buffer.alloc(5 * 1024 * 1024, 1), 413, 'lote_muy_grande'],
  ])('%s', async (_nombre, cuerpo, estado, codigo) => {
    await abrir();
    const r = await enviar(cuerpo(conSolicitudes(bitacora(), 4)));
    expect(r).toMatchObject({ estado, codigo });
    expect(r.mensaje).toMatch(/^[A-ZÉÍÓÚ].+\.$/);
    expect(eventosGuardados()).toBe(0);
  });

  test.each<[string, () => BitacoraDePrueba, string]>([
    ['of another package', () => bitacora({ paqueteSha: 'a'.repeat(64) }), 'lote_otro_paquete'],
    ['of a station that another OPL certified', () => bitacora({ opl: crearFirmante(nuevaLlave()) }), 'estacion_desconocida'],
    ['with a certificate that is over', () => bitacora({ certificado: { hasta: '2027-06-06T20:59:59-06:00' } }), 'estacion_desconocida'],
    ['with a certificate that has not begun', () => bitacora({ certificado: { desde: '2027-06-06T21:00:01-06:00' } }), 'estacion_desconocida'],
    ['of a jornada in a simulacro', () => bitacora({ modo: 'jornada' }), 'lote_esquema'],
  ])('%s', async (_nombre, hacer, codigo) => {
    await abrir();
    expect(await enviar(hacer().lote())).toMatchObject({ codigo });
    expect(eventosGuardados()).toBe(0);
  });

  test('of a revoked station, by its id or by its key', async () => {
    const firmante = crearFirmante(nuevaLlave());
    await abrir({ revocadas: new Set(['C9-Z', firmante.llave]) });
    expect(await enviar(bitacora({ estacion: 'C9-Z' }).lote())).toMatchObject({ estado: 403, codigo: 'estacion_revocada' });
    expect(await enviar(bitacora({ firmante }).lote())).toMatchObject({ estado: 403, codigo: 'estacion_revocada' });
    expect((await enviar(bitacora().lote())).estado).toBe(200);
  });

  test('of an epoca that belongs to another station or key', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 1);
    await enviar(b.lote());
    expect(await enviar(bitacora({ epoca: b.epoca, estacion: 'C2-A', catd: 'C2' }).lote())).toMatchObject({ estado: 403, codigo: 'epoca_ajena' });
    expect(await enviar(bitacora({ epoca: b.epoca }).lote())).toMatchObject({ estado: 403, codigo: 'epoca_ajena' });
  });

  test('is kept as it came, with its reason, once', async () => {
    await abrir();
    const cuerpo = unByte(conSolicitudes(bitacora(), 1));
    await enviar(cuerpo);
    await enviar(cuerpo);
    const { rechazos } = await c.central.estado();
    expect(rechazos).toMatchObject([{ codigo: 'lote_firma', veces: 2, sha: criptoNode.sha256(cuerpo) }]);
    expect(readFileSync(join(c.carpeta, 'rechazos', rechazos[0]!.ruta!))).toEqual(Buffer.from(cuerpo));
    expect(readdirSync(join(c.carpeta, 'rechazos'))).toHaveLength(1);
  });

  test('leaves nothing of itself when one event in the middle is a fork', async () => {
    await abrir();
    const firmante = crearFirmante(nuevaLlave());
    const uno = bitacora({ firmante });
    const dos = bitacora({ firmante, epoca: uno.epoca });
    dos.asientos.splice(0, 1, uno.asientos[0]!);
    conSolicitudes(uno, 3);
    dos.agregar('acta.sin_acta_solicitada', { motivo: 'casilla_no_instalada' }, c.paquete.actas[5]!.clave);
    conSolicitudes(dos, 6);
    await enviar(uno.lote());
    const antes = eventosGuardados();
    expect(await enviar(dos.lote())).toMatchObject({ estado: 409, codigo: 'lote_bifurcado', parametros: { seq: 2, epoca: uno.epoca } });
    // The places after ours, whose chain hangs from a fork.
    expect(await enviar(dos.lote(5, 8))).toMatchObject({ codigo: 'lote_bifurcado', parametros: { seq: 4 } });
    expect(eventosGuardados()).toBe(antes);
    const { alarmas, rechazos } = await c.central.estado();
    expect(alarmas.map((a) => a.tipo)).toEqual(['bifurcacion', 'bifurcacion']);
    expect(rechazos.every((r) => existsSync(join(c.carpeta, 'rechazos', r.ruta!)))).toBe(true);
    expect(gunzipSync(readFileSync(join(c.carpeta, 'rechazos', rechazos[0]!.ruta!))).toString()).toContain(uno.epoca);
  });

  test('does not keep the next one out', async () => {
    await abrir();
    const b = conSolicitudes(bitacora(), 2);
    await enviar(unByte(b));
    expect((await enviar(b.lote())).estado).toBe(200);
  });
});

test('a central whose key is not the one in the package does not open', async () => {
  await abrir();
  await expect(crearCentralDePrueba({ paquete: { central: { url: '', llave: crearFirmante(nuevaLlave()).llave } } })).rejects.toMatchObject({ codigo: 'paquete_invalido' });
});

test('the health of the central is its clock', async () => {
  await abrir();
  expect(await (await fetch(`${c.url}/salud`)).json()).toEqual({ hora: '2027-06-06T21:00:00.000-06:00' });
});
