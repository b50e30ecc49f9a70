import { ambitoDe, camposDe, type ActaEsperada, type Campo } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { Eleccion, TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

export type ActaDeCatalogo = { readonly acta: ActaEsperada; readonly casilla: Casilla; readonly eleccion: Eleccion };

/** Lookups over the package, built once. */
export type Catalogo = {
  readonly paquete: Paquete;
  readonly acta: (clave: string) => ActaDeCatalogo | null;
  readonly eleccion: (id: TipoEleccion) => Eleccion | null;
  readonly campos: (clave: string) => readonly Campo[];
};

/** Builds the lookups. Throws when an acta names a casilla or an election that the package does not have. */
export const crearCatalogo = (paquete: Paquete): Catalogo => {
  const elecciones = new Map(paquete.elecciones.map((e) => [e.id, e]));
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  const actas = new Map<string, ActaDeCatalogo>();
  for (const acta of paquete.actas) {
    const casilla = casillas.get(acta.casilla);
    const eleccion = elecciones.get(acta.eleccion);
    if (!casilla || !eleccion) throw new Error(`acta ${acta.clave} names what the package does not have`);
    actas.set(acta.clave, { acta, casilla, eleccion });
  }
  /** By election and ámbito, of which there are few; the actas are many. */
  const campos = new Map<string, readonly Campo[]>();
  const camposDeFila = ({ eleccion, casilla }: ActaDeCatalogo): readonly Campo[] => {
    const clave = `${eleccion.id} ${ambitoDe(eleccion, casilla)}`;
    const suyos = campos.get(clave) ?? camposDe(eleccion, casilla);
    campos.set(clave, suyos);
    return suyos;
  };
  return {
    paquete,
    acta: (clave) => actas.get(clave) ?? null,
    eleccion: (id) => elecciones.get(id) ?? null,
    campos: (clave) => {
      const fila = actas.get(clave);
      return fila ? camposDeFila(fila) : [];
    },
  };
};
