import { ambitoDe, camposDe, type ActaEsperada, type Campo } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import { clavesVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import type { EntradaEvaluacion } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';

/** What the rules need to know of one acta of the catalogue, without its values. */
export type LimiteActa = Pick<EntradaEvaluacion, 'claves' | 'listaNominal' | 'representantes' | 'tipoCasilla' | 'maximoBoletasEspecial' | 'excedeCombinada'>;

/** One acta with all that belongs to it. */
export type ActaDeCatalogo = { readonly acta: ActaEsperada; readonly casilla: Casilla; readonly eleccion: Eleccion };

export type Catalogo = {
  readonly paquete: Paquete;
  readonly actas: readonly ActaEsperada[];
  /** The acta, or null when it is not in the catalogue. */
  readonly acta: (clave: string) => ActaEsperada | null;
  readonly casilla: (clave: string) => Casilla | null;
  readonly eleccion: (id: string) => Eleccion | null;
  /** Name of a center; its id where the package does not name it. */
  readonly nombreCatd: (id: string) => string;
  /** Acta, casilla and election at once. Throws AppError `acta_desconocida`. */
  readonly detalle: (clave: string) => ActaDeCatalogo;
  /** Actas of a section («1048», any padding), in the order of the catalogue. */
  readonly actasDeSeccion: (seccion: string) => readonly ActaEsperada[];
  /** Fields to capture, in the order of the paper. Throws AppError `acta_desconocida`. */
  readonly camposDeActa: (clave: string) => readonly Campo[];
  /** Inputs of `evaluar` that come from the catalogue. Throws AppError `acta_desconocida`. */
  readonly limiteDe: (clave: string) => LimiteActa;
};

const agrupar = <T>(lista: readonly T[], por: (t: T) => string): Map<string, T[]> => {
  const grupos = new Map<string, T[]>();
  for (const t of lista) {
    const grupo = grupos.get(por(t));
    if (grupo) grupo.push(t);
    else grupos.set(por(t), [t]);
  }
  return grupos;
};

/** Look-ups over a package that `abrirPaquete` accepted, built once. */
export const crearCatalogo = (paquete: Paquete): Catalogo => {
  const actas = new Map(paquete.actas.map((a) => [a.clave, a]));
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  const elecciones = new Map<string, Eleccion>(paquete.elecciones.map((e) => [e.id, e]));
  const catds = new Map(paquete.catds.map((c) => [c.id, c.nombre]));
  const porSeccion = agrupar(paquete.actas, (a) => casillas.get(a.casilla)?.seccion ?? '');
  const campos = new Map<string, readonly Campo[]>();
  const votos = new Map(paquete.elecciones.map((e) => [e.id as string, clavesVoto(e)]));

  const detalles = new Map<string, ActaDeCatalogo>();
  const detalle = (clave: string): ActaDeCatalogo => {
    const conocido = detalles.get(clave);
    if (conocido) return conocido;
    const acta = actas.get(clave);
    const casilla = acta && casillas.get(acta.casilla);
    const eleccion = acta && elecciones.get(acta.eleccion);
    if (!acta || !casilla || !eleccion) throw new AppError('acta_desconocida', { acta: clave });
    const nuevo = { acta, casilla, eleccion };
    detalles.set(clave, nuevo);
    return nuevo;
  };

  return {
    paquete,
    actas: paquete.actas,
    acta: (clave) => actas.get(clave) ?? null,
    casilla: (clave) => casillas.get(clave) ?? null,
    eleccion: (id) => elecciones.get(id) ?? null,
    nombreCatd: (id) => catds.get(id) ?? id,
    detalle,
    actasDeSeccion: (seccion) => porSeccion.get(seccion.padStart(4, '0')) ?? [],
    camposDeActa: (clave) => {
      const { casilla, eleccion } = detalle(clave);
      // All the actas of one ballot have the same fields: a few hundred lists for the whole election.
      const boleta = `${eleccion.id}/${ambitoDe(eleccion, casilla)}`;
      const conocidos = campos.get(boleta);
      if (conocidos) return conocidos;
      const nuevos = camposDe(eleccion, casilla);
      campos.set(boleta, nuevos);
      return nuevos;
    },
    limiteDe: (clave) => {
      const { acta, casilla, eleccion } = detalle(clave);
      return {
        claves: votos.get(eleccion.id) ?? [],
        listaNominal: acta.listaNominal,
        representantes: acta.representantes,
        tipoCasilla: casilla.tipo,
        maximoBoletasEspecial: eleccion.maximoBoletasEspecial,
        excedeCombinada: paquete.reglas.excedeCombinada,
      };
    },
  };
};
