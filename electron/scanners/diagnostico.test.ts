import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programaFalso } from '#tests/sane-de-prueba.ts';
import { diagnosticar } from './diagnostico.ts';
import { dispositivosUsb } from './permisos-usb.ts';

let carpeta: string;
beforeEach(() => { carpeta = mkdtempSync(join(tmpdir(), 'acopio-diagnostico-')); });
afterEach(() => rmSync(carpeta, { recursive: true, force: true }));

const nada = { sane: { programa: 'no-hay' }, naps2: 'no-hay', escl: null, usb: () => Promise.resolve(null) } as const;

test('a machine with nothing: what to install, and no failure', async () => {
  const d = await diagnosticar({ ...nada, plataforma: 'linux' });
  expect(d).toMatchObject({ sane: { version: null, dispositivos: [] }, naps2: { programa: null, dispositivos: [] }, escl: [], usb: null });
  expect(d.avisos.join('\n')).toMatch(/sane-utils[^]*No se encontró ningún escáner/);
  expect((await diagnosticar({ ...nada, plataforma: 'win32' })).avisos.join('\n')).toContain('NAPS2');
});

test('what each program says it sees', async () => {
  const scanimage = programaFalso(carpeta, 'scanimage.cjs', "process.argv[2] === '--version' ? console.log('scanimage (sane-backends) 1.1.1-debian; backend version 1.1.1') : console.log('fujitsu:fi:1\\tFUJITSU\\tfi-7600\\tscanner')");
  const naps2 = programaFalso(carpeta, 'naps2.cjs', "if (process.argv[4] === 'twain') console.log('PaperStream IP fi-7600'); if (process.argv[4] === 'escl') process.exit(1)");
  const d = await diagnosticar({ ...nada, sane: { programa: scanimage }, naps2, plataforma: 'win32' });
  expect(d).toMatchObject({ sane: { version: '1.1.1', dispositivos: [{ nombre: 'fujitsu:fi:1', modelo: 'fi-7600' }] }, naps2: { programa: naps2, dispositivos: [{ driver: 'twain', nombre: 'PaperStream IP fi-7600' }] } });
  expect(d.avisos).toEqual([]);
});

test('a scanner on the USB bus that this user may not open is told with its name and its node', async () => {
  const aparato = (entrada: string, datos: Record<string, string>): void => {
    mkdirSync(join(carpeta, 'sys', entrada), { recursive: true });
    for (const [nombre, valor] of Object.entries(datos)) writeFileSync(join(carpeta, 'sys', entrada, nombre), `${valor}\n`);
  };
  aparato('1-1', { idVendor: '04c5', idProduct: '132e', manufacturer: 'Fujitsu', product: 'fi-7600', busnum: '1', devnum: '4', bDeviceClass: 'ff' });
  aparato('1-2', { idVendor: '04a9', idProduct: '190f', product: 'LiDE', busnum: '1', devnum: '5', bDeviceClass: 'ff' });
  aparato('1-3', { idVendor: '046d', idProduct: 'c077', product: 'Mouse', busnum: '1', devnum: '6', bDeviceClass: '00' });
  mkdirSync(join(carpeta, 'dev', '001'), { recursive: true });
  writeFileSync(join(carpeta, 'dev', '001', '005'), '');
  const hallados = await dispositivosUsb(join(carpeta, 'sys'), join(carpeta, 'dev'));
  expect(hallados).toEqual([
    { usb: '04c5:132e', nombre: 'Fujitsu fi-7600', nodo: join(carpeta, 'dev', '001', '004'), permitido: false },
    { usb: '04a9:190f', nombre: 'LiDE', nodo: join(carpeta, 'dev', '001', '005'), permitido: true },
  ]);
  const d = await diagnosticar({ ...nada, plataforma: 'linux', usb: () => Promise.resolve(hallados) });
  expect(d.avisos.join('\n')).toContain('No hay permiso para usar Fujitsu fi-7600');
  expect(await dispositivosUsb(join(carpeta, 'no-hay'))).toBeNull();
});
