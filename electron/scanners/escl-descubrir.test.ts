import type { Answer } from 'dns-packet';
import multicastDns, { type MulticastDNS, type Options } from 'multicast-dns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { crearAnuncios } from './escl-anuncios.ts';
import { descubrirEscl } from './escl-descubrir.ts';

type Cambios = { readonly ttl?: number; readonly servicio?: string; readonly txt?: readonly string[]; readonly destino?: string; readonly direcciones?: readonly string[]; readonly puerto?: number };
/** What a scanner says of itself. */
const anuncio = (nombre: string, { ttl = 120, servicio = '_uscan._tcp.local', txt = ['txtvers=1', 'rs=eSCL', `ty=${nombre}`, 'is=platen,adf', `UUID=${nombre}-1`], destino = 'MFP.local', direcciones = ['192.0.2.7'], puerto = 80 }: Cambios = {}): Answer[] => [
  { type: 'PTR', name: servicio, ttl, data: `${nombre}.${servicio}` },
  { type: 'SRV', name: `${nombre}.${servicio}`, ttl, data: { target: destino, port: puerto, priority: 0, weight: 0 } },
  { type: 'TXT', name: `${nombre}.${servicio}`, ttl, data: txt.map((t) => Buffer.from(t)) },
  ...direcciones.map((data): Answer => ({ type: data.includes(':') ? 'AAAA' : 'A', name: destino, ttl, data })),
];

describe('announcements', () => {
  let ms = 0;
  const oir = (...respuestas: readonly Answer[]): ReturnType<typeof crearAnuncios> => {
    ms = 0;
    const anuncios = crearAnuncios(() => ms);
    for (const r of respuestas) anuncios.anotar(r);
    return anuncios;
  };
  const url = (cambios: Cambios): string | undefined => oir(...anuncio('X', cambios)).lista()[0]?.url;

  test('give the name, the address and whether there is a feeder', () => {
    expect(oir(...anuncio('fi-8170')).lista()).toEqual([{ id: expect.stringMatching(/^escl-[0-9a-f]{12}$/), nombre: 'fi-8170', url: 'http://192.0.2.7:80/eSCL', alimentador: true }]);
    expect(oir(...anuncio('Cristal', { txt: ['is=platen'] })).lista()[0]).toMatchObject({ nombre: 'Cristal', alimentador: false });
    expect(oir(...anuncio('Mudo', { txt: [''] })).lista()[0]).toMatchObject({ nombre: 'Mudo', alimentador: null, url: 'http://192.0.2.7:80/eSCL' });
  });
  test('a device keeps its id when its address or its name changes, and is one with http and https', () => {
    const [http] = oir(...anuncio('A')).lista();
    expect(oir(...anuncio('A (2)', { txt: ['UUID=A-1'], direcciones: ['192.0.2.99'] })).lista()[0]?.id).toBe(http?.id);
    expect(oir(...anuncio('A', { servicio: '_uscans._tcp.local', puerto: 443 }), ...anuncio('A')).lista()).toEqual([http]);
    expect(oir(...anuncio('A', { servicio: '_uscans._tcp.local', puerto: 443 })).lista()[0]?.url).toBe('https://192.0.2.7:443/eSCL');
  });
  test('through ipp-usb it is this machine; IPv4 goes before IPv6, and an address of one link alone is none', () => {
    expect(url({ destino: 'localhost', direcciones: [], puerto: 60000 })).toBe('http://127.0.0.1:60000/eSCL');
    expect(url({ direcciones: ['2001:db8::7', '192.0.2.7'] })).toBe('http://192.0.2.7:80/eSCL');
    expect(url({ direcciones: ['fe80::1', '2001:db8::7'] })).toBe('http://[2001:db8::7]:80/eSCL');
    expect(url({ direcciones: ['fe80::1'] })).toBeUndefined();
    expect(url({ puerto: 0 })).toBeUndefined();
  });
  test.each([['/eSCL/', 'eSCL'], ['', 'eSCL'], ['ipp/eSCL', 'ipp/eSCL'], ['../../etc', 'eSCL'], ['a?b#c', 'eSCL'], ['http://otra.example/', 'eSCL'], ['x'.repeat(500), 'eSCL']])('a path «%s» is taken for «%s»', (rs, ruta) => {
    expect(url({ txt: [`rs=${rs}`] })).toBe(`http://192.0.2.7:80/${ruta}`);
  });
  test('last as long as they say, and a goodbye ends them at once', () => {
    const anuncios = oir(...anuncio('A'), ...anuncio('B', { destino: 'B.local', ttl: 60 }));
    ms = 61_000;
    expect(anuncios.lista().map((e) => e.nombre)).toEqual(['A']);
    for (const r of anuncio('A', { ttl: 0 })) anuncios.anotar(r);
    expect([anuncios.lista(), anuncios.faltan()]).toEqual([[], []]);
  });
  test('what a scanner did not say is asked for', () => {
    const [ptr, srv] = anuncio('A') as [Answer, Answer];
    expect(oir(ptr).faltan()).toEqual([{ name: 'A._uscan._tcp.local', type: 'SRV' }, { name: 'A._uscan._tcp.local', type: 'TXT' }]);
    expect(oir(ptr, srv).faltan()).toEqual([{ name: 'mfp.local', type: 'A' }, { name: 'mfp.local', type: 'AAAA' }]);
  });
  test('a name that came broken is not asked for: the question would be unreadable, and with it those for the others', () => {
    const [ptr] = anuncio('A') as [Answer];
    const roto = (nombre: string): Answer => ({ type: 'PTR', name: '_uscan._tcp.local', ttl: 120, data: `${nombre}._uscan._tcp.local` });
    const preguntas = oir(roto('\u{fffd}'.repeat(40)), roto('a..b'), roto(`${'x'.repeat(60)}.`.repeat(5) + 'y'), ptr).faltan();
    expect(preguntas.map((p) => p.name)).toEqual(['A._uscan._tcp.local', 'A._uscan._tcp.local']);
  });
  test('of ten thousand scanners, other services and unreadable names: a few, with clean names', () => {
    const anuncios = oir(...Array.from({ length: 10_000 }, (_, i) => anuncio(`E${i}`, { direcciones: [`192.0.2.${i % 250}`] })).flat());
    expect(anuncios.lista().length).toBeLessThanOrEqual(64);
    expect(oir(...anuncio('X', { servicio: '_ipp._tcp.local' })).lista()).toEqual([]);
    expect(oir(...anuncio('X', { txt: [`ty=\u0000\u202e${'Z'.repeat(300)}`] })).lista()[0]?.nombre).toBe('Z'.repeat(80));
  });
});

