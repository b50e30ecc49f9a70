import { HASH_CERO } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { LoteLeido } from './lote.ts';

type Inicio = DatosEvento<'estacion.iniciada'>;

/** The same epoca, CATD and package as its lote says, at the first place or right after what it inherited. */
const esDeEste = (datos: Inicio, { cabecera, certificado, eventos }: LoteLeido): boolean => {
  const { seq, previo } = eventos[0]!.evento;
  const enSuLugar = datos.hereda === undefined ? seq === 1 : seq === datos.hereda.hasta + 1 && previo === datos.hereda.cabeza;
  return enSuLugar && datos.epoca === cabecera.epoca && datos.catd === certificado.catd && datos.paquete === cabecera.paquete;
};

/**
 * What a proved lote says of the beginning of its epoca: an epoca begins with its lote's first event and nowhere else, and
 * says what the lote says. Gives what that event says; null where the epoca does not begin with this lote. Throws AppError
 * lote_cadena, lote_esquema.
 */
export const exigirInicio = (lote: LoteLeido): Inicio | null => {
  const primero = lote.eventos[0]!.evento;
  if (primero.seq === 1 && primero.previo !== HASH_CERO) throw new AppError('lote_cadena', { seq: 1 });
  const fuera = lote.eventos.find(({ evento }, i) => evento.tipo === 'estacion.iniciada' && i > 0);
  if (fuera !== undefined) throw new AppError('lote_esquema', { seq: fuera.evento.seq, detalle: 'estacion.iniciada' });
  const datos = primero.tipo === 'estacion.iniciada' ? (primero.datos as Inicio) : null;
  if (datos === null ? primero.seq === 1 : !esDeEste(datos, lote)) throw new AppError('lote_esquema', { seq: primero.seq, detalle: 'estacion.iniciada' });
  return datos;
};
