import { criptoNode, crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { HASH_CERO, hashEvento, textoEvento, type Evento } from '#shared/domain/evento.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from './firma.ts';
import { escribirLote, leerLote, type Asiento } from './lote.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const opl = crearFirmante(nuevaLlave());
const estacion = crearFirmante(nuevaLlave());
const certificado = firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({
  estacion: 'CATD01-A', catd: 'CATD01', llave: estacion.llave, desde: '2027-06-01T00:00:00-06:00', hasta: '2027-06-30T00:00:00-06:00',
}));

const asientos = (n: number): Asiento[] => {
  let previo = HASH_CERO;
  return Array.from({ length: n }, (_, i) => {
    const evento: Evento = {
      seq: i + 1, id: `01890a5d-ac96-774b-bcce-${String(i).padStart(12, '0')}`, tipo: 'acta.sin_acta_solicitada', version: 1, acta: '210001B0100A02',
      actor: 'ñandú', puesto: 'p1', hora: '2027-06-06T20:00:00-06:00', datos: { motivo: 'paquete_sin_bolsa' }, previo,
    };
    const texto = textoEvento(evento);
    previo = hashEvento(criptoNode, previo, texto);
    return { seq: evento.seq, texto, hash: previo };
  });
};

const lote = (lista: readonly Asiento[], previo = HASH_CERO): string =>
  escribirLote(estacion, { paquete: 'a'.repeat(64), epoca: 'epoca-1', previo, certificado, asientos: lista });

const codigoDe = (fn: () => unknown): string => {
  try {
    fn();
    return 'ninguno';
  } catch (error) {
    if (error instanceof AppError) return error.codigo;
    throw error;
  }
};

describe('lote', () => {
  test('what was written is read back with its proof', () => {
    const leido = leerLote(criptoNode, lote(asientos(5)), opl.llave);
    expect(leido.eventos.map((e) => e.evento.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(leido.certificado.estacion).toBe('CATD01-A');
    expect(leido.cabecera.cabeza).toBe(leido.eventos[4]!.hash);
  });

  test('a lote from the middle of the journal starts from the hash before it', () => {
    const todos = asientos(6);
    expect(leerLote(criptoNode, lote(todos.slice(3), todos[2]!.hash), opl.llave).cabecera.desde).toBe(4);
  });

  test('no single changed character is accepted', () => {
    const bueno = lote(asientos(3));
    fc.assert(fc.property(fc.nat(bueno.length - 1), fc.constantFrom('0', 'x', '"', '\n'), (i, c) => {
      fc.pre(bueno[i] !== c);
      return codigoDe(() => leerLote(criptoNode, bueno.slice(0, i) + c + bueno.slice(i + 1), opl.llave)) !== 'ninguno';
    }), { numRuns: 200 });
  });

  test('cut short at any place it is refused', () => {
    const bueno = lote(asientos(2));
    fc.assert(fc.property(fc.nat(bueno.length - 1), (n) => codigoDe(() => leerLote(criptoNode, bueno.slice(0, n), opl.llave)) !== 'ninguno'), { numRuns: 100 });
  });

  test('a broken chain signed by the station itself is named by its place', () => {
    const lista = asientos(4);
    expect(codigoDe(() => leerLote(criptoNode, lote([lista[0]!, lista[1]!, lista[3]!]), opl.llave))).toBe('lote_cadena');
    expect(codigoDe(() => leerLote(criptoNode, lote(lista, 'f'.repeat(64)), opl.llave))).toBe('lote_cadena');
  });

  test('a station that the OPL did not certify is unknown', () => {
    expect(codigoDe(() => leerLote(criptoNode, lote(asientos(1)), crearFirmante(nuevaLlave()).llave))).toBe('estacion_desconocida');
  });

  test('an event outside the catalogue is refused even with a good signature', () => {
    const [bueno] = asientos(1);
    const texto = bueno!.texto.replace('acta.sin_acta_solicitada', 'acta.regalada');
    expect(codigoDe(() => leerLote(criptoNode, lote([{ seq: 1, texto, hash: hashEvento(criptoNode, HASH_CERO, texto) }]), opl.llave))).toBe('lote_esquema');
  });
});
