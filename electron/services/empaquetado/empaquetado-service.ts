import type { Atiende, AtiendePasos, Avisos, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import { NOMBRES_ESTADO, NOMBRES_PASO, type Estado } from '#shared/domain/estados.ts';
import type { Reglas } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
  readonly reglas: Reglas;
  readonly catd: string;
};

/** Recorded where an acta was packed before its cotejo because the package's rules allow it. */
const SIN_COTEJO = 'Las reglas del paquete de elección no piden cotejo antes de empaquetar.';

/** Actas go into numbered boxes, last of all (domain: 10, «Cotejo before empaquetado»). */
export const crearServicioEmpaquetado = (p: Partes): Atiende<'empaquetado.pendientes'> & AtiendePasos<'empaquetado.cerrarCaja'> => {
  const estados: readonly Estado[] = p.reglas.cotejoAntesDeEmpaquetar ? ['cotejada', 'fuera_de_catalogo'] : ['cotejada', 'verificada', 'fuera_de_catalogo'];
  return {
    'empaquetado.pendientes': () => estados.flatMap((estado) => p.actas.enEstado(estado)).map((a) => p.fichas.resumen(a.clave)),

    'empaquetado.cerrarCaja': ({ actas }, ctx) => {
      const { id } = exigirPersona(ctx);
      const claves = [...new Set(actas)];
      if (claves.length === 0) throw new AppError('caja_vacia');
      const caja = p.diario.transaccion(() => {
        const nombre = `${p.catd}-${String(p.actas.cajas() + 1).padStart(4, '0')}`;
        for (const acta of claves) {
          const estado = p.actas.estadoDe(acta);
          if (!estados.includes(estado)) throw new AppError('paso_no_permitido', { acta, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.empaquetar });
          p.diario.registrar({ tipo: 'acta.empaquetada', acta, actor: id, puesto: ctx.puesto, datos: { caja: nombre, sinCotejo: estado === 'verificada' ? SIN_COTEJO : null } });
        }
        return nombre;
      });
      p.avisos.cambio('empaquetado');
      return { caja, actas: claves.length };
    },
  };
};
