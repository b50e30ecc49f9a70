import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion, type ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Cliente, Llamada, Result, Transporte } from '#shared/api/metodo.ts';
import type { UsuarioPaquete } from '#shared/domain/paquete.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';

export type ClienteEstacion = Cliente<ContratoEstacion>;
/** Somebody of the room: calls the station through the same contract as a window, and signs in again when the session ended. */
export type Persona = { readonly id: string; readonly api: ClienteEstacion };

/** The value of a call that must succeed. Throws the AppError that came back. */
export const exigir = async <T>(llamada: Promise<Result<T>>): Promise<T> => {
  const r = await llamada;
  if (!r.ok) throw new AppError(r.error.codigo, r.error.parametros);
  return r.valor;
};

const crearPersona = (usuario: UsuarioPaquete, despachar: Transporte): Persona => {
  const puesto = `puesto-${usuario.id}`;
  let sesion: string | null = null;
  const entrar = async (): Promise<void> => {
    const r = await despachar({ metodo: 'sesion.entrar', entrada: { usuario: usuario.id, pin: usuario.pinDemo ?? '' }, sesion: null, puesto });
    if (!r.ok) throw new AppError(r.error.codigo, r.error.parametros);
    sesion = contratoEstacion['sesion.entrar'].salida.parse(r.valor).sesion;
  };
  const transporte: Transporte = async (llamada: Llamada) => {
    if (sesion === null) await entrar();
    const r = await despachar({ ...llamada, sesion });
    if (r.ok || r.error.codigo !== 'sesion_requerida') return r;
    await entrar();
    return despachar({ ...llamada, sesion });
  };
  return { id: usuario.id, api: crearCliente(contratoEstacion, transporte, { sesion: () => sesion, puesto }) };
};

/** The people of a room by role, over whatever carries calls to its station. */
export const crearGente = (usuarios: readonly UsuarioPaquete[], despachar: Transporte): ((rol: Rol) => readonly Persona[]) => {
  const todos = usuarios.map((u) => ({ roles: u.roles, persona: crearPersona(u, despachar) }));
  return (rol) => todos.filter((t) => t.roles.includes(rol)).map((t) => t.persona);
};
