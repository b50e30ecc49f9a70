import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import { plantillaPara } from '#shared/domain/plantilla.ts';
import { zonasDe } from '#shared/domain/zonas.ts';

const esFamilia = (nombre: string): nombre is Familia => (PLANTILLAS as readonly string[]).includes(nombre);

/**
 * Where the fields of an acta are in one of its images, in fractions of the upright picture; null when the page was not
 * aligned, or to a form that this version does not know. The form is the one that was seen, whatever the package says.
 */
export const crearZonasDeActa = ({ catalogo, imagenes }: { readonly catalogo: Catalogo; readonly imagenes: Pick<RepositorioImagenes, 'alineacionDe'> }) =>
  (clave: string, imagen: string): Trabajo['zonas'] => {
    const alineacion = imagenes.alineacionDe(imagen);
    if (alineacion === null || !esFamilia(alineacion.plantilla)) return null;
    const { acta, casilla, eleccion } = catalogo.detalle(clave);
    const zonas = zonasDe(plantillaPara(eleccion, casilla, acta, alineacion.plantilla), alineacion);
    const campos = catalogo.camposDeActa(clave);
    return Object.fromEntries(campos.flatMap(({ clave: campo }) => (zonas[campo] ? [[campo, [...zonas[campo]] as NonNullable<Trabajo['zonas']>[string]]] : [])));
  };
