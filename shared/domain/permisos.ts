import { z } from 'zod';

/** Roles of the Proceso Técnico Operativo (domain: 8(e)). */
export const ROLES = ['acopiador', 'digitalizador', 'capturista', 'verificador', 'cotejador', 'supervisor', 'coordinador', 'tecnico', 'observador'] as const;
export const rolSchema = z.enum(ROLES);
export type Rol = (typeof ROLES)[number];

/** Roles of the work itself: what may be changed during the night. Those that direct or look come only from the signed package. */
export const ROLES_OPERATIVOS = ['acopiador', 'digitalizador', 'capturista', 'verificador', 'cotejador'] as const satisfies readonly Rol[];
export type RolOperativo = (typeof ROLES_OPERATIVOS)[number];
export const esOperativo = (rol: Rol): rol is RolOperativo => (ROLES_OPERATIVOS as readonly Rol[]).includes(rol);

/** Action → roles that may do it: the matrix of domain 8(e), in one place. */
export const PERMISOS = {
  acopiar: ['acopiador', 'supervisor', 'coordinador'],
  identificar: ['digitalizador', 'verificador', 'supervisor'],
  digitalizar: ['digitalizador', 'supervisor'],
  capturar: ['capturista'],
  resolver: ['verificador'],
  declarar_fuera: ['verificador'],
  sin_acta_solicitar: ['acopiador'],
  sin_acta_confirmar: ['supervisor', 'coordinador'],
  sin_acta_retirar: ['acopiador', 'supervisor', 'coordinador'],
  reportar_imagen: ['digitalizador', 'capturista', 'verificador', 'cotejador', 'supervisor'],
  pedir_correccion: ['verificador', 'cotejador'],
  cambiar_imagen: ['verificador', 'supervisor'],
  cotejar: ['cotejador'],
  dispensar_cotejo: ['coordinador'],
  empaquetar: ['acopiador'],
  empaquetado_firmar: ['coordinador'],
  ver_cajas: ['acopiador', 'supervisor', 'coordinador'],
  ver_avance: ['supervisor', 'coordinador'],
  dirigir_sala: ['supervisor', 'coordinador'],
  exportar_lotes: ['supervisor', 'coordinador', 'tecnico'],
  administrar_puestos: ['supervisor', 'coordinador', 'tecnico'],
  puesta_en_ceros: ['coordinador'],
} as const satisfies Record<string, readonly Rol[]>;
export type Permiso = keyof typeof PERMISOS;

/** Whether any of the person's roles may do the action. */
export const puede = (roles: readonly Rol[], permiso: Permiso): boolean => roles.some((rol) => (PERMISOS[permiso] as readonly Rol[]).includes(rol));

/**
 * Who captures and does not direct the room captures blind: no count that they see may move with what somebody else
 * captured, nor with whether both agreed.
 */
export const capturaACiegas = (roles: readonly Rol[]): boolean => puede(roles, 'capturar') && !puede(roles, 'ver_avance');
