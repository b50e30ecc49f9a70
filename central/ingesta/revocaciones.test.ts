import { expect, test } from 'vitest';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { firmarDocumento, TIPO_PAQUETE, TIPO_REVOCACIONES } from '#shared/sync/firma.ts';
import { leerRevocaciones, type Revocaciones } from './revocaciones.ts';

const opl = crearFirmante(nuevaLlave());
const paqueteSha = 'a'.repeat(64);
const lista = (firmante = opl, tipo = TIPO_REVOCACIONES, cambios = {}): string =>
  JSON.stringify(firmarDocumento(firmante, tipo, JSON.stringify({ paquete: paqueteSha, hora: '2027-06-06T20:00:00-06:00', revocadas: ['C1-A'], ...cambios })));
const leer = (texto: string): Revocaciones => leerRevocaciones(criptoNode, texto, { llaveOpl: opl.llave, paqueteSha });

test('the OPL\'s list is taken', () => {
  expect(leer(lista()).revocadas).toEqual(['C1-A']);
});

test.each([
  ['not JSON', 'C1-A'],
  ['signed by another key', lista(crearFirmante(nuevaLlave()))],
  ['the OPL\'s signature of another kind of document', lista(opl, TIPO_PAQUETE)],
  ['of another election', lista(opl, TIPO_REVOCACIONES, { paquete: 'b'.repeat(64) })],
  ['without its list', lista(opl, TIPO_REVOCACIONES, { revocadas: undefined })],
])('refused: %s', (_nombre, texto) => {
  expect(() => leer(texto)).toThrow(expect.objectContaining({ codigo: 'revocaciones_invalidas' }) as Error);
});
