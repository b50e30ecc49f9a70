import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { abrirPaquete } from './abrir-paquete.ts';
import { crearCatalogo } from './catalogo.ts';
import { firmarPaquete } from './firmar-paquete.ts';

const firmante = crearFirmante(nuevaLlave());

const base = (): Paquete => ({
  formato: 'acopio-paquete', version: 1, id: 'prueba', nombre: 'Elección de prueba', modo: 'simulacro',
  entidad: { id: '99', nombre: 'MIRAVALLE', abreviatura: 'MIR' }, anio: 2027, zonaMinutos: -360,
  ventana: { inicio: '2027-06-06T18:00:00-06:00', fin: '2027-06-07T18:00:00-06:00' }, formatoCsv: '2024',
  elecciones: [{
    id: 'DIP_LOC', titulo: 'DIPUTACIONES LOCALES', ambito: 'distrito', maximoBoletasEspecial: 1000,
    columnas: [
      { clave: 'ALBA', clase: 'partido', nombre: 'Alba', miembros: [] },
      { clave: 'RIO', clase: 'partido', nombre: 'Río', miembros: [] },
      { clave: 'ALBA_RIO', clase: 'coalicion', nombre: 'Alba-Río', miembros: ['ALBA', 'RIO'] },
    ],
    boletas: { '02': ['ALBA', 'RIO'] },
  }],
  casillas: [
    { clave: '990010B0100', seccion: '0010', tipo: 'B', idCasilla: '01', extContigua: '00', ubicacion: '1', distrito: { id: '01', nombre: 'I' }, municipio: { id: '001', nombre: 'UNO' }, catd: 'C1' },
    { clave: '990020B0100', seccion: '0020', tipo: 'B', idCasilla: '01', extContigua: '00', ubicacion: '1', distrito: { id: '02', nombre: 'II' }, municipio: { id: '001', nombre: 'UNO' }, catd: 'C1' },
  ],
  actas: [
    { clave: '990010B0100A03', casilla: '990010B0100', eleccion: 'DIP_LOC', tipoActa: 'A03', listaNominal: 500, representantes: 10 },
    { clave: '990020B0100A03', casilla: '990020B0100', eleccion: 'DIP_LOC', tipoActa: 'A03', listaNominal: 400, representantes: null },
  ],
  candidaturas: [{ eleccion: 'DIP_LOC', ambito: '01', clave: 'ALBA_RIO', propietaria: 'ANA', suplente: null }],
  catds: [{ id: 'C1', nombre: 'CATD 1' }],
  usuarios: [{ id: 'uno', nombre: 'Uno', roles: ['capturista'], pinHash: '$argon2id$x', pinDemo: '1111' }],
  reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true },
  plantillas: { '*': 'estandar' }, central: { url: '', llave: '' },
});

