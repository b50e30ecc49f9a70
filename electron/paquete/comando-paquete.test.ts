import { generateKeyPairSync } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { crearCentral } from '#central/crear-central.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { ambitoDe } from '#shared/domain/acta.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { CAMP21, hayDatos, QROO19, QROO19_CANDIDATURAS, QROO19_ZIP, SON21 } from '#tests/datos.ts';
import { archivoDePrueba } from '#tests/muestra-prep.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { leerFirmante } from './archivo-llave.ts';
import { crearDesdePrep, verificarPaquete, type OpcionesCrear } from './comando-paquete.ts';

const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-paquete-'));
afterAll(() => rmSync(carpeta, { recursive: true }));
const salida = path.join(carpeta, 'p.json');

const crear = async (opciones: Omit<OpcionesCrear, 'salida'>) => {
  let dicho = '';
  await crearDesdePrep({ ...opciones, salida }, (texto) => { dicho += texto; });
  const llave = readFileSync(`${salida}.opl.pub`, 'utf8').trim();
  return { dicho, paquete: abrirPaquete(readFileSync(salida, 'utf8'), llave).paquete };
};
const campeche = (nombre: string): string => `${CAMP21}20210601_1852_PREP_${nombre}_CAMP/CAMP_${nombre}_2021.csv`;

test('a file of 2024, whose combinations bear no mark, with mesas outside the sections and two rows of a casilla that contradict each other', async () => {
  const lineas = archivoDePrueba({ filas: 200, formato: '2024' }).split('\r\n');
  const nombres = lineas[6]!.split(',');
  const celdas = lineas[80]!.split(',');
  const con = (cambios: Record<string, string>): string => celdas.map((c, i) => cambios[nombres[i]!] ?? c).join(',');
  const clave = celdas[0]!;
  lineas[80] = con({ UBICACION_CASILLA: '1' });
  lineas.splice(81, 0, con({ CLAVE_ACTA: `${clave}A03`, TIPO_ACTA: 'A03', UBICACION_CASILLA: '2' }));
  lineas.splice(7, 0, con({ CLAVE_CASILLA: '210000M0100', CLAVE_ACTA: '210000M0100A01', ID_DISTRITO_LOCAL: 'N/A', DISTRITO_LOCAL: 'N/A', SECCION: 'N/A', ID_CASILLA: 'N/A', TIPO_CASILLA: 'M', EXT_CONTIGUA: '00', TIPO_ACTA: 'A01' }));
  const ruta = path.join(carpeta, 'f2024.csv');
  writeFileSync(ruta, lineas.join('\r\n'));
  const { paquete, dicho } = await crear({ prep: [ruta] });
  expect(paquete.elecciones[0]!.columnas.find((c) => c.clave === 'PAN_PRI_PRD')?.miembros).toEqual(['PAN', 'PRI', 'PRD']);
  expect(paquete.casillas.find((c) => c.tipo === 'M')).toMatchObject({ clave: '210000M0100', distrito: null });
  expect(dicho).toContain('UBICACION_CASILLA «2» se tomó como 1');
});

test('in a small file the one casilla especial keeps its two actas of diputaciones, and a slip is still a slip', async () => {
  const lineas = archivoDePrueba({ filas: 60, formato: '2024' }).replace('GUBERNATURA', 'DIPUTACIONES LOCALES').replaceAll(/(S\d{4})A02,/g, '$1A03EMR,').replaceAll('A02', 'A03').split('\r\n');
  const especiales = lineas.filter((l) => /^21\d{4}S/.test(l));
  const una = (l: string, tipo: string): string => l.replace('A03EMR', `A03${tipo}`).replace(/,A03,/, `,A03${tipo},`);
  const otras = lineas.filter((l) => !especiales.includes(l));
  const ruta = path.join(carpeta, 'rp.csv');
  writeFileSync(ruta, [...otras.slice(0, 9), una(especiales[0]!, 'EMR'), una(especiales[0]!, 'ERP'), ...otras.slice(9)].join('\r\n').replace(/(B\d{4})A03,(.*),A03,/, '$1A03ERP,$2,A03ERP,'));
  const { paquete, dicho } = await crear({ prep: [ruta], aunqueIncompleto: true });
  expect(paquete.actas.filter((a) => a.clave[6] === 'S').map((a) => a.tipoActa)).toEqual(['A03EMR', 'A03ERP']);
  expect(paquete.actas.filter((a) => a.clave[6] === 'B').every((a) => a.tipoActa === 'A03')).toBe(true);
  expect(dicho).toContain('TIPO_ACTA «A03ERP» se tomó como A03');
  expect(dicho).not.toContain('No entró al paquete: la clave');
});

