import { gzipSync } from 'node:zlib';
import { v7 } from 'uuid';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { HASH_CERO, hashEvento, textoEvento, type Evento } from '#shared/domain/evento.ts';
import { EVENTOS, type DatosEvento, type TipoEvento } from '#shared/domain/eventos.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CERTIFICADO, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { escribirLote, type Asiento } from '#shared/sync/lote.ts';

export type OpcionesBitacora = {
  readonly opl: Firmante;
  readonly paqueteSha: string;
  readonly epoca?: string;
  readonly estacion?: string;
  readonly catd?: string;
  readonly firmante?: Firmante;
  readonly certificado?: { readonly desde?: string; readonly hasta?: string };
  readonly modo?: 'jornada' | 'simulacro';
  /** The journal that this one goes on from. */
  readonly hereda?: { readonly epoca: string; readonly asientos: readonly Asiento[] };
};

/**
 * A journal written by hand, to say to the central what a real station never would. Starts with `estacion.iniciada`.
 * Hours go up by a second with each event from `hora`.
 */
export const crearBitacoraDePrueba = (o: OpcionesBitacora) => {
  const epoca = o.epoca ?? v7();
  const estacion = o.estacion ?? 'C1-A';
  const catd = o.catd ?? 'C1';
  const firmante = o.firmante ?? crearFirmante(nuevaLlave());
  const certificado: DocumentoFirmado = firmarDocumento(o.opl, TIPO_CERTIFICADO, JSON.stringify({
    estacion, catd, llave: firmante.llave, desde: o.certificado?.desde ?? '2027-06-01T00:00:00-06:00', hasta: o.certificado?.hasta ?? '2027-06-30T00:00:00-06:00',
  }));
  // After a relief the journal goes on from what it inherited.
  const asientos: Asiento[] = [...(o.hereda?.asientos ?? [])];
  let hora = Date.parse('2027-06-06T20:00:00-06:00');
  const hashDe = (seq: number): string => (seq === 0 ? HASH_CERO : asientos[seq - 1]!.hash);

  const agregar = <T extends TipoEvento>(tipo: T, datos: DatosEvento<T>, acta?: string): Asiento => {
    hora += 1000;
    const evento: Evento = {
      seq: asientos.length + 1, id: v7(), tipo, version: EVENTOS[tipo].version, ...(acta === undefined ? {} : { acta }), actor: 'ana', puesto: 'p1',
      hora: new Date(hora - 6 * 3_600_000).toISOString().replace('Z', '-06:00'), datos, previo: hashDe(asientos.length),
    };
    const texto = textoEvento(evento);
    const asiento = { seq: evento.seq, texto, hash: hashEvento(criptoNode, evento.previo, texto) };
    asientos.push(asiento);
    return asiento;
  };
  const hereda = o.hereda === undefined ? {} : { hereda: { epoca: o.hereda.epoca, estacion: 'C1-A', hasta: asientos.length, cabeza: hashDe(asientos.length), solicita: 'coordina', confirma: 'supervisa' } };
  agregar('estacion.iniciada', { epoca, estacion, catd, paquete: o.paqueteSha, version: '0.0.0-prueba', modo: o.modo ?? 'simulacro', ...hereda });

  /** The lote of a range of one epoca, both ends included (default: all of it), as text. */
  const texto = (desde = 1, hasta = asientos.length): string =>
    escribirLote(firmante, { paquete: o.paqueteSha, epoca: o.hereda !== undefined && hasta <= o.hereda.asientos.length ? o.hereda.epoca : epoca, previo: hashDe(desde - 1), certificado, asientos: asientos.slice(desde - 1, hasta) });
  return {
    epoca, estacion, firmante, certificado, asientos, agregar, texto,
    /** A lote as it travels. */
    lote: (desde?: number, hasta?: number): Uint8Array => gzipSync(texto(desde, hasta)),
    /** Sets the hour of the next event. */
    alas: (iso: string): void => void (hora = Date.parse(iso) - 1000),
  };
};
export type BitacoraDePrueba = ReturnType<typeof crearBitacoraDePrueba>;
