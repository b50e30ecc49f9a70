import type { Asignaciones, Atiende, Avisos, Contexto, Diario } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioDireccion } from '#electron/db/repositories/direccion-repository.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { esOperativo, type Rol } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Partes = {
  readonly diario: Diario;
  readonly direccion: RepositorioDireccion;
  readonly paquete: Paquete;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  /** Tells the open sessions of a person what they may do from now on. */
  readonly ponerRoles: (persona: string, roles: readonly Rol[]) => void;
};
type Metodos = 'supervision.reasignar' | 'supervision.pausar' | 'supervision.reanudar' | 'supervision.cambiarFuncion';
export type ServicioDireccion = {
  readonly metodos: Atiende<Metodos>;
  /** Throws AppError `en_pausa` for a command that would give more work to a person or post that was told to stop. */
  readonly exigirSinPausa: (metodo: string, ctx: Contexto) => void;
};

/** Work that somebody already has in their hands is finished, not thrown away: these give no more of it. */
const TERMINA_LO_QUE_HAY = /^(sesion\.|(captura|verificacion|cotejo)\.(?!siguiente$|dispensar$))/;
/** Who directs the room takes a post out of its pause from that very post too. */
const REANUDAR = 'supervision.reanudar';

/** What those who direct the room may change in it: who works, on what, where. Never a figure. */
export const crearServicioDireccion = (p: Partes): ServicioDireccion => {
  const porId = new Map(p.paquete.usuarios.map((u) => [u.id, u]));
  const autor = (ctx: Contexto): { actor: string; puesto: string } => ({ actor: exigirPersona(ctx).id, puesto: ctx.puesto });
  const exigirConocida = (persona: string) => {
    const usuario = porId.get(persona);
    if (!usuario) throw new AppError('persona_desconocida', { persona });
    return usuario;
  };

  const metodos: Atiende<Metodos> = {
    'supervision.reasignar': ({ acta }, ctx) => {
      p.diario.transaccion(() => {
        const trabajo = p.asignaciones.lista().find((a) => a.acta === acta);
        if (!trabajo) throw new AppError('trabajo_sin_titular', { acta });
        p.diario.registrar({ tipo: 'trabajo.reasignado', acta, ...autor(ctx), datos: { tarea: trabajo.tarea, persona: trabajo.persona } });
      });
      p.asignaciones.quitar(acta);
      p.avisos.cambio('captura', 'verificacion', 'cotejo');
      return {};
    },

    'supervision.pausar': ({ clase, id, motivo }, ctx) => {
      const quien = autor(ctx);
      if (clase === 'persona' ? id === quien.actor : id === ctx.puesto) throw new AppError('pausa_propia');
      if (clase === 'persona') exigirConocida(id);
      p.diario.transaccion(() =>
        clase === 'persona'
          ? p.diario.registrar({ tipo: 'persona.pausada', ...quien, datos: { persona: id, motivo } })
          : p.diario.registrar({ tipo: 'puesto.pausado', ...quien, datos: { puesto: id, motivo } }),
      );
      p.avisos.cambio('sesion');
      return {};
    },

    'supervision.reanudar': ({ clase, id }, ctx) => {
      const quien = autor(ctx);
      p.diario.transaccion(() => {
        if (p.direccion.pausa(clase, id) === null) throw new AppError('sin_pausa', { id });
        if (clase === 'persona') p.diario.registrar({ tipo: 'persona.reanudada', ...quien, datos: { persona: id } });
        else p.diario.registrar({ tipo: 'puesto.reanudado', ...quien, datos: { puesto: id } });
      });
      p.avisos.cambio('sesion', 'acopio', 'digitalizacion', 'captura', 'verificacion', 'cotejo', 'empaquetado');
      return {};
    },

    'supervision.cambiarFuncion': ({ persona, roles, motivo }, ctx) => {
      const { roles: delPaquete } = exigirConocida(persona);
      const nuevos = [...new Set(roles)];
      p.diario.transaccion(() => {
        if (!delPaquete.every(esOperativo)) throw new AppError('funcion_fija', { persona });
        p.diario.registrar({ tipo: 'persona.funcion_cambiada', ...autor(ctx), datos: { persona, antes: p.direccion.roles(persona) ?? [...delPaquete], roles: nuevos, motivo } });
      });
      p.ponerRoles(persona, nuevos);
      p.asignaciones.soltarPersona(persona);
      p.avisos.cambio('sesion', 'captura', 'verificacion', 'cotejo');
      return {};
    },
  };

  return {
    metodos,
    exigirSinPausa: (metodo, { persona, puesto }) => {
      if (TERMINA_LO_QUE_HAY.test(metodo)) return;
      const motivo = p.direccion.motivoDePausa(persona?.id ?? null, metodo === REANUDAR ? null : puesto);
      if (motivo !== null) throw new AppError('en_pausa', { motivo });
    },
  };
};