test('a file cut in its middle makes no half package, unless that is asked for; then it says what it lacks', async () => {
  const texto = archivoDePrueba({ filas: 60, formato: '2024' });
  const ruta = path.join(carpeta, 'cortado.csv');
  for (const [hasta, lee] of [[texto.length / 2, /dice 60 actas y el archivo trae \d+, y un renglón tiene celdas de menos/], [texto.length - 60, /un renglón tiene celdas de menos/]] as const) {
    writeFileSync(ruta, texto.slice(0, hasta));
    await expect(crear({ prep: [ruta] })).rejects.toMatchObject({ codigo: 'prep_incompleto', parametros: { archivo: 'cortado.csv', detalle: expect.stringMatching(lee) } });
    expect((await crear({ prep: [ruta], aunqueIncompleto: true })).dicho).toMatch(lee);
  }
});

test('the one acta of an urna electrónica keeps its type', async () => {
  const ruta = path.join(carpeta, 'ue.csv');
  writeFileSync(ruta, archivoDePrueba({ filas: 60, formato: '2024' }).replace(/(B\d{4})A02,(.*),A02,/, '$1A04UE,$2,A04UE,'));
  expect((await crear({ prep: [ruta] })).paquete.actas.filter((a) => a.tipoActa !== 'A02').map((a) => a.clave.slice(11))).toEqual(['A04UE']);
});

test('a ZIP without candidacies makes a package without them', async () => {
  const ruta = path.join(carpeta, 'solo.zip');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(archivoDePrueba({ filas: 20, formato: '2024' })), 'PUE_GUB_2024.csv');
  zip.end();
  writeFileSync(ruta, await buffer(zip.outputStream));
  expect((await crear({ prep: [ruta] })).paquete.candidaturas).toEqual([]);
  await expect(crear({ prep: [ruta], candidaturas: [ruta, ruta] })).rejects.toMatchObject({ codigo: 'opcion_invalida' });
});

test('the key that an earlier package left is the one that signs, and never written over', async () => {
  const ruta = path.join(carpeta, 'k2024.csv');
  writeFileSync(ruta, archivoDePrueba({ filas: 20, formato: '2024' }));
  const huella = (dicho: string): string => dicho.split('Huella')[1] ?? '';
  const primera = await crear({ prep: [ruta] });
  const pem = readFileSync(`${salida}.opl.pem`, 'utf8');
  expect(huella((await crear({ prep: [ruta] })).dicho)).toBe(huella(primera.dicho));
  expect(readFileSync(`${salida}.opl.pem`, 'utf8')).toBe(pem);
  const rsa = path.join(carpeta, 'rsa.pem');
  writeFileSync(rsa, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }));
  for (const llave of [ruta, rsa, `${salida}.opl.pub`]) await expect(crear({ prep: [ruta], llave })).rejects.toMatchObject({ codigo: 'opcion_invalida' });
  await expect(verificarPaquete(salida, ruta, () => undefined)).rejects.toMatchObject({ codigo: 'opcion_invalida' });
});

