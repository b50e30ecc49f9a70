import type { Atiende, AtiendePasos, Avisos, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import { NOMBRES_ESTADO, NOMBRES_PASO } from '#shared/domain/estados.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearConciliacion } from './conciliacion.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
  readonly catalogo: Catalogo;
  readonly catd: string;
};
type Consultas = 'empaquetado.pendientes' | 'empaquetado.cajas' | 'empaquetado.caja';

/** Recorded where an acta was packed before its cotejo because the package's rules allow it. */
const SIN_COTEJO = 'Las reglas del paquete de elección no piden cotejo antes de empaquetar.';

/** Actas go into numbered boxes, last of all (domain: 10, «Cotejo before empaquetado»). */
export const crearServicioEmpaquetado = (p: Partes): Atiende<Consultas> & AtiendePasos<'empaquetado.cerrarCaja'> => {
  const { cotejoAntesDeEmpaquetar } = p.catalogo.paquete.reglas;
  const puedeIr = (acta: ActaGuardada): boolean =>
    acta.estado === 'cotejada' || acta.estado === 'fuera_de_catalogo' || (acta.estado === 'verificada' && (acta.sinCotejo !== null || !cotejoAntesDeEmpaquetar));
  const porNombre = new Map(p.catalogo.paquete.usuarios.map((u) => [u.id, u.nombre]));
  const cajas = () => p.actas.resumenCajas().map((c) => ({ ...c, cerro: porNombre.get(c.cerro) ?? c.cerro }));
  const conciliacion = crearConciliacion({ ...p, puedeIr });

  return {
    'empaquetado.pendientes': () => (['cotejada', 'verificada', 'fuera_de_catalogo'] as const).flatMap((estado) => p.actas.enEstado(estado)).filter(puedeIr).map((a) => p.fichas.resumen(a.clave)),
    'empaquetado.cajas': () => ({ cajas: cajas(), conciliacion: conciliacion() }),
    'empaquetado.caja': ({ caja }) => {
      const cerrada = cajas().find((c) => c.caja === caja);
      if (!cerrada) throw new AppError('caja_desconocida', { caja });
      return { caja, hora: cerrada.hora, cerro: cerrada.cerro, actas: p.actas.deCaja(caja).map(({ clave, sinCotejo }) => ({ ...p.fichas.resumen(clave), sinCotejo })) };
    },

    'empaquetado.cerrarCaja': ({ actas }, ctx) => {
      const { id } = exigirPersona(ctx);
      const claves = [...new Set(actas)];
      if (claves.length === 0) throw new AppError('caja_vacia');
      const caja = p.diario.transaccion(() => {
        const nombre = `${p.catd}-${String(p.actas.cajas() + 1).padStart(4, '0')}`;
        for (const clave of claves) {
          const acta = p.actas.porClave(clave);
          if (acta === null || !puedeIr(acta)) throw new AppError('paso_no_permitido', { acta: clave, estado: NOMBRES_ESTADO[acta?.estado ?? 'esperada'], paso: NOMBRES_PASO.empaquetar });
          p.diario.registrar({ tipo: 'acta.empaquetada', acta: clave, actor: id, puesto: ctx.puesto, datos: { caja: nombre, sinCotejo: acta.estado === 'verificada' ? (acta.sinCotejo ?? SIN_COTEJO) : null } });
        }
        return nombre;
      });
      p.avisos.cambio('empaquetado');
      return { caja, actas: claves.length };
    },
  };
};
