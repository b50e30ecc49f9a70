/** The proxy for an address, as its URL; null goes straight. */
export type ElegirProxy = (url: string) => Promise<string | null>;

const PUERTO_DE: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Whether NO_PROXY lets this address go straight: `*`, a host, a domain (`.oplever.mx`), any of them with `:port`. */
const vaDirecto = (lista: string, url: URL): boolean => {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const puerto = url.port === '' ? PUERTO_DE[url.protocol] : url.port;
  return lista.split(/[\s,]+/).filter((e) => e !== '').some((entrada) => {
    if (entrada === '*') return true;
    const [, nombre = '', suPuerto] = /^\*?(.*?)(?::(\d+))?$/.exec(entrada.toLowerCase()) ?? [];
    if (suPuerto !== undefined && suPuerto !== puerto) return false;
    return host === nombre.replace(/^\./, '') || host.endsWith(nombre.startsWith('.') ? nombre : `.${nombre}`);
  });
};

/** The proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY; lower case too, which wins, as curl does). */
export const proxyDelEntorno = (entorno: Readonly<Record<string, string | undefined>>): ElegirProxy => (direccion) => {
  const url = new URL(direccion);
  const leer = (nombre: string): string => entorno[nombre.toLowerCase()] ?? entorno[nombre] ?? '';
  const suyo = leer(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || leer('ALL_PROXY');
  if (suyo === '' || vaDirecto(leer('NO_PROXY'), url)) return Promise.resolve(null);
  return Promise.resolve(suyo.includes('://') ? suyo : `http://${suyo}`);
};

const ESQUEMA_DE: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };

/**
 * The proxy that a rule of a PAC file or of a system names («PROXY host:port; DIRECT»): the first entry that can be
 * used, null for straight. SOCKS is passed over: nothing here speaks it.
 */
export const proxyDeRegla = (regla: string): string | null => {
  for (const entrada of regla.split(';').map((e) => e.trim())) {
    const [clase = '', destino = '', ...resto] = entrada.split(/\s+/);
    if (clase.toUpperCase() === 'DIRECT') return null;
    const esquema = ESQUEMA_DE[clase.toUpperCase()];
    if (esquema !== undefined && resto.length === 0 && /:\d{1,5}$/.test(destino) && URL.canParse(`${esquema}://${destino}`)) return `${esquema}://${destino}`;
  }
  return null;
};
