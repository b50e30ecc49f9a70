import type { Caso } from './caso.ts';
import { centralCorteDeLuz, centralDiscoLleno, centralImagenRota, centralPaginaRota, centralRestaurada } from './casos/central.ts';
import { corteDeLuz } from './casos/corte-de-luz.ts';
import { imagenRota, paginaRota, regreso, relevo, walRoto } from './casos/danos.ts';
import { discoFalla, discoLleno, discoSoloLectura } from './casos/disco.ts';
import { lotesRepetidos, maquinaClonada } from './casos/lotes.ts';
import { muerteCentral } from './casos/muerte-central.ts';
import { muerteEstacion } from './casos/muerte-estacion.ts';
import { muerteTrabajador } from './casos/muerte-trabajador.ts';
import { red, redAngosta, redSegura, sinNombres, tlsAjeno } from './casos/red.ts';
import { relevoEnRed } from './casos/relevo-en-red.ts';
import { reloj } from './casos/reloj.ts';
import { usb } from './casos/usb.ts';

/** Every kind of fault, in the order in which they run. */
export const CASOS: readonly Caso[] = [
  muerteEstacion, muerteCentral, muerteTrabajador, corteDeLuz, red, redSegura, redAngosta, sinNombres, tlsAjeno, discoLleno, discoSoloLectura, discoFalla, paginaRota, imagenRota, walRoto, reloj, lotesRepetidos, maquinaClonada, relevo, relevoEnRed, usb,
  regreso, centralCorteDeLuz, centralDiscoLleno, centralRestaurada, centralImagenRota, centralPaginaRota,
];