test('it names a central that can be opened with it: a key made once beside it, or the one given', async () => {
  const ruta = path.join(carpeta, 'c2024.csv');
  writeFileSync(ruta, archivoDePrueba({ filas: 20, formato: '2024' }));
  const { paquete, dicho } = await crear({ prep: [ruta] });
  const junto = `${salida}.central.pem`;
  expect(paquete.central).toEqual({ url: 'http://127.0.0.1:8414', llave: (await leerFirmante(junto)).llave });
  expect(statSync(junto).mode & 0o777).toBe(0o600);
  expect(dicho).toContain(`acopio central servir --paquete ${salida} --llave ${junto}`);
  expect((await crear({ prep: [ruta] })).paquete.central).toEqual(paquete.central);
  // Whoever makes the package needs only the public key of a central that is elsewhere.
  const publica = path.join(carpeta, 'central.pub');
  writeFileSync(publica, `${paquete.central.llave}\n`);
  const huella = '0a'.repeat(32);
  const otro = await crear({ prep: [ruta], central: 'https://prep.example.mx/', llaveCentral: publica, huellaCentral: [huella] });
  expect(otro.paquete.central).toEqual({ url: 'https://prep.example.mx', llave: paquete.central.llave, huellas: [huella] });
  expect(otro.dicho).not.toContain('central servir');
  const central = await crearCentral({ carpeta: path.join(carpeta, 'central'), paqueteTexto: readFileSync(salida, 'utf8'), llaveOpl: null, firmante: await leerFirmante(junto), cripto: criptoNode, reloj: { ahora: () => Date.now() }, registro: { info: () => undefined, error: () => undefined } });
  await central.cerrar();
  for (const mala of [{ central: 'prep.example.mx' }, { central: 'ftp://x' }, { huellaCentral: ['AB'] }, { llaveCentral: ruta }]) {
    await expect(crear({ prep: [ruta], ...mala })).rejects.toMatchObject({ codigo: 'opcion_invalida' });
  }
});

test('a package that cannot be written whole leaves what was there; a link is followed, and a device is not taken the place of', async () => {
  const [ruta, destino, enlace] = [path.join(carpeta, 'w2024.csv'), path.join(carpeta, 'destino.json'), path.join(carpeta, 'enlace.json')];
  writeFileSync(ruta, archivoDePrueba({ filas: 20, formato: '2024' }));
  writeFileSync(destino, 'anterior');
  symlinkSync(destino, enlace);
  await crearDesdePrep({ prep: [ruta], salida: enlace }, () => undefined);
  expect([lstatSync(enlace).isSymbolicLink(), readFileSync(destino, 'utf8').startsWith('{')]).toEqual([true, true]);
  await expect(crearDesdePrep({ prep: [ruta], salida: carpeta }, () => undefined)).rejects.toMatchObject({ code: 'EISDIR' });
  expect(readdirSync(carpeta).filter((n) => n.endsWith('.parcial'))).toEqual([]);
  rmSync(`${carpeta}.opl.pem`);
  rmSync(`${carpeta}.central.pem`);
});

test('the routes of the collection, by section and by casilla', async () => {
  const [ruta, rutas] = [path.join(carpeta, 'r2024.csv'), path.join(carpeta, 'rutas.csv')];
  writeFileSync(ruta, archivoDePrueba({ filas: 20, formato: '2024' }));
  const [una, otra] = (await crear({ prep: [ruta] })).paquete.casillas;
  writeFileSync(rutas, `\uFEFFSECCION,RUTA\r\n${String(Number(una!.seccion))},CRyT 4\r\n`);
  expect((await crear({ prep: [ruta], rutas })).paquete.casillas.find((c) => c.clave === una!.clave)?.ruta).toBe('CRyT 4');
  writeFileSync(rutas, `ruta,clave_casilla\n"DAT 9",${otra!.clave}\n`);
  const { casillas } = (await crear({ prep: [ruta], rutas })).paquete;
  expect(casillas.filter((c) => c.ruta !== undefined).map((c) => [c.clave, c.ruta])).toEqual([[otra!.clave, 'DAT 9']]);
  for (const malo of ['RUTA\nX', 'SECCION,RUTA\n0001,', 'SECCION,RUTA\n9999,X']) {
    writeFileSync(rutas, malo);
    await expect(crear({ prep: [ruta], rutas })).rejects.toMatchObject({ codigo: 'opcion_invalida' });
  }
});