describe('on the network', () => {
  const abiertos: { destroy?: () => void; cerrar?: () => void }[] = [];
  afterEach(() => { for (const a of abiertos.splice(0)) { a.destroy?.(); a.cerrar?.(); } });
  /** The loopback alone, on a port of this test: nothing of it reaches any other machine. */
  const red = (): Options => ({ interface: '127.0.0.1', bind: '0.0.0.0', port: 20_000 + (process.pid % 20_000), loopback: true });
  const abrir = (): MulticastDNS => {
    const mdns = multicastDns(red());
    abiertos.push(mdns);
    mdns.on('error', () => undefined);
    return mdns;
  };
  const hayMulticast = (): Promise<boolean> => new Promise((resolver) => {
    const [a, b] = [abrir(), abrir()];
    const reloj = setTimeout(() => { resolver(false); }, 1500);
    b.once('query', () => { clearTimeout(reloj); resolver(true); });
    b.on('ready', () => { a.query({ questions: [{ name: 'prueba.local', type: 'A' }] }); });
  });

  test('a scanner is found when it answers, seen when it is plugged in, and missed when it says goodbye', async (contexto) => {
    if (!await hayMulticast()) return contexto.skip('this machine does not carry multicast on its loopback');
    const servidor = abrir();
    // The one that was there before only gives its address when asked for it.
    servidor.on('query', ({ questions = [] }) => {
      const [ptr, srv, txt, a] = anuncio('Antes', { destino: 'antes.local' }) as [Answer, Answer, Answer, Answer];
      if (questions.some((q) => q.name === '_uscan._tcp.local')) servidor.respond([ptr, srv, txt]);
      else if (questions.some((q) => q.name === 'antes.local' && q.type === 'A')) servidor.respond([a]);
    });
    const hallados = descubrirEscl({ redes: [red()], cadaMs: 200 });
    abiertos.push(hallados);
    let cambios = 0;
    const callar = hallados.vigilar(() => { cambios += 1; });
    await vi.waitFor(() => { expect(hallados.lista().map((e) => e.nombre)).toEqual(['Antes']); }, 20_000);
    servidor.respond(anuncio('Nuevo', { destino: 'nuevo.local' }));
    await vi.waitFor(() => { expect(hallados.lista().map((e) => e.nombre).sort()).toEqual(['Antes', 'Nuevo']); }, 20_000);
    servidor.respond(anuncio('Nuevo', { destino: 'nuevo.local', ttl: 0 }));
    await vi.waitFor(() => { expect(hallados.lista().map((e) => e.nombre)).toEqual(['Antes']); }, 20_000);
    expect(cambios).toBe(3);
    callar();
    servidor.respond(anuncio('Otro', { destino: 'otro.local' }));
    await vi.waitFor(() => { expect(hallados.lista()).toHaveLength(2); }, 20_000);
    expect(cambios).toBe(3);
    return undefined;
  });
});
