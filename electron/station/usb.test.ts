import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importarUsb, type Importado } from '#central/ingesta/importar-usb.ts';
import { crearMedioUsb } from './medio-usb.ts';
import { CARPETA_USB, manifiestoUsbSchema, type ManifiestoUsb } from '#shared/sync/manifiesto-usb.ts';
import { AHORA, crearCentralDePrueba, type CentralDePrueba } from '#tests/central-de-prueba.ts';
import { crearEstacionDePrueba, relojDePrueba, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { eventosEnCentral } from '#tests/eventos-en-central.ts';
import { criptoNode, nuevaLlave } from './cripto-node.ts';
import { exportarCarpeta, recogerAcuses, vaciarBandejaAcuses } from './usb.ts';

let c: CentralDePrueba;
let e: EstacionDePrueba;
let usb: string;
beforeEach(async () => {
  c = await crearCentralDePrueba();
  e = await crearEstacionDePrueba({ opl: c.opl, central: c.firmante, reloj: relojDePrueba(AHORA) });
  usb = mkdtempSync(join(tmpdir(), 'acopio-usb-'));
  await e.digitalizar(...c.paquete.actas.slice(0, 3).map((a) => a.clave));
});
afterEach(async () => {
  await e.cerrar();
  await c.cerrar();
  rmSync(usb, { recursive: true, force: true });
});

const exportar = (destino = usb): Promise<ManifiestoUsb> => exportarCarpeta({ carpeta: e.carpeta, destino, ahora: e.reloj.ahora });
const codigoDe = (promesa: Promise<unknown>): Promise<string> => promesa.then(() => 'ninguno', (error: unknown) => (error as { codigo?: string }).codigo ?? String(error));
const importar = (): Promise<Importado> => importarUsb({
  medio: crearMedioUsb(usb, criptoNode.sha256), manifiesto: manifiestoUsbSchema.parse(JSON.parse(readFileSync(join(usb, CARPETA_USB.manifiesto), 'utf8'))),
  cripto: criptoNode, lote: c.central.entrega.lote, imagen: c.central.entrega.imagen,
});
const enCentral = (sql: string): unknown[] => {
  const base = new Database(join(c.carpeta, 'central.db'), { readonly: true });
  const filas = base.prepare<[]>(sql).pluck().all();
  base.close();
  return filas;
};
const tipos = (): string[] => e.estacion.bitacora.leer(1, 10_000).map((a) => (JSON.parse(a.texto) as { tipo: string }).tipo);

test('with no network at all, the central ends with the journal and the images, and the station with its acuses', async () => {
  const hasta = e.estacion.bitacora.cabeza().seq;
  const manifiesto = await exportar();
  expect(manifiesto.imagenes).toHaveLength(3);
  expect(await importar()).toEqual({ lotes: manifiesto.lotes.length, imagenes: 3, sinAcuses: null, problemas: [] });
  expect(eventosEnCentral(c.carpeta).map((x) => x.hash)).toEqual(e.estacion.bitacora.leer(1, hasta).map((a) => a.hash));
  expect(enCentral('select count(*) from imagen where completa = 1')).toEqual([3]);

  expect(await recogerAcuses(e.carpeta, usb)).toEqual({ acuses: manifiesto.lotes.length, malos: [] });
  await e.reabrir();
  await e.estacion.cerrar();
  await e.reabrir();
  expect(tipos().filter((t) => t === 'lote.acusado')).toHaveLength(manifiesto.lotes.length);
  // What is left is what the station wrote since.
  expect((await exportar(join(usb, 'otra'))).lotes[0]?.desde).toBe(hasta + 1);
});

test('brought twice, or gone on with after it was cut, it is the same', async () => {
  const primero = await exportar();
  const [lote] = readdirSync(join(usb, 'lotes'));
  rmSync(join(usb, 'lotes', lote ?? ''));
  writeFileSync(join(usb, 'imagenes', primero.imagenes[0]?.imagen ?? ''), 'cortada');
  rmSync(join(usb, CARPETA_USB.manifiesto));
  expect((await exportar()).lotes).toEqual(primero.lotes);
  expect((await importar()).problemas).toEqual([]);
  const antes = eventosEnCentral(c.carpeta).length;
  expect((await importar()).problemas).toEqual([]);
  expect(eventosEnCentral(c.carpeta)).toHaveLength(antes);
});

test('a file that changed on the way is said, and the rest is taken', async () => {
  const manifiesto = await exportar();
  const imagen = manifiesto.imagenes[0]?.imagen ?? '';
  writeFileSync(join(usb, 'imagenes', imagen), 'otra cosa');
  const { lotes, imagenes, problemas } = await importar();
  expect({ lotes, imagenes }).toEqual({ lotes: manifiesto.lotes.length, imagenes: 2 });
  expect(problemas.map((p) => p.archivo)).toEqual([`imagenes/${imagen}`]);
});

test('an acuse of somebody else is no acuse', async () => {
  mkdirSync(join(usb, 'acuses'));
  const doc = { tipo: 'application/vnd.acopio.acuse+json;v=1', contenido: '{}', llave: c.opl.llave, firma: 'x' };
  writeFileSync(join(usb, 'acuses', `${'a'.repeat(64)}.json`), JSON.stringify(doc));
  expect(await recogerAcuses(e.carpeta, usb)).toEqual({ acuses: 0, malos: [`${'a'.repeat(64)}.json`] });
  expect(await vaciarBandejaAcuses(e.carpeta, () => true)).toBe(0);
});

test('a range that the journal does not reach is said to be so, not that all of it was acknowledged', async () => {
  const { seq } = e.estacion.bitacora.cabeza();
  expect(await codigoDe(exportarCarpeta({ carpeta: e.carpeta, destino: usb, rango: { desde: seq + 1, hasta: seq + 9 }, ahora: e.reloj.ahora }))).toBe('usb_rango');
});

test('a folder that is not there any more is a USB that was pulled out', async () => {
  writeFileSync(join(usb, 'archivo'), '');
  expect(await codigoDe(exportar(join(usb, 'archivo')))).toBe('usb_retirado');
});

const esRoot = process.platform === 'linux' && process.getuid?.() === 0;
/** A medium of its own; null where it cannot be mounted. */
const montar = (opciones: string): (() => void) | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', opciones, 'tmpfs', usb], { stdio: 'ignore' });
    return () => execFileSync('umount', [usb]);
  } catch {
    return null;
  }
};

