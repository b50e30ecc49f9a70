import { createHash } from 'node:crypto';
import type { Answer } from 'dns-packet';

/** Service types of eSCL, plain first: a scanner's own certificate is trusted by nobody until IT writes it down. */
export const SERVICIOS = ['_uscan._tcp.local', '_uscans._tcp.local'] as const;

/** A scanner that announces itself. */
export type EscanerAnunciado = {
  /** The same each time the device is seen, whatever its address. */
  readonly id: string;
  readonly nombre: string;
  readonly url: string;
  /** Whether it has a feeder; null when it does not say. */
  readonly alimentador: boolean | null;
};

/** More scanners than any network has; beyond, announcements are noise or an attack. */
const MAXIMO_INSTANCIAS = 64;
const MAXIMO_DIRECCIONES = 16;
const MAXIMO_TTL_S = 4500;
const MAXIMO_TEXTO = 80;
/** Bytes of a part of a name, and of the whole (RFC 1035, 2.3.4). */
const [MAXIMO_ETIQUETA, MAXIMO_NOMBRE] = [63, 255] as const;

type Pregunta = { readonly name: string; readonly type: 'SRV' | 'TXT' | 'A' | 'AAAA' };
type Dato<T> = { readonly valor: T; readonly vence: number };
type Instancia = { servicio: number; ptr: number; srv?: Dato<{ destino: string; puerto: number }>; txt?: ReadonlyMap<string, string> };

const minusculas = (nombre: string): string => nombre.toLowerCase().replace(/\.$/, '');
/** Without control characters, and short enough for a screen. */
const limpio = (texto: string): string => texto.replace(/[\p{C}]/gu, '').trim().slice(0, MAXIMO_TEXTO);
const leerTxt = (data: unknown): ReadonlyMap<string, string> => {
  const partes = (Array.isArray(data) ? data : [data]).map(String);
  return new Map(partes.flatMap((p) => (p.includes('=') ? [[p.slice(0, p.indexOf('=')).toLowerCase(), p.slice(p.indexOf('=') + 1)] as const] : [])));
};
/** `rs` is where the service is; some scanners write it with slashes, some leave it out, none needs more than this. */
const rutaDe = (rs: string | undefined): string => {
  const ruta = (rs ?? '').replace(/^\/+|\/+$/g, '');
  return /^[\w.~-]{1,40}(\/[\w.~-]{1,40}){0,4}$/.test(ruta) && !ruta.includes('..') ? ruta : 'eSCL';
};
/** A name that can be written in a question: one that came broken would make unreadable what is asked of the others with it. */
const sePuedePreguntar = (nombre: string): boolean => {
  const partes = nombre.replace(/\.$/, '').split('.').map((parte) => Buffer.byteLength(parte));
  return partes.every((largo) => largo > 0 && largo <= MAXIMO_ETIQUETA) && partes.reduce((suma, largo) => suma + largo + 1, 1) <= MAXIMO_NOMBRE;
};
const esLocal = (direccion: string): boolean => /^fe[89ab]/i.test(direccion);

/**
 * What the network announces, kept as long as it says (a goodbye is a lifetime of zero). `ahora` in ms. Everything in
 * it came from strangers: sizes are limited and names cleaned.
 */
