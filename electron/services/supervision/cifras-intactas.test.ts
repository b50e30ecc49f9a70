import { afterEach, expect, test } from 'vitest';
import { crearEstacionDePrueba, valorDe, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Metodo } from '#shared/api/metodo.ts';
import { PIN_DE_PRUEBA } from '#tests/paquete-de-prueba.ts';

const GUB = '990010B0100A02';
let p: EstacionDePrueba;
afterEach(() => p.cerrar());

/** The two captures of the same acta as the journal has them, and what was verified of it. */
const cifras = (): string[] =>
  p.estacion.bitacora.leer(1, 1000).map((a) => a.texto).filter((t) => /"tipo":"(captura\.registrada|acta\.verificada)"/.test(t) && t.includes(`"acta":"${GUB}"`));

const COMANDOS = Object.entries(contratoEstacion as Record<string, Metodo>).filter(([nombre, m]) => m.clase === 'command' && !nombre.startsWith('sesion.'));

test('no command edits a captured value: whoever gives it, whatever it is given, the figures stay as two people typed them', async () => {
  p = await crearEstacionDePrueba();
  await p.digitalizar(GUB);
  for (const quien of ['capturista', 'capturista2']) {
    const captura = await p.entrar(quien);
    await valorDe(captura['captura.siguiente']({}));
    await valorDe(captura['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }));
  }
  const antes = cifras();
  expect(antes).toHaveLength(3);
  const bandeja = await valorDe((await p.entrar('digitalizador'))['digitalizacion.bandeja']({}));
  const imagen = bandeja.imagenes[0]?.imagen ?? '';
  const otros = p.valores(GUB, { SOL: 999 });
  const base = {
    acta: GUB, actas: [GUB], imagen, ciclo: 1, valores: otros, eleccion: 'GUB', mecanismoTraslado: '', tipoDocumento: 'ACTA PREP', codigo: GUB, texto: GUB, nota: null,
    escaner: 'virtual', clase: 'persona', id: 'capturista3', persona: 'capturista3', roles: ['capturista'], puesto: 'puesto-9',
  };
  const motivos = ['Se intenta cambiar una cifra', 'paquete_sin_bolsa', null];
  for (const usuario of p.paquete.usuarios.map((u) => u.id)) {
    // `todo` has every role at once: the widest door that there is.
    if (usuario !== 'todo' && usuario !== 'coordinador' && usuario !== 'supervisor') continue;
    const entrada = await p.anonimo['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA });
    if (!entrada.ok) throw new Error(entrada.error.codigo);
    for (const [metodo, { entrada: forma }] of COMANDOS) {
      for (const motivo of motivos) {
        const datos = { ...base, motivo };
        if (forma.safeParse(datos).success) await p.estacion.despachar({ metodo, entrada: datos, sesion: entrada.valor.sesion, puesto: 'puesto-1' });
      }
    }
  }
  // What was typed is still there, byte by byte, and nothing was added under the same cycle.
  const despues = cifras();
  expect(despues.slice(0, antes.length)).toEqual(antes);
  expect(despues.slice(antes.length).filter((t) => /"ciclo":1[,}]/.test(t))).toEqual([]);
  const publicadas = p.estacion.bitacora.leer(1, 1000).map((a) => a.texto).filter((t) => t.includes('"SOL":999') && t.includes('"tipo":"acta.verificada"'));
  expect(publicadas).toEqual([]);
});
