import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import { tituloDeActa } from '#shared/domain/acta.ts';
import { nombreCasilla } from '#shared/domain/casilla.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Fichas } from './puertos.ts';

type Partes = {
  readonly catalogo: Catalogo;
  readonly actas: RepositorioActas;
  readonly zonas: (acta: string, imagen: string) => Trabajo['zonas'];
  readonly catd: string;
};

/** Joins catalogue and projection for the screens. Throws AppError `acta_desconocida` for what is in neither. */
export const crearFichas = ({ catalogo, actas, zonas, catd }: Partes): Fichas => ({
  resumen: (clave) => {
    const guardada = actas.porClave(clave);
    const estado = guardada?.estado ?? 'esperada';
    const hora = guardada?.horaAcopio ?? guardada?.hora ?? null;
    if (catalogo.acta(clave) !== null) {
      const { acta, casilla, eleccion } = catalogo.detalle(clave);
      return {
        acta: clave, eleccion: eleccion.id, titulo: tituloDeActa(acta, eleccion), casilla: casilla.clave, nombre: nombreCasilla(casilla), seccion: casilla.seccion,
        estado, hora, horaAcopio: guardada?.horaAcopio ?? null, centro: catalogo.nombreCatd(casilla.catd),
      };
    }
    if (!guardada) throw new AppError('acta_desconocida', { acta: clave });
    const titulo = catalogo.eleccion(guardada.eleccion)?.titulo ?? guardada.eleccion;
    return { acta: clave, eleccion: guardada.eleccion, titulo, casilla: '-', nombre: 'Fuera de catálogo', seccion: '-', estado, hora, horaAcopio: guardada.horaAcopio, centro: catalogo.nombreCatd(catd) };
  },
  trabajo: (clave, ciclo, imagen) => {
    const { acta, casilla, eleccion } = catalogo.detalle(clave);
    const campos = [...catalogo.camposDeActa(clave)];
    return { acta: clave, ciclo, eleccion: eleccion.id, titulo: tituloDeActa(acta, eleccion), nombre: nombreCasilla(casilla), imagen, campos, zonas: zonas(clave, imagen) };
  },
  nombre: (clave) => {
    if (catalogo.acta(clave) === null) return 'Fuera de catálogo';
    const { acta, casilla, eleccion } = catalogo.detalle(clave);
    return `${nombreCasilla(casilla)}, ${tituloDeActa(acta, eleccion)}`;
  },
});
