import type { ColumnaVoto, Eleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

/** As long as the country's catalogues get: the longest name of a municipality, and of a person with all their names. */
const MUNICIPIO = 'HEROICA VILLA TEZOATLÁN DE SEGURA Y LUNA, CUNA DE LA INDEPENDENCIA';
const CANDIDATURA = 'MARÍA DE LOS ÁNGELES GUADALUPE MONTEMAYOR-VILLASEÑOR Y ETCHEGARAY';
const APELLIDOS = 'Montemayor-Villaseñor de la Garza y Etchegaray';
const PROCESO = 'Proceso Electoral Local Ordinario 2026-2027 y Extraordinario de la Gubernatura, Diputaciones y Ayuntamientos (demostración)';
/** What goes on each ballot besides its parties and their coalitions: with them, up to forty rows. */
const INDEPENDIENTES: readonly ColumnaVoto[] = Array.from({ length: 14 }, (_, i) => ({
  clave: `CAND_IND_${String(i + 11)}`, clase: 'independiente', nombre: `Candidatura independiente ${String(i + 11)} Agua, Tierra y Dignidad para Miravalle`, miembros: [],
}));

const largo = (c: ColumnaVoto): ColumnaVoto => (c.clase === 'partido' ? { ...c, nombre: `${c.nombre} por la Transformación Social y Ecológica del Estado` } : c);

const conBoletaLarga = (e: Eleccion): Eleccion => ({
  ...e,
  columnas: [...e.columnas.map(largo), ...INDEPENDIENTES],
  boletas: Object.fromEntries(Object.entries(e.boletas).map(([ambito, claves]) => [ambito, [...claves, ...INDEPENDIENTES.map((c) => c.clave)]])),
});

/** The same election with the longest names and the longest ballots that its screens must bear. */
export const conNombresLargos = (p: Paquete): Paquete => ({
  ...p,
  nombre: PROCESO,
  elecciones: p.elecciones.map(conBoletaLarga),
  casillas: p.casillas.map((c) => ({ ...c, municipio: c.municipio === null ? null : { ...c.municipio, nombre: MUNICIPIO } })),
  candidaturas: p.candidaturas.map((c) => ({ ...c, propietaria: CANDIDATURA })),
  catds: p.catds.map((c) => ({ ...c, nombre: `${c.nombre}, Unidad Deportiva y Cultural Bicentenario` })),
  usuarios: p.usuarios.map((u) => ({ ...u, nombre: `${u.nombre} ${APELLIDOS}` })),
});
