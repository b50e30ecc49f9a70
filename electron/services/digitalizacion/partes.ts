import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { RepositorioTandas } from '#electron/db/repositories/tanda-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { AlmacenImagenes, Asignaciones, Avisos, Diario, Registro, Vision } from '#electron/station/puertos.ts';

/** What the steps of digitalización share. */
export type PartesDigitalizacion = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly imagenes: RepositorioImagenes;
  readonly tandas: RepositorioTandas;
  readonly catalogo: Catalogo;
  readonly almacen: AlmacenImagenes;
  readonly vision: Vision;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  readonly registro: Registro;
  /** The center of this station: an acta of another one is told to the operator. */
  readonly catd: string;
};

/** Who does it and from where. */
export type Autor = { readonly actor: string; readonly puesto: string };
/** What comes by itself, or goes on after a restart. */
export const SISTEMA: Autor = { actor: 'sistema', puesto: 'sistema' };

/** An error in one line, or with its stack, for the log. */
export const detalleDe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
