import { cambiarLetra, cambiarSonido, cambiarTema } from '#renderer/features/preferencias/preferencias-store.ts';
import { es, type Seccion } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { irA, salir } from './sesion-store.ts';

/** Keys that work everywhere once somebody signed in. */
export const atajosDelMarco = (secciones: readonly Seccion[], alternarAyuda: () => void): readonly Atajo[] => [
  ...secciones.map((seccion, i): Atajo => ({ teclas: [`Alt+${i + 1}`], grupo: 'general', texto: es.atajos.ir(es.secciones[seccion]), accion: () => irA(seccion) })),
  { teclas: ['?', 'F1'], grupo: 'general', texto: es.atajos.ayuda, accion: alternarAyuda },
  { teclas: ['Alt+T'], grupo: 'general', texto: es.atajos.tema, accion: cambiarTema },
  { teclas: ['Alt+L'], grupo: 'general', texto: es.atajos.letra, accion: cambiarLetra },
  { teclas: ['Alt+M'], grupo: 'general', texto: es.atajos.sonido, accion: cambiarSonido },
  { teclas: ['Alt+S'], grupo: 'general', texto: es.atajos.salir, accion: () => void salir() },
];
