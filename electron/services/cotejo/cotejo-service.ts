import type { Asignaciones, Atiende, AtiendePasos, Avisos, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import { NOMBRES_ESTADO, NOMBRES_PASO, siguienteEstado } from '#shared/domain/estados.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly fichas: Fichas;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  /** Who is at work. */
  readonly presentes: () => readonly { readonly persona: Persona }[];
};

type Metodos = 'cotejo.siguiente' | 'cotejo.aceptar' | 'cotejo.pedirRecaptura' | 'cotejo.pedirEscaneo' | 'cotejo.dispensar';

/**
 * Cotejo: the verified values against the paper. COTEJADA is 1 at the first look and 2 after a correction, which
 * somebody else than the one who asked for it must accept (LEEME-INE21, item 57). A coordinator may let one acta be
 * packed without it, with a reason (domain: 10).
 */
export const crearServicioCotejo = (p: Partes): AtiendePasos<Metodos> & Atiende<'cotejo.pendientes'> => {
  const porCotejar = (clave: string | null): (ActaGuardada & { imagen: string }) | null => {
    const acta = clave === null ? null : p.actas.porClave(clave);
    return acta?.estado === 'verificada' && acta.sinCotejo === null && acta.imagen !== null ? { ...acta, imagen: acta.imagen } : null;
  };

  /** Whether somebody else is here who may accept it. */
  const hayOtra = (clave: string, persona: string): boolean =>
    p.presentes().some(({ persona: otra }) => otra.id !== persona && otra.roles.includes('cotejador') && p.actas.porClave(clave)?.correccionPor !== otra.id);

  const elegir = (persona: string): string | null => {
    for (const clave of p.actas.recorrerPorCotejar(persona)) if (p.asignaciones.libre(clave, persona, () => hayOtra(clave, persona))) return clave;
    return null;
  };

  return {
    'cotejo.siguiente': (_, ctx) => {
      const { id } = exigirPersona(ctx);
      const enEspera = p.actas.contarPorCotejar(id);
      const propia = p.asignaciones.de('cotejo', id);
      const acta = porCotejar(propia) ?? porCotejar(elegir(id));
      const verificacion = acta === null ? null : p.actas.verificacion(acta.clave);
      if (acta === null || verificacion === null) return { trabajo: null, enEspera };
      if (acta.clave !== propia) p.asignaciones.tomar('cotejo', acta.clave, id, ctx.sesion);
      const valores = { ...verificacion.valores };
      return { trabajo: { ...p.fichas.trabajo(acta.clave, acta.ciclo, acta.imagen), valores, evaluacion: verificacion.evaluacion }, enEspera };
    },

    'cotejo.aceptar': ({ acta: clave }, ctx) => {
      const { id } = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const acta = porCotejar(clave);
        if (acta === null) throw new AppError('cotejo_ajeno');
        if (acta.correccionPor === id) throw new AppError('cotejo_misma_persona');
        if (p.asignaciones.de('cotejo', id) !== clave) throw new AppError('cotejo_ajeno');
        p.diario.registrar({ tipo: 'acta.cotejada', acta: clave, actor: id, puesto: ctx.puesto, datos: { resultado: acta.correccionPor === null ? 1 : 2 } });
      });
      p.asignaciones.soltarActa(clave);
      p.avisos.cambio('cotejo', 'empaquetado');
      return {};
    },

    'cotejo.pedirEscaneo': ({ acta: clave, motivo }, ctx) => {
      const { id } = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const acta = porCotejar(clave);
        if (acta === null || p.asignaciones.de('cotejo', id) !== clave) throw new AppError('cotejo_ajeno');
        p.diario.registrar({ tipo: 'imagen.rechazada', acta: clave, actor: id, puesto: ctx.puesto, datos: { imagen: acta.imagen, motivo } });
      });
      p.asignaciones.soltarActa(clave);
      p.avisos.cambio('cotejo', 'digitalizacion', 'captura');
      return {};
    },

    'cotejo.pendientes': () => p.actas.enEstado('verificada').filter((a) => a.sinCotejo === null).map((a) => p.fichas.resumen(a.clave)),

    'cotejo.dispensar': ({ acta: clave, motivo }, ctx) => {
      const { id } = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const estado = p.actas.estadoDe(clave);
        if (siguienteEstado(estado, 'dispensar_cotejo') === null) throw new AppError('paso_no_permitido', { acta: clave, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.dispensar_cotejo });
        p.diario.registrar({ tipo: 'acta.cotejo_dispensado', acta: clave, actor: id, puesto: ctx.puesto, datos: { motivo } });
      });
      p.asignaciones.soltarActa(clave);
      p.avisos.cambio('cotejo', 'empaquetado');
      return {};
    },

    'cotejo.pedirRecaptura': ({ acta: clave, motivo }, ctx) => {
      const { id } = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const acta = p.actas.porClave(clave);
        const estado = acta?.estado ?? 'esperada';
        if (acta === null || siguienteEstado(estado, 'recapturar') === null) {
          throw new AppError('paso_no_permitido', { acta: clave, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.recapturar });
        }
        const titular = p.asignaciones.titular(clave);
        if (titular !== null && titular !== id) throw new AppError('cotejo_ajeno');
        p.diario.registrar({ tipo: 'acta.recaptura', acta: clave, actor: id, puesto: ctx.puesto, datos: { ciclo: acta.ciclo + 1, motivo } });
      });
      p.asignaciones.soltarActa(clave);
      p.avisos.cambio('cotejo', 'captura', 'empaquetado');
      return {};
    },
  };
};
