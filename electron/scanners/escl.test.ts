import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { abrirServidorEscl, type Corte, type OpcionesServidorEscl, type PaginaServida, type PercanceEscl, type ServidorEscl } from '#electron/simulacro/servidor-escl.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { certificadoDePrueba } from '#tests/certificado-de-prueba.ts';
import { CAPACIDADES_DE_PRUEBA } from '#electron/simulacro/servidor-escl-xml.ts';
import { leerCapacidades } from './escl-capacidades.ts';
import { crearEscanerEscl, type OpcionesEscl } from './escl.ts';
import type { Escaner, Hoja } from './escaner.ts';
import { perfilSchema } from './perfil.ts';

/** Bytes that begin and end as a JPEG does; what is in between is the page's name. */
const jpeg = (texto: string, relleno = 0): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(`[${texto}]`), Buffer.alloc(relleno, 7), Buffer.from([0xff, 0xda, 1, 2, 0xff, 0xd9])]);
const texto = (bytes: Uint8Array): string => /\[(.*?)\]/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '?';
const paginas = (...textos: readonly string[]): PaginaServida[] => textos.map((t) => () => jpeg(t, 2000));

const abiertos: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cerrar of abiertos.splice(0).reverse()) await cerrar();
});
const servir = async (opciones: OpcionesServidorEscl = {}): Promise<ServidorEscl> => {
  const servidor = await abrirServidorEscl({ paginas: paginas('a', 'b', 'c'), ...opciones });
  abiertos.push(servidor.cerrar);
  return servidor;
};
const TIEMPOS = { respuestaMs: 2000, paginaMs: 3000, silencioMs: 2000, ocupadoMs: 300, pausaMs: 10, reconexionMs: 60 };
const crear = (url: string, opciones: Partial<OpcionesEscl> = {}): Escaner => crearEscanerEscl({ id: 'mfp', nombre: 'MFP', url, perfil: perfilSchema.parse({}), ...opciones, tiempos: { ...TIEMPOS, ...opciones.tiempos } });

const finDe = (e: unknown): string => (e instanceof AppError ? [e.codigo, e.parametros['hoja']].filter((x) => x !== undefined).join(' ') : String(e));
const escanear = async (escaner: Escaner, cancelar?: AbortSignal): Promise<{ hojas: string[]; fin: string; detalle: string }> => {
  const hojas: string[] = [];
  let detalle = '';
  const fin = await escaner.escanear((h) => Promise.resolve(void hojas.push(`${h.hoja ?? ''}:${texto(h.bytes)}`)), cancelar).then(() => 'bien', (e: unknown) => {
    detalle = e instanceof AppError ? String(e.parametros['detalle'] ?? e.parametros['opcion'] ?? '') : '';
    return finDe(e);
  });
  return { hojas, fin, detalle };
};
const con = (...lista: readonly (readonly [number, PercanceEscl])[]): { percances: Map<number, PercanceEscl> } => ({ percances: new Map(lista) });
const TRES = ['1:a', '2:b', '3:c'];