test.skipIf(!esRoot)('a full USB keeps what fits, and a larger one goes on (as root, where tmpfs can be mounted)', async ({ skip }) => {
  const desmontar = montar('size=12k');
  if (desmontar === null) return skip('tmpfs cannot be mounted here');
  try {
    expect(await codigoDe(exportar())).toBe('usb_lleno');
    expect(readdirSync(usb)).not.toContain(CARPETA_USB.manifiesto);
    expect(readdirSync(usb, { recursive: true }).filter((f) => String(f).endsWith('.parcial'))).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=8m', usb]);
    expect((await exportar()).imagenes).toHaveLength(3);
  } finally {
    desmontar();
  }
});

test.skipIf(!esRoot)('a write-protected USB is said as such (as root, where tmpfs can be mounted)', async ({ skip }) => {
  const desmontar = montar('ro');
  if (desmontar === null) return skip('tmpfs cannot be mounted here');
  try {
    expect(await codigoDe(exportar())).toBe('usb_solo_lectura');
  } finally {
    desmontar();
  }
});

test('a key or a certificate that is not of this station signs nothing: it says so instead of filling a USB that nobody takes', async () => {
  const [llave, certificado] = [join(e.carpeta, 'llave.pem'), join(e.carpeta, 'certificado.json')];
  const [pem, documento] = [readFileSync(llave, 'utf8'), readFileSync(certificado, 'utf8')];
  for (const mala of ['', 'hola', nuevaLlave()]) {
    writeFileSync(llave, mala);
    expect(await codigoDe(exportar())).toBe('credencial_danada');
  }
  writeFileSync(llave, pem);
  for (const malo of ['', documento.slice(0, 200), documento.replace(/"firma":"(.)/, (_, c: string) => `"firma":"${c === 'A' ? 'B' : 'A'}`)]) {
    writeFileSync(certificado, malo);
    expect(await codigoDe(exportar())).toBe('credencial_danada');
  }
  writeFileSync(certificado, documento);
  expect(readdirSync(usb)).toEqual([]);
  expect((await exportar()).imagenes).toHaveLength(3);
});
