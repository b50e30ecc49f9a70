import { AppError } from '#shared/errors/app-error.ts';

/** Name not found, or nobody to ask for it. */
const SIN_NOMBRE: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL']);

/** What people read for what the system says. Anything else is shown as its code, for the technician. */
const PALABRAS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nadie atiende en esa dirección', ENETUNREACH: 'este equipo no tiene red', ENETDOWN: 'este equipo no tiene red', EHOSTUNREACH: 'no hay camino hasta él',
  ETIMEDOUT: 'sin respuesta', ECONNRESET: 'la conexión se cortó', EPIPE: 'la conexión se cortó', ABORT_ERR: 'se detuvo el envío',
};

/** Errors of a handshake: somebody else, or something that does not speak TLS, answers there. */
const esDeTls = (codigo: string): boolean => /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(codigo);

export const inalcanzable = (detalle: string): AppError => new AppError('central_inalcanzable', { detalle });

/** Nothing was judged: what answered failed itself, or says another time. */
export const sinAtender = (estado: number): AppError => (estado >= 500 ? new AppError('central_con_falla', { detalle: `HTTP ${estado}` }) : inalcanzable(`HTTP ${estado}`));

/** Something between the station and the central answered in its place: a login page, a redirection. */
export const portal = (): AppError => new AppError('red_portal');

const codigoDe = (error: unknown): string => {
  if (!(error instanceof Error)) return 'red';
  // An attempt on several addresses fails with all of their reasons.
  const propio = error instanceof AggregateError ? error.errors.find((e): e is Error => e instanceof Error) ?? error : error;
  return 'code' in propio && typeof propio.code === 'string' ? propio.code : error.name;
};

/** The fault of the road in our own codes: `red_sin_nombres`, `central_suplantado` or `central_inalcanzable`. */
export const fallaDe = (error: unknown, servidor: string): AppError => {
  if (error instanceof AppError) return error;
  const codigo = codigoDe(error);
  if (SIN_NOMBRE.has(codigo)) return new AppError('red_sin_nombres', { servidor });
  if (esDeTls(codigo)) return new AppError('central_suplantado', { detalle: codigo });
  return inalcanzable(PALABRAS[codigo] ?? codigo);
};
