import { ambitoDe, camposDe } from '#shared/domain/acta.ts';
import type { AmbitoRef, Casilla } from '#shared/domain/casilla.ts';
import type { LineaPartido, LineaVotos } from '#shared/domain/coaliciones.ts';
import { crearConsolidador, type Consolidado as Sumado, type Nivel, type NivelConPartidos } from '#shared/domain/consolidado.ts';
import { clavesEnBoleta, NO_REGISTRADAS, NULOS, type Candidatura, type ColumnaVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { paraEncabezado, type Consolidado } from '#central/consolidacion/filas.ts';

const NOMBRES_FIJOS: Readonly<Record<string, string>> = { [NO_REGISTRADAS]: 'Candidaturas no registradas', [NULOS]: 'Votos nulos' };

/** One place that the site shows: the entity, a district, a municipality. Percentages are exact text. */
type NivelPublicado = {
  readonly id: string;
  readonly nombre: string;
  readonly cifras: Nivel['cifras'];
  readonly total: number;
  readonly porCandidatura: readonly { clave: string; clase: ColumnaVoto['clase'] | null; nombre: string; partidos: readonly string[]; propietaria: string | null; votos: number; porcentaje: string }[];
  /** Null where the law gives no split of its own: a district of an election of the whole entity. */
  readonly porPartido: readonly { clave: string; nombre: string; propios: number; reparto: number; votos: number; porcentaje: string }[] | null;
};

const sumar = (consolidado: Consolidado, eleccion: Eleccion, candidaturas: readonly Candidatura[], ultimoCorte: boolean, ambito: (casilla: Casilla) => string): Sumado => {
  const consolidador = crearConsolidador(eleccion, { ultimoCorte, candidaturas, detalle: false });
  for (const f of consolidado.filas) {
    consolidador.agregar({
      ...paraEncabezado(f), claveActa: f.fila.claveActa, tipoActa: f.fila.tipoActa, seccion: f.fila.seccion, valores: f.fila.valores,
      ambito: f.catalogo === null ? '' : ambito(f.catalogo.casilla),
    });
  }
  return consolidador.resultado();
};

/** In an election of the whole entity a district has the same ballot and candidacies as all of it. */
const comoPorDistrito = (eleccion: Eleccion, candidaturas: readonly Candidatura[], ids: readonly string[]): { eleccion: Eleccion; candidaturas: Candidatura[] } => {
  const boleta = eleccion.boletas[''];
  return {
    eleccion: { ...eleccion, boletas: boleta === undefined ? {} : Object.fromEntries(ids.map((id) => [id, boleta])) },
    candidaturas: candidaturas.filter((c) => c.eleccion === eleccion.id && c.ambito === null).flatMap((c) => ids.map((id) => ({ ...c, ambito: id }))),
  };
};

const crearPublicador = (paquete: Paquete, eleccion: Eleccion, nombreDe: ReadonlyMap<string, string>) => {
  const columnas = new Map(eleccion.columnas.map((c) => [c.clave, c]));
  const propietarias = new Map(paquete.candidaturas.filter((c) => c.eleccion === eleccion.id).map((c) => [`${c.ambito ?? ''}/${c.clave}`, c.propietaria]));
  const nombre = (clave: string): string => NOMBRES_FIJOS[clave] ?? columnas.get(clave)?.nombre ?? clave;
  const partidosDe = (clave: string): readonly string[] => {
    const miembros = columnas.get(clave)?.miembros ?? [];
    return miembros.length > 0 ? miembros : columnas.has(clave) ? [clave] : [];
  };
  const candidatura = (ambito: string) => (l: LineaVotos): NivelPublicado['porCandidatura'][number] => {
    const partidos = partidosDe(l.clave);
    // Some lists register the coalition's candidacy under each of its parties.
    const propietaria = [l.clave, ...partidos].map((clave) => propietarias.get(`${ambito}/${clave}`)).find((p) => p !== undefined) ?? null;
    return { clave: l.clave, clase: columnas.get(l.clave)?.clase ?? null, nombre: nombre(l.clave), partidos, propietaria, votos: l.votos, porcentaje: l.porcentaje };
  };
  /** A combination is shared out among its parties, and a column that is not on the ballot has nothing to show. */
  const tieneRenglon = (ambito: string) => {
    const enBoleta = clavesEnBoleta(eleccion, ambito);
    return (l: LineaPartido): boolean => l.total > 0 || (columnas.get(l.clave)?.clase !== 'coalicion' && enBoleta.has(l.clave));
  };
  return (n: Nivel, ambito: string, partidos: NivelConPartidos['porPartido'] | null): NivelPublicado => ({
    id: n.id, nombre: n.id === '' ? paquete.entidad.nombre : nombreDe.get(n.id) ?? n.id, cifras: n.cifras, total: n.total,
    porCandidatura: n.porCandidatura.map(candidatura(ambito)),
    porPartido: partidos?.filter(tieneRenglon(ambito)).map((l) => ({ clave: l.clave, nombre: nombre(l.clave), propios: l.propios, reparto: l.reparto, votos: l.total, porcentaje: l.porcentaje })) ?? null,
  });
};

/** What the site shows of one election: the entity, each district or municipality, and the RP actas apart. */
export const resultadosDe = (paquete: Paquete, consolidado: Consolidado, ultimoCorte: boolean) => {
  const { eleccion, ambito: geografia } = consolidado;
  const lugarDe = (casilla: Casilla): AmbitoRef | null => (geografia === null ? null : casilla[geografia]);
  const lugares = new Map(consolidado.filas.flatMap((f) => (f.catalogo === null ? [] : lugarDe(f.catalogo.casilla) ?? [])).map((l) => [l.id, l.nombre]));
  const publicar = crearPublicador(paquete, eleccion, lugares);
  const sumado = sumar(consolidado, eleccion, paquete.candidaturas, ultimoCorte, (casilla) => ambitoDe(eleccion, casilla));

  const niveles = (): NivelPublicado[] => {
    if (eleccion.ambito !== 'entidad') return sumado.ambitos.filter((n) => n.id !== '').map((n) => publicar(n, n.id, n.porPartido));
    const comoDistrito = comoPorDistrito(eleccion, paquete.candidaturas, [...lugares.keys()]);
    const porLugar = sumar(consolidado, comoDistrito.eleccion, comoDistrito.candidaturas, ultimoCorte, (casilla) => lugarDe(casilla)?.id ?? '');
    return porLugar.ambitos.filter((n) => n.id !== '').map((n) => publicar(n, '', null));
  };
  return {
    version: 1, id: eleccion.id, titulo: eleccion.titulo, ambito: eleccion.ambito, geografia,
    campos: camposDe({ ...eleccion, boletas: {} }, { distrito: null, municipio: null }),
    entidad: publicar(sumado.entidad, '', sumado.entidad.porPartido),
    niveles: niveles(),
    rp: sumado.rpEspeciales === null ? null : publicar(sumado.rpEspeciales, '', null),
  };
};
