import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { abrirCopia } from '#electron/copia/copia.ts';
import { abrirPaquete, type PaqueteAbierto } from '#electron/services/eleccion/abrir-paquete.ts';
import { carpetaTrabajo, type CarpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { leerCredencial } from '#electron/station/credencial.ts';
import { escribirPrivado } from '#electron/station/custodia.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Identidad } from './principal.ts';
import { seguir, type EstadoReserva } from './seguir.ts';

export type CarpetaReserva = {
  readonly rutas: CarpetaTrabajo;
  readonly paqueteTexto: string;
  readonly abierto: PaqueteAbierto;
  /** Whom it follows. */
  readonly seguida: string;
  /** Certificate and key of the room's server. */
  readonly red: string;
};

/** What lies in the folder of a standby. Throws AppError `sin_paquete`. */
export const leerReserva = (carpeta: string): CarpetaReserva => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.certificado)) throw new AppError('sin_paquete');
  const paqueteTexto = readFileSync(rutas.paquete, 'utf8');
  const abierto = abrirPaquete(paqueteTexto, readFileSync(rutas.llaveOpl, 'utf8').trim());
  return { rutas, paqueteTexto, abierto, seguida: path.join(carpeta, 'principal.json'), red: path.join(carpeta, 'red') };
};

const identidadDe = async ({ rutas, abierto }: CarpetaReserva): Promise<Identidad> => {
  return { ...(await leerCredencial(rutas, abierto.llaveOpl)), llaveOpl: abierto.llaveOpl };
};

export type PartesSeguimiento = {
  readonly carpeta: string;
  /** https://… of the main station in the room. */
  readonly principal: string;
  readonly alCambiar: (estado: EstadoReserva) => void;
  readonly alto: AbortSignal;
};

/** Follows the main station from a standby's folder until `alto`. Throws AppError as `seguir`, and sin_paquete. */
export const seguirEnCarpeta = async ({ carpeta, principal, alCambiar, alto }: PartesSeguimiento): Promise<void> => {
  const reserva = leerReserva(carpeta);
  const identidad = await identidadDe(reserva);
  await escribirPrivado(reserva.seguida, JSON.stringify({ direccion: principal }));
  const copia = await abrirCopia(carpeta, reserva.paqueteTexto, reserva.abierto.llaveOpl);
  try {
    await seguir({
      direccion: principal, identidad, copia, alCambiar, alto,
      guardarRed: async ({ certificado, llave }) => {
        await mkdir(reserva.red, { recursive: true });
        await escribirPrivado(path.join(reserva.red, 'llave.pem'), llave);
        await escribirPrivado(path.join(reserva.red, 'certificado.pem'), certificado);
      },
    });
  } finally {
    copia.cerrar();
  }
};
