import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { proyeccionesYReconstruccion } from '#tests/proyecciones.ts';
import { ESTADOS } from '#shared/domain/estados.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

/** Numbers from 0 to 1 that a seed decides. */
const azarDe = (semilla: number) => {
  let s = semilla >>> 0;
  return (n: number): number => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return Math.floor((s / 2 ** 32) * n);
  };
};

/** One thing that somebody does, allowed or not: what is refused must change nothing. */
const paso = async (p: EstacionDePrueba, gente: Record<string, ClienteEstacion>, azar: (n: number) => number): Promise<void> => {
  const actas = p.paquete.actas.slice(0, 8).map((a) => a.clave);
  const una = <T>(lista: readonly T[]): T => lista[azar(lista.length)]!;
  const acta = una(actas);
  const quien = una(['capturista', 'capturista2', 'capturista3']);
  const imagenes = async (): Promise<string[]> => {
    const r = await gente['digitalizador']!['digitalizacion.bandeja']({});
    return r.ok ? r.valor.imagenes.map((i) => i.imagen) : [];
  };
  const capturar = async (c: ClienteEstacion): Promise<void> => {
    const r = await c['captura.siguiente']({});
    if (!r.ok || !r.valor.trabajo) return;
    const { acta: clave, ciclo } = r.valor.trabajo;
    await c['captura.guardar']({ acta: clave, ciclo, valores: p.valores(clave, azar(3) === 0 ? { ALBA: azar(600), RIO: 'sin_dato' } : {}) });
  };
  const pasos: (() => Promise<unknown>)[] = [
    () => gente['acopiador']!['acopio.registrar']({ acta, mecanismoTraslado: una(['', 'D', 'F', 'I'] as const), tipoDocumento: 'ACTA PREP' }),
    () => gente['acopiador']!['acopio.solicitarSinActa']({ acta, motivo: 'paquete_sin_bolsa' }),
    () => gente['supervisor']!['acopio.confirmarSinActa']({ acta }),
    () => gente['supervisor']!['acopio.retirarSinActa']({ acta }),
    () => p.escanear(hojaDePrueba(escribirEtiqueta(p.paquete.id, acta), String(azar(3)))),
    () => p.escanear(hojaDePrueba(azar(2) === 0 ? null : 'otra cosa', String(azar(4)))),
    () => p.escanear(Buffer.from(azar(2) === 0 ? 'CORTADA' : 'no es imagen')),
    () => capturar(gente[quien]!),
    () => capturar(gente[quien]!),
    () => capturar(gente[quien]!),
    async () => {
      const r = await gente['verificador']!['verificacion.siguiente']({});
      if (r.ok && r.valor.trabajo) await gente['verificador']!['verificacion.resolver']({ acta: r.valor.trabajo.acta, ciclo: r.valor.trabajo.ciclo, valores: r.valor.trabajo.capturas[azar(2)]!, motivo: null });
    },
    async () => gente['verificador']!['digitalizacion.identificar']({ imagen: una(await imagenes()), acta }),
    async () => gente['verificador']!['digitalizacion.declararFuera']({ imagen: una(await imagenes()), eleccion: 'GUB' }),
    async () => gente['digitalizador']!['digitalizacion.rechazar']({ imagen: una(await imagenes()), motivo: 'se ve borrosa' }),
    async () => {
      const cotejador = gente[una(['cotejador', 'cotejador2'])]!;
      const r = await cotejador['cotejo.siguiente']({});
      if (r.ok && r.valor.trabajo) await (azar(4) === 0 ? cotejador['cotejo.pedirRecaptura']({ acta: r.valor.trabajo.acta, motivo: 'no coincide' }) : cotejador['cotejo.aceptar']({ acta: r.valor.trabajo.acta }));
    },
    () => gente['acopiador']!['empaquetado.cerrarCaja']({ actas: [acta] }),
  ];
  p.reloj.adelantar(azar(20) === 0 ? -3_600_000 : azar(30_000));
  await una(pasos)();
};

describe('projections', () => {
  test('whatever people do, the chain holds and the journal makes the same rows again', async () => {
    const estados = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.integer(), async (semilla) => {
      const p = await crearEstacionDePrueba();
      try {
        const nombres = ['acopiador', 'digitalizador', 'supervisor', 'capturista', 'capturista2', 'capturista3', 'verificador', 'cotejador', 'cotejador2'];
        const gente = Object.fromEntries(await Promise.all(nombres.map(async (n) => [n, await p.entrar(n)] as const)));
        const azar = azarDe(semilla);
        for (let i = 0; i < 160; i++) {
          await paso(p, gente, azar);
          const { porEstado } = await valorDe(gente['supervisor']!['tablero.resumen']({}));
          for (const [estado, n] of Object.entries(porEstado)) if (n > 0) estados.add(estado);
        }
        await p.estacion.cerrar();
        const { antes, despues, eventos } = proyeccionesYReconstruccion(p.carpeta, p.paquete);
        expect(despues).toEqual(antes);
        expect(eventos).toBeGreaterThan(50);
        await p.reabrir();
        expect(await p.estacion.verificarImagenes()).toEqual([]);
      } finally {
        await p.cerrar();
      }
    }), { numRuns: 6, seed: 7 });
    // The walk is worth something only if it goes everywhere.
    expect([...estados].sort()).toEqual([...ESTADOS].sort());
  });

  test('a value that the disk changed inside a row is put right from the journal at opening, and told', async () => {
    const p = await crearEstacionDePrueba();
    try {
      const acta = p.paquete.actas[0]!.clave;
      const acopiador = await p.entrar('acopiador');
      // A paper without its name, which a person gave it: the row of its folio names the acta.
      const { folio } = await valorDe(acopiador['acopio.sinIdentificar']({ nota: null }));
      await p.escanear(hojaDePrueba(null, 'sin nombre'));
      const digitalizador = await p.entrar('digitalizador');
      const [imagen] = (await valorDe(digitalizador['digitalizacion.porIdentificar']({}))).map((i) => i.imagen);
      await valorDe(digitalizador['digitalizacion.identificar']({ imagen: imagen!, acta, folio }));
      const registradas = (): unknown[] => p.estacion.bitacora.leer(1, 1_000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: unknown }).filter((e) => e.tipo === 'proyecciones.rehechas').map((e) => e.datos);
      await p.reabrir();
      expect(registradas()).toEqual([]);
      await p.estacion.cerrar();
      const base = new Database(join(p.carpeta, 'acopio.db'));
      base.prepare("update acta set hora = '2027-06-06T23:59:00.000-06:00', mecanismo = 'X' where clave = ?").run(acta);
      base.prepare("update imagen set fuente = 'otra' where imagen = ?").run(imagen);
      base.close();
      await p.reabrir();
      expect(registradas()).toEqual([{ tablas: ['acta', 'imagen'] }]);
      await p.estacion.cerrar();
      const { antes, despues } = proyeccionesYReconstruccion(p.carpeta, p.paquete);
      expect(despues).toEqual(antes);
      await p.reabrir();
    } finally {
      await p.cerrar();
    }
  });
});
