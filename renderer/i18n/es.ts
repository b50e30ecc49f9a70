import { acopio } from './es/acopio.ts';
import { app } from './es/app.ts';
import { bitacora } from './es/bitacora.ts';
import { captura } from './es/captura.ts';
import { cotejo } from './es/cotejo.ts';
import { digitalizacion } from './es/digitalizacion.ts';
import { empaquetado } from './es/empaquetado.ts';
import { entrar } from './es/entrar.ts';
import { guia } from './es/guia.ts';
import { imagen } from './es/imagen.ts';
import { impresos } from './es/impresos.ts';
import { lecturas } from './es/lecturas.ts';
import { nombres } from './es/nombres.ts';
import { practica } from './es/practica.ts';
import { puestos } from './es/puestos.ts';
import { sala } from './es/sala.ts';
import { tablero } from './es/tablero.ts';
import { usb } from './es/usb.ts';
import { verificacion } from './es/verificacion.ts';

/** Every text of the screens, Mexican Spanish, by room. */
export const es = {
  ...app, ...nombres,
  entrar, tablero, lecturas, acopio, digitalizacion, captura, verificacion, cotejo, empaquetado, bitacora, sala, puestos, usb, imagen, guia, practica, impresos,
} as const;

export type GrupoAtajos = keyof typeof es.atajos.grupos;
export type Seccion = keyof typeof es.secciones;
