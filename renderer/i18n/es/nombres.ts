import type { MotivoSinActa } from '#shared/domain/acta.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Estado } from '#shared/domain/estados.ts';
import type { Observacion } from '#shared/domain/inconsistencias.ts';
import type { Rol } from '#shared/domain/permisos.ts';

const estados: Record<Estado, string> = {
  esperada: 'Esperada', acopiada: 'Recibida', digitalizada: 'Digitalizada', redigitalizar: 'Repetir escaneo', por_identificar: 'Por identificar', en_captura: 'En captura',
  discrepancia: 'Discrepancia', verificada: 'Verificada', sin_acta: 'Sin acta', fuera_de_catalogo: 'Fuera de catálogo', cotejada: 'Cotejada', empaquetada: 'Empaquetada',
};

const roles: Record<Rol, string> = {
  acopiador: 'Acopio', digitalizador: 'Digitalización', capturista: 'Captura', verificador: 'Verificación', cotejador: 'Cotejo', supervisor: 'Supervisión', coordinador: 'Coordinación', tecnico: 'Técnico', observador: 'Observación',
};

const motivosSinActa: Record<MotivoSinActa, string> = {
  casilla_no_instalada: 'La casilla no se instaló',
  paquete_no_entregado: 'El paquete no se entregó',
  paquete_sin_bolsa: 'El paquete llegó sin la bolsa del PREP',
};

const observaciones: Record<Observacion, string> = {
  excede_lista_nominal: 'Excede lista nominal',
  algun_ilegible_o_sin_dato: 'Algún campo ilegible o sin dato',
  todos_ilegibles_o_sin_dato: 'Todos los campos ilegibles o sin dato',
  sin_acta_casilla_no_instalada: 'Sin acta: casilla no instalada',
  sin_acta_paquete_no_entregado: 'Sin acta: paquete no entregado',
  sin_acta_paquete_sin_bolsa: 'Sin acta: paquete sin bolsa',
  fuera_de_catalogo: 'Fuera de catálogo',
};

const elecciones: Record<TipoEleccion, string> = { GUB: 'Gubernatura', DIP_LOC: 'Diputaciones locales', AYUN: 'Ayuntamientos' };

/** The names of what the PREP speaks of. */
export const nombres = {
  estados, roles, motivosSinActa, observaciones, elecciones,
  contabilizada: { 0: 'No se contabiliza', 1: 'Se contabiliza', 2: 'Fuera de catálogo' },
  valores: { ilegible: 'Ilegible', sin_dato: 'Sin dato', no_aplica: 'No aplica' },
} as const;
