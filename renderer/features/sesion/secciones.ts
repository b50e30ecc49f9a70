import { capturaACiegas, puede, type Permiso, type Rol } from '#shared/domain/permisos.ts';
import type { Seccion } from '#renderer/i18n/es.ts';

/** Section → any of these permissions opens it; none = everybody who signed in. In the order of the paper's way. */
const PUERTAS: readonly (readonly [Seccion, readonly Permiso[]])[] = [
  ['tablero', []],
  ['acopio', ['acopiar']],
  ['digitalizacion', ['digitalizar', 'identificar']],
  ['captura', ['capturar']],
  ['verificacion', ['resolver']],
  ['cotejo', ['cotejar']],
  ['empaquetado', ['empaquetar', 'ver_cajas']],
  ['sala', ['ver_avance']],
  ['bitacora', ['ver_avance']],
  ['puestos', ['administrar_puestos']],
  ['usb', ['exportar_lotes']],
  ['practica', ['capturar']],
];
/** What a person most likely came to do, first match. */
const INICIOS: readonly Seccion[] = ['captura', 'verificacion', 'cotejo', 'acopio', 'digitalizacion', 'empaquetado'];

/** Sections that a person's roles open (permisos.ts decides; the station checks again at each call). */
export const seccionesDe = (roles: readonly Rol[]): Seccion[] =>
  PUERTAS.filter(([seccion, permisos]) => (permisos.length === 0 ? !(seccion === 'tablero' && capturaACiegas(roles)) : permisos.some((p) => puede(roles, p)))).map(([seccion]) => seccion);

/** Where a person lands after signing in: those who direct the room, on its state; the others, on their task. */
export const inicioDe = (roles: readonly Rol[]): Seccion => {
  if (puede(roles, 'ver_avance')) return 'tablero';
  const abiertas = seccionesDe(roles);
  return INICIOS.find((s) => abiertas.includes(s)) ?? 'tablero';
};
