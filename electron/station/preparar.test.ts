import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearEstacionDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { abrirEstacion } from './crear-estacion.ts';
import { crearFirmante, nuevaLlave } from './cripto-node.ts';
import { prepararEstacion, type Preparacion } from './preparar.ts';

const opl = crearFirmante(nuevaLlave());
let p: EstacionDePrueba;
let nueva: string;
beforeEach(async () => {
  p = await crearEstacionDePrueba({ opl });
  nueva = mkdtempSync(join(tmpdir(), 'acopio-preparar-'));
});
afterEach(async () => {
  await p.cerrar();
  rmSync(nueva, { recursive: true, force: true });
});

const preparacion = (cambios: Partial<Preparacion> = {}): Preparacion => ({
  carpeta: nueva, paqueteTexto: p.paqueteTexto, llaveOpl: opl.llave, estacion: 'C1-B', catd: 'C1', version: '0', reloj: relojDePrueba(),
  firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' })),
  ...cambios,
});
const error = (codigo: string): unknown => expect.objectContaining({ codigo });

describe('preparing', () => {
  test('makes a workspace whose first event is the puesta en ceros, with a key that only its owner reads', async () => {
    await prepararEstacion(preparacion());
    expect(statSync(join(nueva, 'llave.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(nueva, 'paquete.json'), 'utf8')).toBe(p.paqueteTexto);
    const estacion = await abrirEstacion({ carpeta: nueva, puertos: p.puertos });
    const [primero, segundo] = estacion.bitacora.leer(1, 2).map((a) => JSON.parse(a.texto) as { tipo: string; datos: Record<string, unknown> });
    expect(primero).toMatchObject({ tipo: 'estacion.iniciada', datos: { epoca: estacion.bitacora.epoca, estacion: 'C1-B', catd: 'C1', modo: 'simulacro' } });
    expect(segundo!.tipo).toBe('estacion.abierta');
    await estacion.cerrar();
  });

  test('twice the same election changes nothing; another election is refused', async () => {
    await prepararEstacion(preparacion());
    const llave = readFileSync(join(nueva, 'llave.pem'), 'utf8');
    await prepararEstacion(preparacion());
    expect(readFileSync(join(nueva, 'llave.pem'), 'utf8')).toBe(llave);
    const otra = firmarPaquete(paqueteDePrueba({ modo: 'simulacro', nombre: 'Otra' }), opl);
    await expect(prepararEstacion(preparacion({ paqueteTexto: otra }))).rejects.toThrow(error('paquete_distinto'));
    expect(readFileSync(join(nueva, 'paquete.json'), 'utf8')).toBe(p.paqueteTexto);
  });

  test('a folder is of one station: another name or another CATD is refused, and changes nothing', async () => {
    await prepararEstacion(preparacion());
    const certificado = readFileSync(join(nueva, 'certificado.json'), 'utf8');
    await expect(prepararEstacion(preparacion({ estacion: 'C1-C' }))).rejects.toMatchObject({ codigo: 'carpeta_de_otra_estacion', parametros: { estacion: 'C1-B', catd: 'C1' } });
    expect(readFileSync(join(nueva, 'certificado.json'), 'utf8')).toBe(certificado);
  });

  test('a package of somebody else, a CATD that it does not have, a certificate of another key: nothing is made', async () => {
    await expect(prepararEstacion(preparacion({ llaveOpl: crearFirmante(nuevaLlave()).llave }))).rejects.toThrow(error('paquete_firma'));
    await expect(prepararEstacion(preparacion({ catd: 'C9' }))).rejects.toThrow(error('paquete_invalido'));
    const ajeno = firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ estacion: 'C1-B', catd: 'C1', llave: opl.llave, desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' }));
    await expect(prepararEstacion(preparacion({ firmarCertificado: () => ajeno }))).rejects.toThrow(error('estacion_desconocida'));
    expect(existsSync(join(nueva, 'acopio.db'))).toBe(false);
  });
});

describe('opening', () => {
  test('a second time, while it is open, is refused; after it closed it is not', async () => {
    await expect(abrirEstacion({ carpeta: p.carpeta, puertos: p.puertos })).rejects.toThrow(error('estacion_ocupada'));
    await expect(prepararEstacion(preparacion({ carpeta: p.carpeta }))).rejects.toThrow(error('estacion_ocupada'));
    await p.reabrir();
  });

  test('an empty folder has no election', async () => {
    await expect(abrirEstacion({ carpeta: nueva, puertos: p.puertos })).rejects.toThrow(error('sin_paquete'));
  });

  test.each<[string, string, (base: Database.Database) => void]>([
    ['a changed event', 'bitacora_rota', (b) => b.exec("update bitacora set texto = replace(texto, 'C1-A', 'C1-Z') where seq = 1")],
    ['a newer program', 'base_mas_nueva', (b) => b.pragma('user_version = 99')],
    ['another package', 'paquete_distinto', (b) => b.exec("update metadatos set valor = 'x' where clave = 'paquete'")],
  ])('what %s left is not opened, and the folder is free again', async (_, codigo, estropear) => {
    await p.estacion.cerrar();
    const base = new Database(join(p.carpeta, 'acopio.db'));
    estropear(base);
    base.close();
    for (let i = 0; i < 2; i++) await expect(abrirEstacion({ carpeta: p.carpeta, puertos: p.puertos })).rejects.toThrow(error(codigo));
  });

  test('a package with one byte changed on the disk is not opened', async () => {
    await p.estacion.cerrar();
    writeFileSync(join(p.carpeta, 'paquete.json'), p.paqueteTexto.replace('prueba-2027', 'prueba-2028'));
    await expect(abrirEstacion({ carpeta: p.carpeta, puertos: p.puertos })).rejects.toThrow(error('paquete_firma'));
  });

  test('an image whose bytes changed on the disk is named', async () => {
    await p.digitalizar('990010B0100A02');
    const imagen = (JSON.parse(p.estacion.bitacora.leer(1, 100).find((a) => a.texto.includes('imagen.guardada'))!.texto) as { datos: { imagen: string } }).datos.imagen;
    expect(await p.estacion.verificarImagenes()).toEqual([]);
    writeFileSync(join(p.carpeta, 'imagenes', imagen.slice(0, 2), imagen.slice(2, 4), imagen), 'otra cosa');
    expect(await p.estacion.verificarImagenes()).toEqual([imagen]);
  });
});