describe('a tray', () => {
  test('comes whole, in order and numbered, as the profile says', async () => {
    const s = await servir();
    const hojas: Hoja[] = [];
    await crear(s.url).escanear((h) => Promise.resolve(void hojas.push(h)));
    expect(hojas.map((h) => ({ ...h, bytes: texto(h.bytes) }))).toEqual(['a', 'b', 'c'].map((t, i) => ({ bytes: t, fuente: `MFP, hoja ${i + 1}`, hoja: i + 1, origen: 'CATD', digitalizacion: 'ESCANER' })));
    expect(Buffer.from(hojas[0]!.bytes)).toEqual(jpeg('a', 2000));
    const [ajustes = ''] = s.ajustes();
    for (const parte of ['<pwg:InputSource>Feeder<', '<scan:ColorMode>RGB24<', '<pwg:DocumentFormat>image/jpeg<', '<scan:XResolution>300<', '<pwg:Width>2550<', '<pwg:Height>3300<', '<scan:Duplex>false<']) expect(ajustes).toContain(parte);
    expect(s.peticiones().some((p) => p.startsWith('DELETE'))).toBe(false);
  });

  test('from the glass gives one page', async () => {
    const s = await servir();
    expect(await escanear(crear(s.url, { perfil: perfilSchema.parse({ fuente: 'cama', color: 'gris', tamano: 'oficio', resolucion: 200 }) }))).toMatchObject({ hojas: ['1:a'], fin: 'bien' });
    for (const parte of ['<pwg:InputSource>Platen<', 'Grayscale8', '<scan:XResolution>200<', '<pwg:Height>4016<']) expect(s.ajustes()[0]).toContain(parte);
  });

  test('empty: says so, and no job is started', async () => {
    const s = await servir({ paginas: [] });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: [], fin: 'escaner_sin_papel' });
    expect(s.ajustes()).toEqual([]);
  });

  test('empty, of a scanner that does not tell beforehand', async () => {
    const s = await servir({ paginas: [], guion: { estado: '<s:ScannerStatus xmlns:s="urn:x"><s:State>Idle</s:State></s:ScannerStatus>' } });
    expect((await escanear(crear(s.url))).fin).toBe('escaner_sin_papel');
  });

  test.each(['relativa', 'absoluta', 'otro_host', 'ipv6_rota'] as const)('wherever the scanner says that its job is (%s), it is asked of the scanner that we know', async (ubicacion) => {
    const s = await servir({ guion: { ubicacion } });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
  });
  test('without saying where', async () => {
    expect((await escanear(crear((await servir({ guion: { ubicacion: 'ninguna' } })).url))).fin).toBe('escaner_respuesta');
  });

  test('on IPv6', async (contexto) => {
    const s = await servir({ host: '::1' }).catch(() => null);
    if (!s) return contexto.skip('this machine has no IPv6');
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
    return undefined;
  });

  test('the next page is asked for while the last one is being taken, and no other', async () => {
    const s = await servir({ paginas: paginas('a', 'b', 'c', 'd') });
    const pedidas = (): number => s.peticiones().filter((p) => p.endsWith('NextDocument')).length;
    let soltar = (): void => undefined;
    let dada = (): void => undefined;
    let primera = new Promise<void>((r) => { dada = r; });
    const fin = crear(s.url).escanear((h) => {
      if (h.hoja !== 1) return Promise.resolve();
      dada();
      return new Promise((r) => { soltar = r; });
    });
    await primera;
    primera = new Promise((r) => setTimeout(r, 200));
    await primera;
    expect([pedidas(), s.enCharola()]).toEqual([2, 2]);
    soltar();
    await fin;
    expect(pedidas()).toBe(5);
  });

  test('a sheet that cannot be stored stops the scanner, and that is the reason given', async () => {
    const s = await servir({ guion: con([2, { tipo: 'muda' }]) });
    await expect(crear(s.url).escanear(() => Promise.reject(new Error('disco lleno')))).rejects.toThrow('disco lleno');
    expect(s.peticiones().at(-1)).toMatch(/^DELETE \/eSCL\/ScanJobs\/[0-9a-f-]{36}$/);
  });
});

