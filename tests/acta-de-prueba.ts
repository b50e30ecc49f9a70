import { camposDe } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { ColumnaVoto, Eleccion } from '#shared/domain/eleccion.ts';
import { plantillaPara } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Valor } from '#shared/domain/valor.ts';
import type { DatosActa } from '#electron/papel/dibujar.ts';

const PARTIDOS = ['AZUL', 'VERDE', 'ROJO', 'SOL', 'LUNA', 'RIO', 'MONTE'];

/** An election with `columnas` vote columns: seven parties and then combinations of them. */
export const eleccionDePrueba = (columnas: number): Eleccion => ({
  id: 'GUB',
  titulo: 'GUBERNATURA',
  ambito: 'entidad',
  columnas: Array.from({ length: columnas }, (_, i): ColumnaVoto => {
    const partido = PARTIDOS[i];
    if (partido !== undefined) return { clave: partido, clase: 'partido', nombre: partido, miembros: [] };
    const miembros = Array.from({ length: 2 + (i % 3) }, (__, j) => PARTIDOS[(i + j) % PARTIDOS.length]!);
    return { clave: `${miembros.join('_')}_${i}`, clase: 'coalicion', nombre: miembros.join(' - '), miembros };
  }),
  boletas: {},
  maximoBoletasEspecial: 1000,
});

export const CASILLA_DE_PRUEBA: Casilla = {
  clave: '211048C0201',
  seccion: '1048',
  tipo: 'C',
  idCasilla: '02',
  extContigua: '01',
  ubicacion: '1',
  distrito: { id: '011', nombre: 'Puebla de Zaragoza' },
  municipio: { id: '114', nombre: 'Puebla' },
  catd: 'CATD-01',
};
export const CLAVE_DE_PRUEBA = '211048C0201A02';

/** A package with that election and `casillas` casillas contiguas of one section. */
export const paqueteDePrueba = (casillas: number, columnas = 9): Paquete => {
  const claves = Array.from({ length: casillas }, (_, i) => ({ ...CASILLA_DE_PRUEBA, clave: `211048C${String(i + 1).padStart(2, '0')}00`, idCasilla: String(i + 1).padStart(2, '0'), extContigua: '00' }));
  return {
    formato: 'acopio-paquete',
    version: 1,
    id: 'demo-2027',
    nombre: 'Elección de prueba',
    modo: 'simulacro',
    entidad: { id: '21', nombre: 'Puebla', abreviatura: 'PUE' },
    anio: 2027,
    zonaMinutos: -360,
    ventana: { inicio: '2027-06-06T20:00:00-06:00', fin: '2027-06-07T20:00:00-06:00' },
    formatoCsv: '2024',
    elecciones: [eleccionDePrueba(columnas)],
    casillas: claves,
    actas: claves.map((c) => ({ clave: `${c.clave}A02`, casilla: c.clave, eleccion: 'GUB', tipoActa: 'A02', listaNominal: 600, representantes: 12 })),
    candidaturas: [],
    catds: [{ id: 'CATD-01', nombre: 'Puebla' }],
    usuarios: [],
    reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true },
    plantillas: { '*': 'estandar' },
    central: { url: '', llave: '' },
  };
};

/** Everything that dibujarActa needs, for an election of `columnas` columns. */
export const actaDePrueba = (columnas = 15, cambios: Partial<DatosActa> = {}): DatosActa => {
  const eleccion = eleccionDePrueba(columnas);
  const valores: Record<string, Valor> = {};
  camposDe(eleccion, CASILLA_DE_PRUEBA).forEach((c, i) => (valores[c.clave] = (i * 37) % 301));
  return {
    plantilla: plantillaPara(eleccion, CASILLA_DE_PRUEBA, { tipoActa: 'A02' }),
    paquete: { nombre: 'Demo', modo: 'simulacro', entidad: { id: '21', nombre: 'Puebla', abreviatura: 'PUE' }, anio: 2027 },
    casilla: CASILLA_DE_PRUEBA,
    valores,
    qr: escribirEtiqueta('demo-2027', CLAVE_DE_PRUEBA),
    semilla: 7,
    ...cambios,
  };
};
