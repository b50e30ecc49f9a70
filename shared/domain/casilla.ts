import { z } from 'zod';

/** TIPO_CASILLA (LEEME 2024): básica, contigua, extraordinaria, especial, mesa extranjero, voto anticipado, prisión preventiva. `V` is INE 2021's name of `P`. */
export const TIPOS_CASILLA = ['B', 'C', 'E', 'S', 'M', 'A', 'P', 'V'] as const;
export type TipoCasilla = (typeof TIPOS_CASILLA)[number];

export const ambitoRefSchema = z.object({ id: z.string(), nombre: z.string() });
/** A distrito or a municipio: its id as published (digits, any padding) and its name. */
export type AmbitoRef = z.infer<typeof ambitoRefSchema>;

export const casillaSchema = z.object({
  /** CLAVE_CASILLA, 11 characters: entidad 2, sección 4, tipo 1, id 2, extensión 2 (domain: keys). */
  clave: z.string().regex(/^\d{6}[A-Z]\d{4}$/),
  seccion: z.string().regex(/^\d{4}$/),
  tipo: z.enum(TIPOS_CASILLA),
  idCasilla: z.string().regex(/^\d{2}$/),
  extContigua: z.string().regex(/^\d{2}$/),
  /** 1 urban, 2 not urban, 3 outside the catalogue. */
  ubicacion: z.enum(['1', '2', '3']),
  distrito: ambitoRefSchema.nullable(),
  municipio: ambitoRefSchema.nullable(),
  /** CATD that this casilla's package is expected at. */
  catd: z.string(),
  /** Route of the collection that brings its package (CRyT, DAT), where the OPL says it. */
  ruta: z.string().min(1).optional(),
});
/** An approved polling station. Never captured: it comes from the election package. */
export type Casilla = z.infer<typeof casillaSchema>;

type PartesClave = Pick<Casilla, 'seccion' | 'tipo' | 'idCasilla' | 'extContigua'>;

/** Builds CLAVE_CASILLA from its parts. `entidad` is two digits. */
export const claveCasilla = (entidad: string, p: PartesClave): string => `${entidad}${p.seccion}${p.tipo}${p.idCasilla}${p.extContigua}`;

/** Casillas whose voters are not those of a section's roll: their limit is the ballots given, not the lista nominal (LEEME 2024, items 6 and 35). */
export const esEspecial = (tipo: TipoCasilla): boolean => tipo === 'S';

/** Mesas outside the sections (voto extranjero, anticipado, prisión preventiva): geography is published as `N/A`. */
export const esMesaSinSeccion = (tipo: TipoCasilla): boolean => tipo === 'M' || tipo === 'A' || tipo === 'P' || tipo === 'V';

/** «Sección 1048, contigua 2»: how a person names a casilla. */
export const nombreCasilla = (c: PartesClave): string => {
  const nombres: Record<TipoCasilla, string> = {
    B: 'Básica', C: 'Contigua', E: 'Extraordinaria', S: 'Especial', M: 'Voto en el extranjero', A: 'Voto anticipado', P: 'Prisión preventiva', V: 'Prisión preventiva',
  };
  const numero = c.tipo === 'B' ? '' : ` ${Number(c.idCasilla)}`;
  const extension = Number(c.extContigua) > 0 ? ` contigua ${Number(c.extContigua)}` : '';
  // A mesa outside the sections has none to name; its key carries zeros.
  return `${esMesaSinSeccion(c.tipo) ? '' : `Sección ${c.seccion} · `}${nombres[c.tipo]}${numero}${extension}`;
};
