import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { crearRedInsistente } from './red-insistente.ts';
import type { RedCentral } from './red-central.ts';

type Respuesta = Awaited<ReturnType<RedCentral['enviarLote']>>;
const acuse = (documento: string): Respuesta => ({ tipo: 'acuse', documento });
const NO_HAY = (): never => { throw new Error('not asked in these tests'); };

/** A road whose answers the test gives, and a clock that only the test moves. */
const montar = (esperaLoteMs: number | null = 2_000) => {
  const pedidas: { readonly bien: (r: Respuesta) => void; readonly mal: (e: Error) => void }[] = [];
  const citas = new Set<{ readonly ms: number; readonly hacer: () => void }>();
  let descontados = 0;
  const red = crearRedInsistente({
    enviarLote: () => new Promise((bien, mal) => { pedidas.push({ bien, mal }); }),
    avanceImagen: NO_HAY, enviarParte: NO_HAY, saludar: NO_HAY, alPedirPresentacion: NO_HAY, cancelar: NO_HAY,
  }, {
    ritmo: { esperaLoteMs: () => esperaLoteMs },
    limite: { descontar: (bytes) => { descontados += bytes; } },
    tiempo: {
      despues: (ms, hacer) => {
        const cita = { ms, hacer };
        citas.add(cita);
        return () => citas.delete(cita);
      },
    },
  });
  return {
    red, pedidas, citas: () => [...citas].map((c) => c.ms), descontados: () => descontados,
    vencer: (): void => { for (const cita of [...citas]) if (citas.delete(cita)) cita.hacer(); },
  };
};

test('a lote that is late goes again by another connection, and the first answer counts', async () => {
  const m = montar();
  const respuesta = m.red.enviarLote(new Uint8Array(1_700));
  expect([m.pedidas.length, m.citas()]).toEqual([1, [2_000]]);
  m.vencer();
  expect([m.pedidas.length, m.descontados()]).toEqual([2, 1_700]);
  m.pedidas[1]!.bien(acuse('de la segunda'));
  expect(await respuesta).toEqual(acuse('de la segunda'));
  // The one that was late is answered too, or dies: nobody hears of it.
  m.pedidas[0]!.mal(new AppError('central_inalcanzable', { detalle: 'tarde' }));
  await new Promise(setImmediate);
});

test('one that is answered in its time, or fails in it, does not go again', async () => {
  const a = montar();
  const bien = a.red.enviarLote(new Uint8Array(100));
  a.pedidas[0]!.bien(acuse('a tiempo'));
  expect(await bien).toEqual(acuse('a tiempo'));
  await new Promise(setImmediate);
  a.vencer();
  expect(a.pedidas).toHaveLength(1);

  const b = montar();
  const mal = b.red.enviarLote(new Uint8Array(100));
  b.pedidas[0]!.mal(new AppError('red_portal'));
  await expect(mal).rejects.toThrow('red_portal');
  await new Promise(setImmediate);
  b.vencer();
  expect(b.pedidas).toHaveLength(1);
});

test('while one of the two is on its way the other one may fail', async () => {
  const m = montar();
  const respuesta = m.red.enviarLote(new Uint8Array(100));
  m.vencer();
  m.pedidas[0]!.mal(new AppError('central_inalcanzable', { detalle: 'cortada' }));
  await new Promise(setImmediate);
  m.pedidas[1]!.bien(acuse('de la segunda'));
  expect(await respuesta).toEqual(acuse('de la segunda'));

  const ambas = montar();
  const ninguna = ambas.red.enviarLote(new Uint8Array(100));
  ambas.vencer();
  for (const p of ambas.pedidas) p.mal(new AppError('central_inalcanzable', { detalle: 'cortada' }));
  await expect(ninguna).rejects.toThrow('central_inalcanzable');
});

test('a large lote does not go twice, nor any while the link is not known', () => {
  const m = montar();
  void m.red.enviarLote(new Uint8Array(50_000));
  expect([m.pedidas.length, m.citas()]).toEqual([1, []]);
  const nueva = montar(null);
  void nueva.red.enviarLote(new Uint8Array(100));
  expect([nueva.pedidas.length, nueva.citas()]).toEqual([1, []]);
});
