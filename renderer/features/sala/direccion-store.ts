import type { RolOperativo } from '#shared/domain/permisos.ts';
import type { Result } from '#shared/errors/result.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { cargarSala, type Sala } from './sala-store.ts';

export type Clase = 'persona' | 'puesto';
export type DialogoDireccion =
  | { readonly tipo: 'pausar'; readonly clase: Clase; readonly id: string; readonly nombre: string }
  | { readonly tipo: 'funcion'; readonly persona: string; readonly nombre: string }
  | { readonly tipo: 'motivo'; readonly persona: string; readonly nombre: string; readonly rol: RolOperativo }
  | { readonly tipo: 'reasignar'; readonly trabajo: Sala['trabajos'][number] };

const T = es.sala.direccion;
/** What whoever directs the room is deciding. */
export const useDireccion = crearAlmacen<{ readonly dialogo: DialogoDireccion | null }>(() => ({ dialogo: null }));
export const preguntar = (dialogo: DialogoDireccion): void => useDireccion.setState({ dialogo });
export const cerrarPregunta = (): void => useDireccion.setState({ dialogo: null });

const hacer = async (paso: Promise<Result<unknown>>, dicho: string): Promise<void> => {
  cerrarPregunta();
  const r = await paso;
  if (r.ok) anunciar('bien', dicho);
  else anunciarError(r.error);
  await cargarSala();
};

export const pausar = (motivo: string): void => {
  const { dialogo } = useDireccion.getState();
  if (dialogo?.tipo === 'pausar') void hacer(api()['supervision.pausar']({ clase: dialogo.clase, id: dialogo.id, motivo }), T.pausada(dialogo.nombre));
};
export const reanudar = (clase: Clase, id: string, nombre: string): void => void hacer(api()['supervision.reanudar']({ clase, id }), T.reanudada(nombre));
export const cambiarFuncion = (motivo: string): void => {
  const { dialogo } = useDireccion.getState();
  if (dialogo?.tipo === 'motivo') void hacer(api()['supervision.cambiarFuncion']({ persona: dialogo.persona, roles: [dialogo.rol], motivo }), T.funcionCambiada(dialogo.nombre, es.roles[dialogo.rol]));
};
export const reasignar = (): void => {
  const { dialogo } = useDireccion.getState();
  if (dialogo?.tipo === 'reasignar') void hacer(api()['supervision.reasignar']({ acta: dialogo.trabajo.acta }), T.reasignada);
};
