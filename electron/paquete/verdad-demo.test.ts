import { describe, expect, test } from 'vitest';
import { ambitoDe, camposDe } from '#shared/domain/acta.ts';
import { problemasDeCaptura } from '#shared/domain/captura.ts';
import { clavesEnBoleta, clavesVoto } from '#shared/domain/eleccion.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import { NO_APLICA } from '#shared/domain/valor.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import { paqueteDemo } from './demo.ts';
import { verdadDemo } from './verdad-demo.ts';

const paquete = paqueteDemo();
const verdad = verdadDemo(paquete, 7);
const filas = verdad.flatMap((v) => v.filas);
const eleccionDe = (clave: string) => {
  const acta = paquete.actas.find((a) => a.clave === clave)!;
  return { acta, casilla: paquete.casillas.find((c) => c.clave === acta.casilla)!, eleccion: paquete.elecciones.find((e) => e.id === acta.eleccion)! };
};

describe('verdadDemo', () => {
  test('the same seed, the same vote; another seed, another', () => {
    expect(verdadDemo(paquete, 7)).toEqual(verdad);
    expect(verdadDemo(paquete, 8)).not.toEqual(verdad);
  });

  test('every acta of the catalogue once', () => {
    const claves = filas.filter((f) => f.contabilizada !== 2).map((f) => f.claveActa);
    expect(claves.sort()).toEqual(paquete.actas.map((a) => a.clave).sort());
  });

  test('every kind of outcome happens', () => {
    const textos = new Set(filas.map((f) => f.observaciones));
    expect(textos.size).toBe(8);
  });

  test('what it says is what the decision table gives', () => {
    for (const fila of filas) {
      if (fila.contabilizada === 2) continue;
      const { acta, casilla, eleccion } = eleccionDe(fila.claveActa);
      const e = evaluar({
        identificada: true, sinActa: fila.sinActa, valores: fila.valores, claves: clavesVoto(eleccion), listaNominal: acta.listaNominal,
        representantes: acta.representantes, tipoCasilla: casilla.tipo, maximoBoletasEspecial: eleccion.maximoBoletasEspecial, excedeCombinada: 'sola',
      });
      expect({ clave: fila.claveActa, o: e.observaciones, c: e.contabilizada, n: e.calculado })
        .toEqual({ clave: fila.claveActa, o: leerObservaciones(fila.observaciones), c: fila.contabilizada, n: fila.calculado });
    }
  });

  test('every row can be captured as it is', () => {
    for (const fila of filas.filter((f) => f.contabilizada !== 2 && f.sinActa === null)) {
      const { casilla, eleccion } = eleccionDe(fila.claveActa);
      const enBoleta = clavesEnBoleta(eleccion, ambitoDe(eleccion, casilla));
      const valores = Object.fromEntries(Object.entries(fila.valores).filter(([clave, v]) => v !== NO_APLICA || enBoleta.has(clave)));
      const campos = camposDe(eleccion, casilla);
      const conCabecera = { ...Object.fromEntries(campos.filter((c) => c.grupo === 'cabecera').map((c) => [c.clave, NO_APLICA])), ...valores };
      expect(problemasDeCaptura(campos, conCabecera)).toEqual([]);
    }
  });
});
