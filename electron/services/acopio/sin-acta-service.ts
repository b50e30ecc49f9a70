import type { Atiende, AtiendePasos, Avisos, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioActas, SolicitudSinActa } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import { NOMBRES_ESTADO, NOMBRES_PASO, siguienteEstado } from '#shared/domain/estados.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
};
type Metodos = Atiende<'acopio.sinActaPendientes'> & AtiendePasos<'acopio.solicitarSinActa' | 'acopio.retirarSinActa' | 'acopio.confirmarSinActa'>;

/** SIN ACTA takes two people: one reports it, another one with authority confirms it (domain: 8(e)). */
export const crearServicioSinActa = (p: Partes): Metodos => {
  const exigirPaso = (acta: string): void => {
    const estado = p.actas.estadoDe(acta);
    if (siguienteEstado(estado, 'sin_acta') === null) {
      throw new AppError('paso_no_permitido', { acta, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.sin_acta });
    }
  };

  const exigirSolicitud = (acta: string): SolicitudSinActa => {
    const solicitud = p.actas.solicitudSinActa(acta);
    if (solicitud === null) throw new AppError('sin_acta_no_solicitada', { acta });
    return solicitud;
  };

  const nombreDe = (persona: string): string => p.catalogo.paquete.usuarios.find((u) => u.id === persona)?.nombre ?? persona;

  return {
    'acopio.solicitarSinActa': ({ acta, motivo }, ctx) => {
      const persona = exigirPersona(ctx);
      p.catalogo.detalle(acta);
      p.diario.transaccion(() => {
        exigirPaso(acta);
        const pendiente = p.actas.solicitudSinActa(acta);
        if (pendiente?.motivo === motivo && pendiente.solicita === persona.id) return;
        p.diario.registrar({ tipo: 'acta.sin_acta_solicitada', acta, actor: persona.id, puesto: ctx.puesto, datos: { motivo } });
      });
      p.avisos.cambio('acopio');
      return {};
    },

    'acopio.retirarSinActa': ({ acta }, ctx) => {
      const persona = exigirPersona(ctx);
      p.diario.transaccion(() => p.diario.registrar({ tipo: 'acta.sin_acta_retirada', acta, actor: persona.id, puesto: ctx.puesto, datos: { solicita: exigirSolicitud(acta).solicita } }));
      p.avisos.cambio('acopio');
      return {};
    },

    'acopio.sinActaPendientes': () => p.actas.solicitudesSinActa().map((s) => ({ ...p.fichas.resumen(s.acta), motivo: s.motivo, solicita: nombreDe(s.solicita), hora: s.hora })),

    'acopio.confirmarSinActa': ({ acta }, ctx) => {
      const persona = exigirPersona(ctx);
      const { eleccion } = p.catalogo.detalle(acta);
      const evento = p.diario.transaccion(() => {
        const solicitud = exigirSolicitud(acta);
        if (solicitud.solicita === persona.id) throw new AppError('segunda_persona');
        exigirPaso(acta);
        const previa = p.actas.porClave(acta);
        const { observaciones, contabilizada, calculado } = evaluar({ ...p.catalogo.limiteDe(acta), identificada: true, sinActa: solicitud.motivo, valores: {} });
        return p.diario.registrar({
          tipo: 'acta.sin_acta', acta, actor: persona.id, puesto: ctx.puesto,
          datos: {
            eleccion: eleccion.id, motivo: solicitud.motivo, solicita: solicitud.solicita, confirma: persona.id,
            evaluacion: { observaciones: [...observaciones], contabilizada, calculado }, mecanismoTraslado: previa?.mecanismo ?? '', horaAcopio: previa?.horaAcopio ?? null,
          },
        });
      });
      p.avisos.cambio('acopio');
      return { hora: evento.hora };
    },
  };
};