/** A deep copy that a test may spoil. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
const con = (cambio: (p: Mutable<Paquete>) => void): Paquete => {
  const p: Mutable<Paquete> = structuredClone(base());
  cambio(p);
  return p;
};
const error = (texto: string, llave: string | null = firmante.llave): AppError => {
  try {
    abrirPaquete(texto, llave);
  } catch (e) {
    if (e instanceof AppError) return e;
    throw e;
  }
  throw new Error('the package was accepted');
};
const errorDe = (cambio: (p: Mutable<Paquete>) => void): AppError => error(firmarPaquete(con(cambio), firmante));

describe('abrirPaquete', () => {
  test('opens what firmarPaquete wrote, with its hash and key', () => {
    const r = abrirPaquete(firmarPaquete(base(), firmante), firmante.llave);
    expect(r.paquete).toEqual(base());
    expect(r.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(abrirPaquete(firmarPaquete(base(), firmante), null)).toEqual(r);
  });

  test('one character changed anywhere is refused', () => {
    const texto = firmarPaquete(base(), firmante);
    fc.assert(fc.property(fc.nat(texto.length - 1), fc.constantFrom('0', 'A', 'z', '"', ' ', '{', 'é', '='), (i, c) => {
      fc.pre(texto[i] !== c);
      expect(error(texto.slice(0, i) + c + texto.slice(i + 1)).codigo).toMatch(/^paquete_(ilegible|firma)$/);
    }), { numRuns: 300 });
  });

  test('the unused bits of a signature count too', () => {
    const doc = JSON.parse(firmarPaquete(base(), firmante)) as { firma: string };
    const penultimo = doc.firma.at(-3)!;
    const otro = String.fromCharCode(penultimo.charCodeAt(0) + 1);
    expect(error(JSON.stringify({ ...doc, firma: `${doc.firma.slice(0, -3)}${otro}==` })).codigo).toBe('paquete_firma');
  });

  test('a truncated file is refused at any length', () => {
    const texto = firmarPaquete(base(), firmante);
    for (const n of [0, 1, 50, texto.length >> 1, texto.length - 1]) expect(error(texto.slice(0, n)).codigo).toBe('paquete_ilegible');
  });

  test('a key that is not the expected one is refused', () => {
    const otro = crearFirmante(nuevaLlave());
    expect(error(firmarPaquete(base(), otro)).codigo).toBe('paquete_firma');
  });

  test('a value out of the schema says where it is', () => {
    const e = errorDe((p) => { p.casillas[1]!.seccion = '20'; });
    expect(e.codigo).toBe('paquete_invalido');
    expect(e.parametros['lugar']).toBe('casillas 2 (990020B0100) › seccion');
    expect(mensaje(e.codigo, e.parametros)).toContain('No se importó nada');
  });

  test.each<[string, string, (p: Mutable<Paquete>) => void]>([
    ['repeated casilla', 'paquete_clave_repetida', (p) => p.casillas.push(p.casillas[0]!)],
    ['repeated acta', 'paquete_clave_repetida', (p) => p.actas.push(p.actas[0]!)],
    ['repeated user', 'paquete_clave_repetida', (p) => p.usuarios.push(p.usuarios[0]!)],
    ['repeated column', 'paquete_clave_repetida', (p) => p.elecciones[0]!.columnas.push(p.elecciones[0]!.columnas[0]!)],
    ['missing casilla', 'paquete_casilla_faltante', (p) => p.casillas.pop()],
    ['acta key that is not casilla + tipoActa', 'paquete_invalido', (p) => { p.actas[0]!.clave = '990010B0100A02'; }],
    ['casilla key that disagrees with its parts', 'paquete_invalido', (p) => { p.casillas[0]!.idCasilla = '02'; }],
    ['casilla of another entity', 'paquete_invalido', (p) => { p.entidad.id = '98'; }],
    ['missing election', 'paquete_invalido', (p) => { p.elecciones[0]!.id = 'GUB'; }],
    ['ballot with an unknown column', 'paquete_invalido', (p) => p.elecciones[0]!.boletas['02']!.push('SOL')],
    ['ballot of an unknown district', 'paquete_invalido', (p) => { p.elecciones[0]!.boletas['3'] = ['ALBA']; }],
    ['coalition with a stranger', 'paquete_invalido', (p) => p.elecciones[0]!.columnas[2]!.miembros.push('SOL')],
    ['party with members', 'paquete_invalido', (p) => p.elecciones[0]!.columnas[0]!.miembros.push('RIO')],
    ['missing CATD', 'paquete_invalido', (p) => { p.casillas[0]!.catd = 'C9'; }],
    ['acta whose casilla has no district', 'paquete_invalido', (p) => { p.casillas[0]!.distrito = null; }],
    ['candidacy for no column', 'paquete_invalido', (p) => { p.candidaturas[0]!.clave = 'SOL'; }],
    ['candidacy in no district', 'paquete_invalido', (p) => { p.candidaturas[0]!.ambito = '7'; }],
    ['candidacy not on its ballot', 'paquete_invalido', (p) => { p.candidaturas[0]!.ambito = '02'; }],
    ['candidacy without district', 'paquete_invalido', (p) => { p.candidaturas[0]!.ambito = null; }],
    ['window that ends before it starts', 'paquete_invalido', (p) => { p.ventana.fin = p.ventana.inicio; }],
    ['PIN in the clear in a jornada', 'paquete_invalido', (p) => { p.modo = 'jornada'; }],
    ['unknown template', 'paquete_invalido', (p) => { (p.plantillas as Record<string, string>)['*'] = 'otra'; }],
    ['acta without template', 'paquete_invalido', (p) => { p.plantillas = {}; }],
  ])('%s is refused', (_, codigo, cambio) => {
    expect(errorDe(cambio).codigo).toBe(codigo);
  });
});

describe('crearCatalogo', () => {
  const catalogo = crearCatalogo(base());

  test('looks up by key and by section', () => {
    expect(catalogo.detalle('990010B0100A03')).toMatchObject({ casilla: { seccion: '0010' }, eleccion: { id: 'DIP_LOC' } });
    expect(catalogo.actasDeSeccion('20').map((a) => a.clave)).toEqual(['990020B0100A03']);
    expect(catalogo.actasDeSeccion('30')).toEqual([]);
    expect(catalogo.acta('x')).toBeNull();
    expect(() => catalogo.detalle('x')).toThrow(expect.objectContaining({ codigo: 'acta_desconocida' }));
  });

  test('the fields of an acta are those on the ballot of its district', () => {
    const claves = (acta: string): string[] => catalogo.camposDeActa(acta).filter((c) => c.grupo === 'votos').map((c) => c.clave);
    expect(claves('990010B0100A03')).toEqual(['ALBA', 'RIO', 'ALBA_RIO', 'NO_REGISTRADAS', 'NULOS']);
    expect(claves('990020B0100A03')).toEqual(['ALBA', 'RIO', 'NO_REGISTRADAS', 'NULOS']);
  });

  test('unknown representatives stay unknown', () => {
    expect(catalogo.limiteDe('990020B0100A03')).toMatchObject({ listaNominal: 400, representantes: null, tipoCasilla: 'B', maximoBoletasEspecial: 1000 });
  });
});
