import { hashSync } from '@node-rs/argon2';
import type { ActaEsperada } from '#shared/domain/acta.ts';
import { claveCasilla, type Casilla, type TipoCasilla } from '#shared/domain/casilla.ts';
import type { Paquete, UsuarioPaquete } from '#shared/domain/paquete.ts';
import { ROLES, type Rol } from '#shared/domain/permisos.ts';

/** Cheap on purpose: a test signs in hundreds of times. */
const ARGON2 = { memoryCost: 64, timeCost: 1, parallelism: 1 } as const;
export const PIN_DE_PRUEBA = '2468';
const pinHash = hashSync(PIN_DE_PRUEBA, ARGON2);

const usuario = (id: string, ...roles: Rol[]): UsuarioPaquete => ({ id, nombre: `Persona ${id}`, roles, pinHash, pinDemo: PIN_DE_PRUEBA });

const casilla = (seccion: string, tipo: TipoCasilla, id: string, distrito: string, municipio: string, catd: string): Casilla => {
  const partes = { seccion, tipo, idCasilla: id, extContigua: '00' };
  return {
    clave: claveCasilla('99', partes), ...partes, ubicacion: '1', catd,
    distrito: { id: distrito, nombre: `DISTRITO ${distrito}` }, municipio: { id: municipio, nombre: `MUNICIPIO ${municipio}` },
  };
};

const CASILLAS: readonly Casilla[] = [
  casilla('0010', 'B', '01', '001', '001', 'C1'), casilla('0010', 'C', '01', '001', '001', 'C1'), casilla('0011', 'B', '01', '001', '001', 'C1'),
  casilla('0011', 'S', '01', '001', '001', 'C1'), casilla('0020', 'B', '01', '002', '002', 'C1'), casilla('0020', 'E', '01', '002', '002', 'C1'),
  casilla('0021', 'B', '01', '002', '002', 'C2'),
];

const actasDe = (c: Casilla): ActaEsperada[] => {
  const especial = c.tipo === 'S';
  const tipos = especial ? ([['GUB', 'A02E'], ['DIP_LOC', 'A03EMR'], ['DIP_LOC', 'A03ERP'], ['AYUN', 'A04E']] as const) : ([['GUB', 'A02'], ['DIP_LOC', 'A03'], ['AYUN', 'A04']] as const);
  return tipos.map(([eleccion, tipoActa]) => ({ clave: c.clave + tipoActa, casilla: c.clave, eleccion, tipoActa, listaNominal: especial ? 0 : 500, representantes: 10 }));
};

const columna = (clave: string, clase: 'partido' | 'coalicion' | 'independiente', ...miembros: string[]) => ({ clave, clase, nombre: clave, miembros });
const COLUMNAS = [columna('ALBA', 'partido'), columna('RIO', 'partido'), columna('SOL', 'partido'), columna('ALBA_RIO', 'coalicion', 'ALBA', 'RIO'), columna('CAND_IND_1', 'independiente')];

/** A user for every role, two more capturistas than that, and one person who may do everything. */
const USUARIOS: readonly UsuarioPaquete[] = [
  ...ROLES.map((rol) => usuario(rol, rol)), usuario('capturista2', 'capturista'), usuario('capturista3', 'capturista'), usuario('verificador2', 'verificador'),
  usuario('cotejador2', 'cotejador'), usuario('todo', ...ROLES),
];

/** The same people as a jornada has them: without their PIN in the clear. */
export const usuariosDeJornada = (): UsuarioPaquete[] => USUARIOS.map(({ id, nombre, roles, pinHash: hash }) => ({ id, nombre, roles, pinHash: hash }));

/** So many casillas and the actas of each, for elections where no two lotes speak of one acta. */
export const casillasDePrueba = (cuantas: number): Pick<Paquete, 'casillas' | 'actas'> => {
  const casillas = Array.from({ length: cuantas }, (_, i) => casilla(String(i + 1).padStart(4, '0'), 'B', '01', '001', '001', 'C1'));
  return { casillas, actas: casillas.flatMap(actasDe) };
};

/** A tiny election of our own: three elections at once, two CATDs, seven casillas, a coalition and an independent. */
export const paqueteDePrueba = (cambios: Partial<Paquete> = {}): Paquete => ({
  formato: 'acopio-paquete', version: 1, id: 'prueba-2027', nombre: 'Elección de prueba', modo: 'simulacro',
  entidad: { id: '99', nombre: 'MIRAVALLE', abreviatura: 'MIR' }, anio: 2027, zonaMinutos: -360,
  ventana: { inicio: '2027-06-06T18:00:00-06:00', fin: '2027-06-07T18:00:00-06:00' }, formatoCsv: '2024',
  elecciones: [
    { id: 'GUB', titulo: 'GUBERNATURA', ambito: 'entidad', columnas: COLUMNAS, boletas: {}, maximoBoletasEspecial: 1000 },
    // The independent is on the ballot of district 001 only.
    { id: 'DIP_LOC', titulo: 'DIPUTACIONES LOCALES', ambito: 'distrito', columnas: COLUMNAS, boletas: { '002': ['ALBA', 'RIO', 'SOL', 'ALBA_RIO'] }, maximoBoletasEspecial: 1000 },
    { id: 'AYUN', titulo: 'AYUNTAMIENTOS', ambito: 'municipio', columnas: COLUMNAS, boletas: {}, maximoBoletasEspecial: 1000 },
  ],
  casillas: [...CASILLAS], actas: CASILLAS.flatMap(actasDe), candidaturas: [],
  catds: [{ id: 'C1', nombre: 'CATD UNO' }, { id: 'C2', nombre: 'CATD DOS' }],
  usuarios: [...USUARIOS], reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true },
  plantillas: { '*': 'estandar' }, central: { url: 'http://127.0.0.1:1', llave: '' },
  ...cambios,
});
