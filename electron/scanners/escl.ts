import { AppError } from '#shared/errors/app-error.ts';
import { elegirAjustes } from './escl-ajustes.ts';
import { conversar, TIEMPOS_ESCL, type TiemposEscl } from './escl-conversacion.ts';
import { crearHttpEscl } from './escl-http.ts';
import type { Escaner } from './escaner.ts';
import type { Perfil } from './perfil.ts';

export type OpcionesEscl = {
  readonly id: string;
  /** For people, and the source of its sheets. */
  readonly nombre: string;
  /** Root of the service, `http://192.0.2.5/eSCL`. */
  readonly url: string;
  readonly perfil: Perfil;
  /** SHA-256 of the scanner's own certificate, hexadecimal: https with a certificate that nobody else signed is refused without it. */
  readonly certificado?: string | undefined;
  readonly tiempos?: Partial<TiemposEscl>;
};

/** The same failure, with the sheet that was on its way. */
const conHoja = (error: unknown, hoja: number): unknown => (error instanceof AppError ? new AppError(error.codigo, { ...error.parametros, hoja }) : error);

/**
 * A scanner that speaks eSCL (AirScan, Mopria), on the network or through ipp-usb. The next page is asked for while the
 * last one is being handed over, never more than one ahead: the scanner itself keeps those that it has read. A page that
 * comes short is asked for again where the scanner allows it; otherwise the scan ends with `escaner_pagina_incompleta`.
 */
export const crearEscanerEscl = ({ id, nombre, url, perfil, certificado, tiempos }: OpcionesEscl): Escaner => {
  const http = crearHttpEscl(certificado);
  const partes = { escaner: nombre, base: new URL(url.endsWith('/') ? url : `${url}/`), http, tiempos: { ...TIEMPOS_ESCL, ...tiempos }, alimentador: perfil.fuente === 'alimentador' };
  let trabajando = false;

  const escanear: Escaner['escanear'] = async (entregar, cancelar) => {
    // A sheet that cannot be stored stops the scanner too.
    const propio = new AbortController();
    const c = conversar({ ...partes, cancelar: cancelar ? AbortSignal.any([cancelar, propio.signal]) : propio.signal });
    const ajustes = elegirAjustes(nombre, await c.capacidades(), perfil);
    await c.listo();
    // A job whose answer was lost may have moved the first sheet.
    const trabajo = await c.crear(ajustes).catch((error: unknown) => { throw error instanceof AppError && error.codigo === 'escaner_desconectado' ? conHoja(error, 1) : error; });
    let anterior: Promise<void> = Promise.resolve();
    try {
      for (let hoja = 1; ; hoja++) {
        const bytes = await c.pagina(trabajo, hoja).catch((error: unknown) => { throw conHoja(error, hoja); });
        await anterior;
        if (bytes === null && hoja === 1) throw new AppError('escaner_sin_papel');
        if (bytes === null) return;
        anterior = entregar({ bytes, fuente: `${nombre}, hoja ${hoja}`, hoja, origen: 'CATD', digitalizacion: 'ESCANER' });
        anterior.catch(() => { propio.abort(); });
      }
    } catch (error) {
      await c.borrar(trabajo);
      // When the last sheet could not be stored, that is the reason for the rest.
      await anterior;
      throw error;
    }
  };

  return {
    id, nombre, tipo: 'escl',
    hojas: () => null,
    disponible: async () => trabajando || conversar({ ...partes, tiempos: { ...partes.tiempos, reconexionMs: 0, ocupadoMs: 0 } }).estado().then(() => true, (error: unknown) => error instanceof AppError && error.codigo === 'escaner_ocupado'),
    escanear: async (entregar, cancelar) => {
      if (trabajando) throw new AppError('escaner_ocupado');
      trabajando = true;
      try {
        await escanear(entregar, cancelar);
      } finally {
        trabajando = false;
      }
    },
  };
};