describe('a scanner that is busy', () => {
  test('a while, is waited for', async () => {
    const s = await servir({ guion: { ocupado: 3 } });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
    expect(s.ajustes()).toHaveLength(4);
  });
  test('for too long, is said to be', async () => {
    for (const reintentar of ['0', '60', null, 'Sun, 06 Jun 2027 20:00:00 GMT']) expect((await escanear(crear((await servir({ guion: { ocupado: 1000, reintentar } })).url))).fin).toBe('escaner_ocupado');
  });
  test('and does not even tell its state', async () => {
    const s = await servir({ guion: { ...con([2, { tipo: 'tarda', veces: 2, estado: 503 }]), estadoOcupado: 3 } });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
    s.guion.estadoOcupado = 1e9;
    expect([await crear(s.url).disponible!(), (await escanear(crear(s.url))).fin]).toEqual([true, 'escaner_ocupado']);
  });
  test('with our own scan refuses a second one', async () => {
    const s = await servir();
    const escaner = crear(s.url);
    let soltar = (): void => undefined;
    const fin = escaner.escanear(() => new Promise((r) => { soltar = r; setImmediate(r); }));
    expect((await escanear(escaner)).fin).toBe('escaner_ocupado');
    soltar();
    await fin;
  });
  test.each([503, 404] as const)('with a sheet that is not ready (HTTP %i), is asked again until it is', async (estado) => {
    const s = await servir({ guion: con([2, { tipo: 'tarda', veces: 4, estado }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
  });
  test('that says 404 once to who asks too soon, and tells of no jobs, loses no sheet', async () => {
    const s = await servir({ guion: { ...con([3, { tipo: 'tarda', veces: 1, estado: 404 }]), contarTrabajos: false } });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
  });
  test('that never has the sheet ready', async () => {
    const s = await servir({ guion: con([2, { tipo: 'tarda', veces: 1e9, estado: 503 }]) });
    expect(await escanear(crear(s.url, { tiempos: { paginaMs: 200 } }))).toMatchObject({ hojas: ['1:a'], fin: 'escaner_respuesta 2' });
    expect(s.peticiones().at(-1)).toMatch(/^DELETE/);
  });
});

describe('a sheet that comes badly', () => {
  test.each([['atasco', 'escaner_atasco'], ['tapa', 'escaner_tapa'], ['doble', 'escaner_doble_alimentacion']] as const)('%s: those before are given, that one is named, and the scan can go on after', async (tipo, codigo) => {
    const s = await servir({ guion: con([2, { tipo }]) });
    const escaner = crear(s.url);
    expect(await escanear(escaner)).toMatchObject({ hojas: ['1:a'], fin: `${codigo} 2` });
    // While the jam is in, no job is started.
    expect((await escanear(escaner)).fin).toBe(codigo);
    expect(s.ajustes()).toHaveLength(1);
    s.despejar();
    expect(await escanear(escaner)).toMatchObject({ hojas: ['1:b', '2:c'], fin: 'bien' });
  });

  const CORTES: readonly Corte[] = ['largo', 'trozos', 'sin_largo', 'reinicio'];
  test.each(CORTES)('cut in the middle (%s): asked for again by its name', async (corte) => {
    const s = await servir({ guion: con([2, { tipo: 'corte', corte, veces: 1, nombrada: true }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: TRES, fin: 'bien' });
    expect(s.peticiones().filter((p) => p.endsWith('/Pages/2'))).toHaveLength(1);
  });
  test.each(CORTES)('cut in the middle (%s) without a name: never taken for whole, never skipped', async (corte) => {
    const s = await servir({ guion: con([2, { tipo: 'corte', corte, veces: 1, nombrada: false }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:a'], fin: 'escaner_pagina_incompleta 2' });
    expect(s.peticiones().at(-1)).toMatch(/^DELETE/);
  });
  test('cut twice', async () => {
    const s = await servir({ guion: con([1, { tipo: 'corte', corte: 'reinicio', veces: 2, nombrada: true }]) });
    expect((await escanear(crear(s.url))).fin).toBe('escaner_pagina_incompleta 1');
  });
  test('that the scanner read and did not give is missed', async () => {
    const s = await servir({ guion: con([3, { tipo: 'perdida' }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:a', '2:b'], fin: 'escaner_pagina_incompleta 3' });
  });
  test('of which nothing comes', async () => {
    const s = await servir({ guion: con([2, { tipo: 'muda' }]) });
    expect(await escanear(crear(s.url, { tiempos: { paginaMs: 150 } }))).toMatchObject({ hojas: ['1:a'], fin: 'escaner_desconectado 2' });
  });
  test.each([[200, '<html>Error interno</html>'], [200, ''], [500, 'x'], [302, '']])('with another answer in place of a page: HTTP %i «%s»', async (estado, cuerpo) => {
    const s = await servir({ guion: con([2, { tipo: 'otra', estado, cuerpo }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:a'], fin: cuerpo === '' && estado === 200 ? 'escaner_pagina_incompleta 2' : 'escaner_respuesta 2' });
  });
});

describe('cancelling', () => {
  test('in the middle of a sheet stops the device and says which one it was', async () => {
    const s = await servir({ guion: con([2, { tipo: 'muda' }]) });
    const control = new AbortController();
    const fin = escanear(crear(s.url), control.signal);
    while (s.peticiones().filter((p) => p.endsWith('NextDocument')).length < 2) await new Promise(setImmediate);
    control.abort();
    expect(await fin).toMatchObject({ hojas: ['1:a'], fin: 'escaner_cancelado 2' });
    expect(s.peticiones().at(-1)).toMatch(/^DELETE/);
    s.guion.percances.clear();
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:b', '2:c'], fin: 'bien' });
  });
  test('while it is busy, or before it begins', async () => {
    const control = new AbortController();
    const s = await servir({ guion: { ocupado: 1000 } });
    const fin = escanear(crear(s.url, { tiempos: { ocupadoMs: 60_000 } }), control.signal);
    while (s.ajustes().length === 0) await new Promise(setImmediate);
    control.abort();
    expect((await fin).fin).toBe('escaner_cancelado');
    expect((await escanear(crear(s.url), AbortSignal.abort())).fin).toBe('escaner_cancelado');
  });
  test('at the panel of the scanner', async () => {
    const s = await servir({ guion: con([2, { tipo: 'panel' }]) });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:a'], fin: 'escaner_cancelado 2' });
  });
});

describe('answers that are no answers', () => {
  const basura: Readonly<Record<string, string>> = {
    vacía: '', 'no es XML': 'Bienvenido a la impresora', 'a medias': '<scan:ScannerCapabilities><scan:Platen>', 'otra cosa': '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    'sin fuentes': '<ScannerCapabilities/>', binaria: randomBytes(500).toString('latin1'), enorme: `<ScannerCapabilities>${'<a>1</a>'.repeat(200_000)}</ScannerCapabilities>`,
    'muchos elementos': `<ScannerCapabilities>${'<a/>'.repeat(30_000)}</ScannerCapabilities>`, profunda: `<ScannerCapabilities>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</ScannerCapabilities>`,
    entidades: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><ScannerCapabilities>&b;</ScannerCapabilities>', 'entidad desconocida': '<ScannerCapabilities>&archivo;</ScannerCapabilities>',
  };
  test.each(Object.entries(basura))('capabilities: %s', async (_, capacidades) => {
    expect(await escanear(crear((await servir({ guion: { capacidades } })).url))).toMatchObject({ hojas: [], fin: 'escaner_respuesta' });
  });
  test.each(Object.entries(basura).filter(([nombre]) => nombre !== 'sin fuentes'))('status: %s', async (_, estado) => {
    const s = await servir({ guion: { estado: estado.replaceAll('ScannerCapabilities', 'ScannerState') } });
    expect((await escanear(crear(s.url))).fin).toBe('escaner_respuesta');
    expect(await crear(s.url).disponible!()).toBe(false);
  });
  test('damaged at any place: read or refused, never anything else', () => {
    const bien = Buffer.from(CAPACIDADES_DE_PRUEBA);
    const leida = (bytes: Uint8Array): boolean => {
      try {
        return leerCapacidades(bytes).version !== '';
      } catch (error) {
        return error instanceof AppError && error.codigo === 'escaner_respuesta';
      }
    };
    fc.assert(fc.property(fc.nat(bien.length - 1), fc.uint8Array({ maxLength: 12 }), fc.boolean(), (lugar, otros, cortar) => leida(Buffer.concat([bien.subarray(0, lugar), otros, cortar ? Buffer.alloc(0) : bien.subarray(lugar + otros.length)]))), { numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), leida), { numRuns: 300 });
  });
  test.each([[401, 'escaner_sin_permiso'], [403, 'escaner_sin_permiso'], [400, 'escaner_opcion'], [500, 'escaner_respuesta'], [307, 'escaner_respuesta'], [200, 'escaner_respuesta']])('a job is refused with HTTP %i', async (trabajo, codigo) => {
    expect((await escanear(crear((await servir({ guion: { trabajo } })).url))).fin).toBe(codigo);
  });

  const escuchar = async (alConectar: (socket: Socket) => void): Promise<string> => {
    const sockets = new Set<Socket>();
    const servidor: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      alConectar(socket);
    });
    await new Promise<void>((r) => { servidor.listen(0, '127.0.0.1', r); });
    abiertos.push(() => {
      for (const socket of sockets) socket.destroy();
      servidor.close();
    });
    return `http://127.0.0.1:${(servidor.address() as { port: number }).port}/eSCL`;
  };
  test('not even HTTP', async () => {
    for (const bytes of [randomBytes(300), Buffer.from('SSH-2.0-impresora\r\n'), Buffer.alloc(100_000, 65)]) {
      const url = await escuchar((socket) => socket.end(bytes));
      expect((await escanear(crear(url))).fin).toBe('escaner_desconectado');
    }
  });
  test('a body without end is cut at its limit, and one that drips at its silence', async () => {
    const sinFin = await escuchar((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n');
      const llenar = (): void => { while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 32))); };
      socket.on('drain', llenar);
      llenar();
    });
    expect((await escanear(crear(sinFin))).fin).toBe('escaner_respuesta');
    const muda = await escuchar((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n<'));
    expect((await escanear(crear(muda, { tiempos: { silencioMs: 80 } }))).fin).toBe('escaner_respuesta');
    const callada = await escuchar(() => undefined);
    expect((await escanear(crear(callada, { tiempos: { respuestaMs: 40 } }))).fin).toBe('escaner_desconectado');
  });
  test('a redirection to another machine is not followed', async () => {
    let visitas = 0;
    const otra = await escuchar((socket) => { visitas += 1; socket.end(); });
    const url = await escuchar((socket) => socket.end(`HTTP/1.1 302 Found\r\nlocation: ${otra}/ScannerCapabilities\r\ncontent-length: 0\r\n\r\n`));
    expect([(await escanear(crear(url))).fin, visitas]).toEqual(['escaner_respuesta', 0]);
  });
});

describe('a scanner that is not there', () => {
  test('is said to be lost, and is there again when it comes back', async () => {
    const s = await servir();
    await s.cerrar();
    const escaner = crear(s.url);
    expect([await escaner.disponible!(), (await escanear(escaner)).fin]).toEqual([false, 'escaner_desconectado']);
    await servir({ puerto: Number(new URL(s.url).port) });
    expect([await escaner.disponible!(), (await escanear(escaner)).fin]).toEqual([true, 'bien']);
  });
  test('for a moment, is waited for', async () => {
    const s = await servir();
    const puerto = Number(new URL(s.url).port);
    await s.cerrar();
    const fin = escanear(crear(s.url, { tiempos: { reconexionMs: 5000 } }));
    await servir({ puerto });
    expect(await fin).toMatchObject({ hojas: TRES, fin: 'bien' });
  });
});

describe('what the profile asks and the scanner cannot', () => {
  test.each([
    [{ duplex: true }, 'los dos lados'], [{ resolucion: 240 }, '240'], [{ tamano: { ancho: 297, alto: 420 } }, '29.7'], [{ opciones: { '--swdeskew': 'yes' } }, '--swdeskew'],
  ])('%j', async (perfil, opcion) => {
    const s = await servir();
    const r = await escanear(crear(s.url, { perfil: perfilSchema.parse(perfil) }));
    expect(r.fin).toBe('escaner_opcion');
    expect(r.detalle).toContain(opcion);
    expect(s.ajustes()).toEqual([]);
  });
  test('a scanner that only makes PDF gives them, and one without a feeder says so', async () => {
    const pdf = `<ScannerCapabilities><Adf><AdfSimplexInputCaps><MaxWidth>2550</MaxWidth><MaxHeight>3300</MaxHeight><DocumentFormat>application/pdf</DocumentFormat><XResolutionRange/>
      <ResolutionRange><XResolutionRange><Min>100</Min><Max>600</Max><Step>100</Step></XResolutionRange><YResolutionRange><Min>100</Min><Max>600</Max><Step>100</Step></YResolutionRange></ResolutionRange></AdfSimplexInputCaps></Adf></ScannerCapabilities>`;
    const s = await servir({ guion: { capacidades: pdf }, paginas: [() => Buffer.from('%PDF-1.7 [uno] %%EOF\n')] });
    expect(await escanear(crear(s.url))).toMatchObject({ hojas: ['1:uno'], fin: 'bien' });
    expect(s.ajustes()[0]).toContain('<pwg:DocumentFormat>application/pdf<');
    s.guion.capacidades = pdf.replaceAll('Adf>', 'Platen>').replaceAll('AdfSimplex', 'Platen');
    expect(await escanear(crear(s.url))).toMatchObject({ fin: 'escaner_opcion', detalle: 'escanear desde el alimentador' });
  });
});

describe('https', () => {
  test('of a scanner that signs its own certificate: only the one that IT wrote down', async () => {
    const [propio, ajeno] = [await certificadoDePrueba(), await certificadoDePrueba()];
    const s = await servir({ tls: propio });
    expect(await escanear(crear(s.url, { certificado: propio.huella }))).toMatchObject({ hojas: TRES, fin: 'bien' });
    s.cargar(paginas('d'));
    const antes = s.peticiones().length;
    for (const certificado of [undefined, ajeno.huella]) expect(await escanear(crear(s.url, { certificado }))).toMatchObject({ hojas: [], fin: 'escaner_respuesta', detalle: 'su certificado no es el esperado' });
    // Nothing was asked of who could not show it.
    expect(s.peticiones()).toHaveLength(antes);
  });
});
