import { randomBytes, timingSafeEqual } from 'node:crypto';

const nuevo = (): string => randomBytes(32).toString('base64url');
const iguales = (a: string, b: string): boolean => {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
};

/** What of a request decides whether it may pass. */
export type Peticion = { readonly host: string | undefined; readonly origin: string | undefined; readonly sitio: string | undefined };

/**
 * Whether a request was made to this server by name and by its own pages: another name that resolves here (DNS rebinding)
 * or another page's request is refused.
 */
export const esPeticionPropia = ({ host, origin, sitio }: Peticion, puerto: number): boolean => {
  if (host !== `127.0.0.1:${puerto}` && host !== `localhost:${puerto}`) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return sitio === undefined || sitio === 'same-origin' || sitio === 'none';
};

/**
 * The door of the Node host: a launch key opens once and becomes a cookie; each opening makes the next key.
 * Anybody on the machine can reach a loopback port: only who was handed a key gets in.
 */
export const crearPuerta = () => {
  let llave = nuevo();
  const pases = new Set<string>();
  return {
    /** The key that opens now. */
    llave: (): string => llave,
    /** A pass for the cookie, or null if the key is not the one. */
    abrir: (ofrecida: string): string | null => {
      if (!iguales(ofrecida, llave)) return null;
      llave = nuevo();
      const pase = nuevo();
      pases.add(pase);
      return pase;
    },
    conoce: (pase: string): boolean => [...pases].some((p) => iguales(p, pase)),
  };
};

/** Cookies are shared by every port of a host: each server names its own. */
export const nombreCookie = (puerto: number): string => `acopio_${puerto}`;

/** Value of one cookie of a `Cookie` header. */
export const leerCookie = (cabecera: string | undefined, nombre: string): string | null => {
  for (const parte of (cabecera ?? '').split(';')) {
    const [clave, ...valor] = parte.trim().split('=');
    if (clave === nombre) return valor.join('=');
  }
  return null;
};