describe.skipIf(!hayDatos)('acopio paquete crear (needs ../shared/data)', () => {
  test('Quintana Roo 2019: every acta, the ballot of each district, candidacies', async () => {
    const { paquete, dicho } = await crear({ prep: [QROO19], candidaturas: [QROO19_CANDIDATURAS] });
    expect(paquete.actas).toHaveLength(2136);
    expect(paquete).toMatchObject({ formatoCsv: '2019', ventana: { inicio: '2019-06-02T18:00:00-05:00' }, entidad: { id: '23', abreviatura: 'QROO' } });
    const [eleccion] = paquete.elecciones;
    // CAND_IND_1 stood in one district only.
    const conIndependiente = paquete.casillas.filter((c) => (eleccion!.boletas[ambitoDe(eleccion!, c)] ?? ['CAND_IND_1']).includes('CAND_IND_1'));
    expect(new Set(conIndependiente.map((c) => c.distrito?.id)).size).toBe(1);
    expect(paquete.candidaturas.length).toBeGreaterThan(250);
    expect(dicho).not.toContain('No entró');
    expect(statSync(`${salida}.opl.pem`).mode & 0o777).toBe(0o600);
  });

  test('one district of the ZIP as served, which brings its candidacies', async () => {
    const { paquete } = await crear({ prep: [QROO19_ZIP], distrito: '05' });
    expect(new Set(paquete.casillas.map((c) => c.distrito?.id))).toEqual(new Set(['5']));
    expect(paquete.candidaturas.every((c) => c.ambito === '5')).toBe(true);
    expect(Object.keys(paquete.elecciones[0]!.boletas)).toEqual(['5']);
  });

  test('Sonora 2021: typing errors of TIPO_ACTA are corrected and said', async () => {
    const { paquete, dicho } = await crear({ prep: [SON21] });
    expect(paquete.actas).toHaveLength(3748);
    expect(new Set(paquete.actas.map((a) => a.tipoActa))).toEqual(new Set(['2', '2E']));
    expect(dicho).toContain('TIPO_ACTA «d3» se tomó como 2');
  });

  test('Campeche 2021: three elections at once, disputed casillas reported, ballots from the candidacies', async () => {
    const { paquete, dicho } = await crear({
      prep: ['GOB', 'DIP_LOC', 'AYUN'].map(campeche), candidaturas: ['GOB', 'DIP_LOC', 'AYUN'].map((n) => campeche(n).replace('_2021.csv', '_CANDIDATURA_2021.csv')), catd: ['A', 'B'], aunqueIncompleto: true,
    });
    expect(paquete.elecciones.map((e) => e.id)).toEqual(['GUB', 'DIP_LOC', 'AYUN']);
    expect(paquete.actas).toHaveLength(1190 * 3);
    expect(paquete.casillas.every((c) => c.distrito !== null && c.municipio !== null)).toBe(true);
    expect(new Set(paquete.casillas.map((c) => c.catd))).toEqual(new Set(['A', 'B']));
    expect(dicho).toContain('040173B010002');
    expect(dicho).toContain('el encabezado dice 1,200 actas y el archivo trae 1,190');
    await expect(crear({ prep: [campeche('DIP_LOC')] })).rejects.toMatchObject({ codigo: 'prep_incompleto' });
  });

  test('Campeche 2021: juntas municipales are a package of their own', async () => {
    expect((await crear({ prep: [campeche('JUNTAS')] })).paquete.elecciones[0]).toMatchObject({ id: 'AYUN', titulo: 'JUNTAS', ambito: 'municipio' });
    await expect(crear({ prep: [campeche('JUNTAS'), campeche('AYUN')] })).rejects.toThrow(AppError);
  });

  test('so many casillas, taken along the whole catalogue; verified with its key and not with another', async () => {
    const { paquete } = await crear({ prep: [SON21], casillas: '60' });
    expect(paquete.casillas).toHaveLength(60);
    expect(new Set(paquete.casillas.map((c) => c.distrito?.id)).size).toBeGreaterThan(15);
    let dicho = '';
    await verificarPaquete(salida, `${salida}.opl.pem`, (t) => { dicho += t; });
    expect(dicho).toContain('La firma es de la llave indicada');
    await crearDesdePrep({ prep: [SON21], casillas: '2', salida: `${salida}.otro` }, () => undefined);
    await expect(verificarPaquete(salida, `${salida}.otro.opl.pub`, () => undefined)).rejects.toMatchObject({ codigo: 'paquete_firma' });
  });

  test.each([[{ casillas: '0' }], [{ distrito: '99' }], [{ inicio: '2021-06-06T18:00:00-06:00' }], [{ inicio: 'ayer', fin: 'hoy' }], [{ id: 'Ñ Á' }], [{ catd: ['../x'] }], [{ catd: [''] }]])('%o is refused', async (opciones) => {
    await expect(crear({ prep: [SON21], ...opciones })).rejects.toMatchObject({ codigo: 'opcion_invalida' });
  });
});
