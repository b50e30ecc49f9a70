import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { crearConsolidador, type Consolidado } from '#shared/domain/consolidado.ts';
import type { Candidatura, Eleccion } from '#shared/domain/eleccion.ts';
import { cuentaEnPorcentaje } from '#shared/domain/inconsistencias.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import { DATOS, hayDatos, QROO19, QROO19_CANDIDATURAS } from '#tests/datos.ts';
import { leerArchivoCandidaturas, leerUnaEleccion } from './leer-archivo.ts';

type Json = Record<string, string | number>;
const sitio = (archivo: string): Json[] => (JSON.parse(readFileSync(`${DATOS}qroo2019/sitio/${archivo}.json`, 'utf8')) as { json: Json[] }).json;
const consolidar = async (): Promise<Consolidado> => {
  const { cabecera, filas } = await leerUnaEleccion(QROO19);
  const eleccion: Eleccion = { id: 'DIP_LOC', titulo: cabecera.titulo, ambito: 'distrito', columnas: [...cabecera.columnas], boletas: {}, maximoBoletasEspecial: 1000 };
  const candidaturas = (await leerArchivoCandidaturas(QROO19_CANDIDATURAS)).map((c): Candidatura => ({ ...c, eleccion: 'DIP_LOC' }));
  const consolidador = crearConsolidador(eleccion, { ultimoCorte: true, candidaturas });
  for (const f of filas) consolidador.agregar({ ...f, ambito: f.ambito?.id ?? '', enPorcentaje: cuentaEnPorcentaje(leerObservaciones(f.observaciones) ?? []) });
  return consolidador.resultado();
};

/** Names of the site for ours: lower case, `C_PAN_PRD` as `pan_prd`, all independents in one. */
const PARTIDOS = ['PAN', 'PRI', 'PRD', 'PVEM', 'PT', 'MC', 'MORENA', 'MAS', 'CQROO', 'PESQROO'];
const claveSitio = (clave: string): string => {
  if (clave.startsWith('CAND_IND')) return 'cand_ind';
  return clave === 'NO_REGISTRADAS' ? 'no_registrados' : clave.replace(/^C_/, '').toLowerCase();
};
const comoSitio = (lineas: readonly { clave: string; n: number }[]): Record<string, number> => {
  const suma: Record<string, number> = {};
  for (const { clave, n } of lineas) suma[claveSitio(clave)] = (suma[claveSitio(clave)] ?? 0) + n;
  return suma;
};
const deJson = (json: Json, claves: readonly string[]): Record<string, number> => Object.fromEntries(claves.map((c) => [c, Number(json[c] ?? 0)]));

describe.skipIf(!hayDatos)('Quintana Roo 2019 against every figure of its results site', async () => {
  const r = hayDatos ? await consolidar() : null;
  const distrito = (id: number): Consolidado['ambitos'][number] | undefined => r?.ambitos.find((a) => a.id === String(id));

  test('the view by party of the 15 districts and of the state: the coalition split of the law', () => {
    const distritos = sitio('distrito_votos_pp_ci');
    expect(distritos).toHaveLength(15);
    for (const json of distritos) {
      const nuestro = comoSitio((distrito(Number(json['id_distrto']))?.porPartido ?? []).map((l) => ({ clave: l.clave, n: l.total })));
      expect(nuestro).toEqual(deJson(json, Object.keys(nuestro)));
      expect(Object.keys(nuestro)).toHaveLength(PARTIDOS.length + 3);
    }
    const estado = comoSitio((r?.entidad.porPartido ?? []).map((l) => ({ clave: l.clave, n: l.total })));
    for (const json of sitio('entidad_pp_ci')) if (json['partido'] !== 'total') expect([json['partido'], estado[String(json['partido'])]]).toEqual([json['partido'], json['votos']]);
  });

  test('the view by candidacy of the 15 districts and of the state, where coalitions differ by district', () => {
    for (const json of sitio('distrito_votos_candidatura')) {
      const nuestro = comoSitio((distrito(Number(json['id_distrito']))?.porCandidatura ?? []).map((l) => ({ clave: l.clave, n: l.votos })));
      for (const [clave, n] of Object.entries(nuestro)) expect([json['id_distrito'], clave, n]).toEqual([json['id_distrito'], clave, Number(json[clave] ?? 0)]);
      expect(distrito(Number(json['id_distrito']))?.total).toBe(Number(json['total']));
    }
    const estado = comoSitio((r?.entidad.porCandidatura ?? []).map((l) => ({ clave: l.clave, n: l.votos })));
    const [json] = sitio('entidad');
    for (const [clave, n] of Object.entries(estado)) expect([clave, n]).toEqual([clave, Number(json?.[clave] ?? 0)]);
  });

  test('actas and lista nominal of each district', () => {
    for (const json of sitio('distrito_votos_pp_ci')) {
      expect(distrito(Number(json['id_distrto']))?.cifras).toMatchObject({
        actasEsperadas: json['esperadas'], actasCapturadas: json['capturadas'], actasContabilizadas: json['contabilizadas'], listaNominalContabilizadas: json['ln_contabilizadas'],
      });
    }
  });

  test('every sección of every district', () => {
    let secciones = 0;
    for (let id = 1; id <= 15; id++) {
      for (const json of sitio(`distrito_${id}_seccion_casilla`)) {
        const nuestra = r?.secciones.find((s) => s.id === `${id}/${String(json['id_seccion']).padStart(4, '0')}`);
        expect([id, json['id_seccion'], nuestra?.total, nuestra?.cifras.actasContabilizadas]).toEqual([id, json['id_seccion'], Number(json['total']), json['contabilizadas']]);
        const columnas = comoSitio((nuestra?.columnas ?? []).map((l) => ({ clave: l.clave, n: l.votos })));
        expect(columnas).toEqual(deJson(json, Object.keys(columnas)));
        secciones += 1;
      }
    }
    expect(secciones).toBe(r?.secciones.length);
  });
});
