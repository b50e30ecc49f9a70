import type { Ambito, Candidatura, ColumnaVoto, Eleccion } from '#shared/domain/eleccion.ts';
import { NO_APLICA } from '#shared/domain/valor.ts';
import type { FilaCandidatura } from '#shared/prep-csv/candidaturas.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { plano } from '#shared/prep-csv/texto.ts';
import type { ArchivoDeEleccion, Aviso } from './prep-catalogo.ts';

export type EleccionLeida = { readonly eleccion: Eleccion; readonly candidaturas: Candidatura[]; readonly avisos: Aviso[] };

/** Keys of the columns that a PARTIDO_CI stands for: one, or for `SUM-PAN-PRI-PRD` each party and every combination of them. */
const columnasDeCandidatura = (texto: string, columnas: readonly ColumnaVoto[]): string[] => {
  const clave = plano(texto).replaceAll('-', '_');
  const suma = /^SUM_(.+)$/.exec(clave)?.[1];
  if (suma === undefined) return columnas.filter((c) => c.clave === clave || c.clave === `C_${clave}`).map((c) => c.clave).slice(0, 1);
  const partidos = new Set(suma.split('_'));
  return columnas.filter((c) => (c.miembros.length === 0 ? partidos.has(c.clave) : c.miembros.every((m) => partidos.has(m)))).map((c) => c.clave);
};

/** The published id of an ámbito for an id with any padding: candidacies say `1` where rows say `001`. */
const idPublicado = (id: string, ids: ReadonlySet<string>): string | null => {
  for (const publicado of ids) if (publicado === id || Number(publicado) === Number(id)) return publicado;
  return null;
};

const leerCandidaturas = (filas: readonly FilaCandidatura[], eleccion: Pick<Eleccion, 'id' | 'ambito' | 'columnas'>, ids: ReadonlySet<string>): Omit<EleccionLeida, 'eleccion'> => {
  const candidaturas = new Map<string, Candidatura>();
  const avisos: Aviso[] = [];
  for (const f of filas) {
    const nombre = `${f.clave}${f.ambito === null ? '' : ` en ${f.ambito}`}`;
    const ambito = eleccion.ambito === 'entidad' ? null : idPublicado(f.ambito ?? '', ids);
    const claves = columnasDeCandidatura(f.clave, eleccion.columnas);
    if (eleccion.ambito !== 'entidad' && ambito === null) avisos.push({ clase: 'omitido', clave: nombre, detalle: 'candidatura de un distrito o municipio sin casillas' });
    else if (claves.length === 0) avisos.push({ clase: 'omitido', clave: nombre, detalle: 'candidatura de una columna que el archivo no tiene' });
    else {
      for (const clave of claves) {
        const llave = `${ambito ?? ''} ${clave}`;
        if (candidaturas.has(llave)) avisos.push({ clase: 'omitido', clave: nombre, detalle: `candidatura repetida para ${clave}` });
        else candidaturas.set(llave, { eleccion: eleccion.id, ambito, clave, propietaria: f.propietaria, suplente: f.suplente });
      }
    }
  }
  return { candidaturas: [...candidaturas.values()], avisos };
};

/** That of an election of the whole entity, and of the mesas outside the sections, which files show in no district or municipality. */
const SIN_AMBITO = '';

/**
 * Ballot of each ámbito: the columns that some captured acta of it has (a `-` in all of them means that it is not on the
 * ballot); where nothing was captured yet, those with a candidacy. An ámbito with every column is left out.
 */
const leerBoletas = ({ archivo }: ArchivoDeEleccion, { ambito, columnas }: Pick<Eleccion, 'ambito' | 'columnas'>, candidaturas: readonly Candidatura[], ids: ReadonlySet<string>): Record<string, string[]> => {
  const idDe = (f: FilaPrep): string => (ambito === 'entidad' ? SIN_AMBITO : (f.ambito?.id ?? SIN_AMBITO));
  const vistas = new Map<string, Set<string>>();
  for (const f of archivo.filas) {
    if (f.contabilizada === null || f.contabilizada === 2 || f.sinActa !== null) continue;
    const id = idDe(f);
    const columnasVistas = vistas.get(id) ?? new Set<string>();
    vistas.set(id, columnasVistas);
    for (const [clave, valor] of Object.entries(f.valores)) if (valor !== NO_APLICA) columnasVistas.add(clave);
  }
  const boletas: Record<string, string[]> = {};
  for (const id of vistas.has(SIN_AMBITO) ? [...ids, SIN_AMBITO] : ids) {
    const deCandidaturas = candidaturas.filter((c) => c.ambito === id).map((c) => c.clave);
    const enBoleta = vistas.get(id) ?? new Set(deCandidaturas);
    const claves = columnas.map((c) => c.clave).filter((clave) => enBoleta.has(clave));
    if (claves.length > 0 && claves.length < columnas.length) boletas[id] = claves;
  }
  return boletas;
};

/** The election that a published file and its candidacies describe. `ids` are its districts or municipalities with casillas. */
export const leerEleccion = (origen: ArchivoDeEleccion, filas: readonly FilaCandidatura[], ids: ReadonlySet<string>, maximoBoletasEspecial: number): EleccionLeida => {
  const { cabecera } = origen.archivo;
  const ambito: Ambito = origen.eleccion === 'GUB' ? 'entidad' : origen.ambito;
  const columnas = [...cabecera.columnas];
  const base = { id: origen.eleccion, titulo: cabecera.titulo, ambito, columnas, maximoBoletasEspecial };
  const leidas = leerCandidaturas(filas, base, ids);
  const boletas = leerBoletas(origen, base, leidas.candidaturas, ambito === 'entidad' ? new Set() : ids);
  const fuera = leidas.candidaturas.filter((c) => c.ambito !== null && boletas[c.ambito]?.includes(c.clave) === false);
  return {
    eleccion: { ...base, boletas },
    candidaturas: leidas.candidaturas.filter((c) => !fuera.includes(c)),
    avisos: [...leidas.avisos, ...fuera.map((c): Aviso => ({ clase: 'omitido', clave: `${c.clave} en ${c.ambito ?? ''}`, detalle: 'candidatura de una columna que no está en su boleta' }))],
  };
};
