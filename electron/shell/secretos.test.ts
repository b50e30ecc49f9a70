import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nuevaLlave } from '#electron/station/cripto-node.ts';
import { custodiaLlavero, type CanalSecretos } from './custodia-llavero.ts';
import { atenderSecreto, type RespuestaSecreto } from './secretos.ts';

type Llavero = Parameters<typeof atenderSecreto>[0];
/** Electron's keyring is not here: this one turns the bytes round, and opens only what it turned. */
const llavero = (cambios: { disponible?: boolean; respaldo?: ReturnType<Llavero['getSelectedStorageBackend']>; renovar?: boolean } = {}): Llavero => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(cambios.disponible ?? true),
  getSelectedStorageBackend: () => cambios.respaldo ?? 'gnome_libsecret',
  encryptStringAsync: (texto) => Promise.resolve(Buffer.from(`v1${texto}`).reverse()),
  decryptStringAsync: (bytes) => {
    const texto = Buffer.from(bytes).reverse().toString('utf8');
    return texto.startsWith('v1') ? Promise.resolve({ result: texto.slice(2), shouldReEncrypt: cambios.renovar ?? false }) : Promise.reject(new Error('not ours'));
  },
});
const canalA = (l: Llavero, plataforma: NodeJS.Platform = 'linux'): CanalSecretos => {
  let oir: (r: RespuestaSecreto) => void = () => undefined;
  return { enviar: (p) => void atenderSecreto(l, p, plataforma).then((r) => oir(r)), alResponder: (fn) => (oir = fn) };
};

describe("the station's key in the system's keyring", () => {
  const carpeta = mkdtempSync(path.join(tmpdir(), 'secretos-'));
  afterAll(() => rmSync(carpeta, { recursive: true }));
  const ruta = path.join(carpeta, 'llave.pem');
  const pem = nuevaLlave();

  test('is sealed on disk, and opens to what it was', async () => {
    const custodia = custodiaLlavero(canalA(llavero()), 'rehusar');
    await custodia.guardar(ruta, pem);
    expect(readFileSync(ruta, 'utf8')).toMatch(/^sellada:[\w+/=]+$/);
    expect(readFileSync(ruta, 'utf8')).not.toContain('PRIVATE');
    if (process.platform !== 'win32') expect(statSync(ruta).mode & 0o777).toBe(0o600);
    expect(await custodia.leer(ruta)).toBe(pem);
  });

  test('is sealed again when the keyring asks', async () => {
    const antes = statSync(ruta).mtimeMs;
    expect(await custodiaLlavero(canalA(llavero({ renovar: true })), 'rehusar').leer(ruta)).toBe(pem);
    expect(statSync(ruta).mtimeMs).toBeGreaterThan(antes);
  });

  test.each([['basic_text' as const], ['unknown' as const]])('with %s on Linux a jornada refuses and a simulacro keeps it in the clear', async (respaldo) => {
    const otra = path.join(carpeta, respaldo);
    await expect(custodiaLlavero(canalA(llavero({ respaldo })), 'rehusar').guardar(otra, pem)).rejects.toMatchObject({ codigo: 'llavero_no_disponible' });
    const custodia = custodiaLlavero(canalA(llavero({ respaldo })), 'en_claro');
    await custodia.guardar(otra, pem);
    expect(await custodia.leer(otra)).toBe(pem);
  });

  test('Windows has one keyring, whatever it says of backends', async () => {
    await custodiaLlavero(canalA(llavero({ respaldo: 'unknown' }), 'win32'), 'rehusar').guardar(ruta, pem);
    expect(readFileSync(ruta, 'utf8')).toMatch(/^sellada:/);
  });

  test('sealed elsewhere does not open here, and says what to do', async () => {
    writeFileSync(ruta, `sellada:${Buffer.from('de otro equipo').toString('base64')}`);
    await expect(custodiaLlavero(canalA(llavero()), 'en_claro').leer(ruta)).rejects.toMatchObject({ codigo: 'llave_ilegible' });
    await expect(custodiaLlavero(canalA(llavero({ disponible: false })), 'en_claro').leer(ruta)).rejects.toMatchObject({ codigo: 'llave_ilegible' });
  });
});
