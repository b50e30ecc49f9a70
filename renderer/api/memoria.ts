const UN_ANO_S = 31_536_000;

const deCookie = (clave: string): string | null => {
  const par = document.cookie.split('; ').find((c) => c.startsWith(`${clave}=`));
  return par === undefined ? null : decodeURIComponent(par.slice(clave.length + 1));
};

/**
 * What this machine remembers of how people like the window. The Node host may be at another port each time, and a
 * browser's storage is of one port only: a cookie is of the machine.
 */
export const recordar = (clave: string, texto: string): void => {
  localStorage.setItem(clave, texto);
  document.cookie = `${clave}=${encodeURIComponent(texto)}; Max-Age=${String(UN_ANO_S)}; Path=/; SameSite=Strict`;
};

/** The JSON value that was remembered, whatever it is now; null when there is none or it cannot be read. */
export const recordado = (clave: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(clave) ?? deCookie(clave) ?? 'null');
  } catch {
    return null;
  }
};
