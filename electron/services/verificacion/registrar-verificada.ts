import type { Diario } from '#electron/station/puertos.ts';
import type { ActaGuardada } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { TipoCasilla } from '#shared/domain/casilla.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import type { Valores } from '#shared/domain/valor.ts';

type Verificada = DatosEvento<'acta.verificada'>;
export type NuevaVerificada = {
  readonly acta: ActaGuardada;
  readonly via: Verificada['via'];
  readonly valores: Valores;
  readonly actor: string;
  readonly puesto: string;
  /** FECHA_HORA_CAPTURA: the first capture of this cycle. */
  readonly horaCaptura: string;
  readonly capturistas: readonly string[];
  readonly verificador: string | null;
  readonly motivo: string | null;
};
/** Registers `acta.verificada` with its evaluation. Must run inside a transaction. */
export type RegistrarVerificada = (nueva: NuevaVerificada) => Evento;

/** What the paper is when nobody said so at the acopio (LEEME 2024: TIPO_DOCUMENTO). */
const documentoDe = (tipo: TipoCasilla): Verificada['tipoDocumento'] => {
  if (tipo === 'M') return 'ACTA VRME';
  if (tipo === 'A') return 'ACTA VA';
  return tipo === 'P' || tipo === 'V' ? 'ACTA VPPP' : 'ACTA PREP';
};

/** The milestone of an acta: all that is published of it, in one event, with its evaluation (domain: 8(c)). */
export const crearRegistroVerificada = (diario: Diario, imagenes: RepositorioImagenes, catalogo: Catalogo): RegistrarVerificada => (n) => {
  const { casilla, eleccion } = catalogo.detalle(n.acta.clave);
  const imagen = n.acta.imagen === null ? null : imagenes.porNombre(n.acta.imagen);
  if (imagen === null) throw new Error(`acta ${n.acta.clave} is verified without an image`);
  const valores = { ...n.valores };
  const { observaciones, contabilizada, calculado } = evaluar({ ...catalogo.limiteDe(n.acta.clave), identificada: true, sinActa: null, valores });
  return diario.registrar({
    tipo: 'acta.verificada', acta: n.acta.clave, actor: n.actor, puesto: n.puesto,
    datos: {
      eleccion: eleccion.id, ciclo: n.acta.ciclo, via: n.via, valores, evaluacion: { observaciones: [...observaciones], contabilizada, calculado },
      imagen: imagen.imagen, bytes: imagen.bytes, origen: imagen.origen, digitalizacion: imagen.digitalizacion,
      tipoDocumento: n.acta.tipoDocumento ?? documentoDe(casilla.tipo), mecanismoTraslado: n.acta.mecanismo ?? '',
      horaAcopio: n.acta.horaAcopio, horaCaptura: n.horaCaptura, horaVerificacion: diario.horaAhora(),
      capturistas: [...n.capturistas], verificador: n.verificador, motivo: n.motivo,
    },
  });
};
