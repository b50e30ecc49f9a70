import { expect, test } from 'vitest';
import { crearRepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import { crearRepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import { abrirBase, cerrarBase } from '#electron/db/open-database.ts';
import { migrar } from '#electron/db/migrate.ts';
import { MIGRACIONES } from '#electron/db/migrations/index.ts';
import { contarPendientes } from './pendientes.ts';

test('what was never sent, or the central lost, waits to be sent: only what it refused needs a person', () => {
  const base = abrirBase(':memory:');
  try {
    migrar(base, MIGRACIONES, '');
    const [acuses, estado] = [crearRepositorioAcuses(base), crearRepositorioTransmision(base)];
    const { porAtender } = contarPendientes({ estado, ultimo: () => 100, epocaDe: () => 'la-epoca', estacion: 'C1-A', dicho: () => ({}) });
    // A range that went by USB came back before those before it went at all; then the central lost one of them.
    acuses.acusar({ desde: 51, hasta: 100 }, 'a', 'acuse', '');
    acuses.marcarPerdido(51);
    expect(estado.rechazados().map((r) => r.codigo)).toEqual(['sin_enviar', 'central_sin_datos']);
    expect(porAtender([])).toEqual([]);
    estado.guardarRechazo({ desde: 101, hasta: 120, loteSha: 'b', codigo: 'estacion_revocada', hora: '' });
    expect(porAtender([])).toEqual([{ que: 'lote', cuantos: 1, motivo: 'El OPL retiró la confianza a la estación C1-A: ya no se le recibe nada. Avise al coordinador.' }]);
  } finally {
    cerrarBase(base);
  }
});
