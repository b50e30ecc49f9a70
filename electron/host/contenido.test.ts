import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CSP, resolverRecurso, rutaDeRecurso } from './contenido.ts';

describe('rutaDeRecurso', () => {
  test.each([
    ['/', 'index.html'],
    ['/captura', 'index.html'],
    ['/assets/main-abc.js', 'assets/main-abc.js'],
    ['//assets//x.css', 'assets/x.css'],
    ['/n%C3%BAmero.png', 'número.png'],
  ])('%s → %s', (url, archivo) => {
    expect(rutaDeRecurso(url)).toBe(archivo);
  });

  test.each(['/../package.json', '/a/../../x.js', '/%2e%2e/x.js', '/..%2fx.js', '/..%5cx.js', '/a\\..\\x.js', '/x%00.js', '/%E0%A4%A.js', '/C:/x.js', 'x.js', '/./x.js'])('refuses %s', (url) => {
    expect(rutaDeRecurso(url)).toBeNull();
  });
});

describe('resolverRecurso', () => {
  let base = '';
  beforeAll(() => {
    base = mkdtempSync(path.join(tmpdir(), 'contenido-'));
    mkdirSync(path.join(base, 'web'));
    writeFileSync(path.join(base, 'secreto.json'), '{}');
    writeFileSync(path.join(base, 'web', 'index.html'), '<p>');
    writeFileSync(path.join(base, 'web', 'programa.exe'), '');
    symlinkSync(path.join(base, 'secreto.json'), path.join(base, 'web', 'fuera.json'));
  });
  afterAll(() => rmSync(base, { recursive: true }));

  test('gives the file and its type', async () => {
    expect(await resolverRecurso(path.join(base, 'web'), '/')).toEqual({ archivo: expect.stringMatching(/index\.html$/) as string, tipo: 'text/html; charset=utf-8' });
  });
  test.each(['/fuera.json', '/no-hay.js', '/programa.exe', '/../secreto.json'])('nothing for %s', async (url) => {
    expect(await resolverRecurso(path.join(base, 'web'), url)).toBeNull();
  });
});

test('the policy has no unsafe source and no foreign origin', () => {
  expect(CSP).not.toMatch(/unsafe|https?:|\*/);
});
