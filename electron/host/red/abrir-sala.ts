import path from 'node:path';
import type { Puestos, Registro, Replica } from '#electron/station/puertos.ts';
import { rutaDelProyecto } from '../proyecto.ts';
import type { EstacionServida } from '../transporte-puerto.ts';
import { certificadoDeRed } from './certificado.ts';
import { abrirServidorRed, type ServidorRed } from './servidor-red.ts';

type Partes = { readonly estacion: EstacionServida & { readonly puestos: Puestos; readonly replica: Replica }; readonly nombre: string; readonly carpeta: string; readonly puerto: number; readonly registro: Registro };

/** Opens the station to the posts of its room, and tells it where they reach it. */
export const abrirSala = async ({ estacion, nombre, carpeta, puerto, registro }: Partes): Promise<ServidorRed> => {
  const certificado = await certificadoDeRed(path.join(carpeta, 'red'), nombre, Date.now());
  const servidor = await abrirServidorRed({ estacion, puestos: estacion.puestos, replica: estacion.replica, certificado, paginas: rutaDelProyecto('out', 'renderer'), puerto, registro });
  estacion.puestos.anunciar(servidor.direcciones);
  return servidor;
};
