import { es } from '#renderer/i18n/es.ts';
import type { Atajo } from '#renderer/teclado/registro.ts';
import { cancelar, escanear, usarDeTodosModos } from './digitalizacion-acciones.ts';
import { abrir, alternarComparacion, irAIdentificar, moverEscaner, moverHoja, tengo, verVista, type Vista } from './digitalizacion-store.ts';

const T = es.digitalizacion.teclas;
const grupo = 'seccion';

const deEscaner = (vista: Vista): readonly Atajo[] => [
  { teclas: ['F2'], grupo, texto: T.escanear, accion: () => void escanear() },
  { teclas: ['F7'], grupo, texto: T.cancelar, accion: () => void cancelar() },
  { teclas: ['F4'], grupo, texto: T.vista, accion: () => verVista(vista === 'bandeja' ? 'identificar' : 'bandeja') },
];

const deBandeja = (): readonly Atajo[] => [
  { teclas: ['ArrowDown'], grupo, texto: T.siguiente, accion: () => moverHoja(1), repite: true },
  { teclas: ['ArrowUp'], grupo, texto: T.anterior, accion: () => moverHoja(-1), repite: true },
  { teclas: ['ArrowRight'], grupo, texto: T.escanerSiguiente, accion: () => moverEscaner(1) },
  { teclas: ['ArrowLeft'], grupo, texto: T.escanerAnterior, accion: () => moverEscaner(-1) },
  { teclas: ['U'], grupo, texto: T.aceptar, accion: () => void usarDeTodosModos() },
  ...(tengo('cambiar_imagen') ? ([{ teclas: ['P'], grupo, texto: T.promover, accion: () => abrir('promover') }] satisfies Atajo[]) : []),
  { teclas: ['I'], grupo, texto: T.identificar, accion: irAIdentificar },
  { teclas: ['V'], grupo, texto: T.comparar, accion: alternarComparacion },
];

const deIdentificar: readonly Atajo[] = [
  { teclas: ['Alt+ArrowDown'], grupo, texto: T.siguiente, accion: () => moverHoja(1), repite: true },
  { teclas: ['Alt+ArrowUp'], grupo, texto: T.anterior, accion: () => moverHoja(-1), repite: true },
];

/** Keys of the screen for this person and this view. */
export const atajosDigitalizacion = (vista: Vista): readonly Atajo[] => [
  ...(tengo('digitalizar') ? deEscaner(vista) : []),
  ...(vista === 'bandeja' ? deBandeja() : deIdentificar),
  { teclas: ['F8'], grupo, texto: T.rechazar, accion: () => abrir('rechazar') },
  ...(tengo('declarar_fuera') && vista === 'identificar' ? ([{ teclas: ['F9'], grupo, texto: T.fuera, accion: () => abrir('fuera') }] satisfies Atajo[]) : []),
];