export const crearAnuncios = (ahora: () => number) => {
  const instancias = new Map<string, Instancia>();
  const direcciones = new Map<string, Map<string, number>>();
  const vence = (ttl: number | undefined): number => ahora() + Math.min(ttl ?? 0, MAXIMO_TTL_S) * 1000;

  const instanciaDe = (nombre: string): Instancia | null => {
    const servicio = SERVICIOS.findIndex((s) => minusculas(nombre).endsWith(`.${s}`));
    if (servicio < 0) return null;
    const hay = instancias.get(nombre);
    if (hay) return hay;
    if (instancias.size >= MAXIMO_INSTANCIAS) return null;
    const nueva: Instancia = { servicio, ptr: 0 };
    instancias.set(nombre, nueva);
    return nueva;
  };
  const anotarDireccion = (destino: string, direccion: string, ttl: number | undefined): void => {
    const suyas = direcciones.get(destino) ?? new Map<string, number>();
    if (suyas.size >= MAXIMO_DIRECCIONES || (direcciones.size >= MAXIMO_INSTANCIAS && !direcciones.has(destino))) return;
    suyas.set(direccion, vence(ttl));
    direcciones.set(destino, suyas);
  };

  const anotar = (respuesta: Answer): void => {
    if (respuesta.type === 'PTR') {
      const instancia = (SERVICIOS as readonly string[]).includes(minusculas(respuesta.name)) ? instanciaDe(respuesta.data) : null;
      if (instancia) instancia.ptr = vence(respuesta.ttl);
    } else if (respuesta.type === 'SRV') {
      const instancia = instanciaDe(respuesta.name);
      if (instancia) instancia.srv = { valor: { destino: minusculas(respuesta.data.target), puerto: respuesta.data.port }, vence: vence(respuesta.ttl) };
    } else if (respuesta.type === 'TXT') {
      const instancia = instanciaDe(respuesta.name);
      if (instancia) instancia.txt = leerTxt(respuesta.data);
    } else if (respuesta.type === 'A' || respuesta.type === 'AAAA') anotarDireccion(minusculas(respuesta.name), respuesta.data, respuesta.ttl);
  };

  /** IPv4 first; an IPv6 address of one link alone cannot be written in a URL. */
  const direccionDe = (destino: string): string | null => {
    const vivas = [...(direcciones.get(destino) ?? [])].filter(([, hasta]) => hasta > ahora()).map(([d]) => d);
    const elegida = vivas.find((d) => d.includes('.')) ?? vivas.find((d) => !esLocal(d));
    if (elegida === undefined) return minusculas(destino) === 'localhost' ? '127.0.0.1' : null;
    return elegida.includes(':') ? `[${elegida}]` : elegida;
  };

  const anunciado = (nombre: string, { servicio, srv, txt }: Instancia): EscanerAnunciado | null => {
    if (!srv || srv.vence <= ahora() || srv.valor.puerto === 0) return null;
    const direccion = direccionDe(srv.valor.destino);
    if (direccion === null) return null;
    const entradas = txt?.get('is');
    const quien = txt?.get('uuid') ?? minusculas(nombre).replace(/\._uscans?\._tcp\.local$/, '');
    return {
      id: `escl-${createHash('sha256').update(quien.toLowerCase()).digest('hex').slice(0, 12)}`,
      nombre: limpio(txt?.get('ty') ?? '') || limpio(nombre.replace(/\._uscans?\._tcp\.local\.?$/i, '')),
      url: `${servicio === 0 ? 'http' : 'https'}://${direccion}:${srv.valor.puerto}/${rutaDe(txt?.get('rs'))}`,
      alimentador: entradas === undefined ? null : /\badf\b/i.test(entradas),
    };
  };

  return {
    anotar,
    /** Scanners that can be reached now, each once, by id. Forgets those that are gone. */
    lista: (): EscanerAnunciado[] => {
      for (const [nombre, i] of instancias) if (i.ptr <= ahora() && (i.srv?.vence ?? 0) <= ahora()) instancias.delete(nombre);
      for (const [destino, suyas] of direcciones) {
        for (const [direccion, hasta] of suyas) if (hasta <= ahora()) suyas.delete(direccion);
        if (suyas.size === 0) direcciones.delete(destino);
      }
      const porId = new Map<string, EscanerAnunciado>();
      const enOrden = [...instancias].filter(([, i]) => i.ptr > ahora()).sort(([a, x], [b, y]) => x.servicio - y.servicio || a.localeCompare(b));
      for (const [nombre, instancia] of enOrden) {
        const escaner = anunciado(nombre, instancia);
        if (escaner && !porId.has(escaner.id)) porId.set(escaner.id, escaner);
      }
      return [...porId.values()].sort((a, b) => a.id.localeCompare(b.id));
    },
    /** What is still to be asked for, so that the announced ones can be reached. */
    faltan: (): Pregunta[] => [...instancias].flatMap(([nombre, i]): Pregunta[] => {
      if (i.ptr <= ahora()) return [];
      if (!i.srv || i.srv.vence <= ahora()) return [{ name: nombre, type: 'SRV' }, { name: nombre, type: 'TXT' }];
      const { destino } = i.srv.valor;
      return direccionDe(destino) === null ? [{ name: destino, type: 'A' }, { name: destino, type: 'AAAA' }] : [];
    }).filter(({ name }) => sePuedePreguntar(name)),
  };
};
