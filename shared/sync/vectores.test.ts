import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { vectoresLote } from '#scripts/vectores-lote.ts';
import { HASH_CERO, hashEvento } from '#shared/domain/evento.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerAcuse } from './acuse.ts';
import { pae } from './firma.ts';
import { exigirInicio } from './inicio-lote.ts';
import { leerLote } from './lote.ts';

/** What other programs are checked against: the file as it is published, not what our code would write today. */
const v = JSON.parse(readFileSync(new URL('../../docs/formats/lote-vectores.json', import.meta.url), 'utf8')) as ReturnType<typeof vectoresLote>;
const llave = (nombre: string): string => v.llaves[nombre]!.publica;

test('our code writes the published vectors byte by byte', () => {
  expect(vectoresLote()).toEqual(v);
});

test('pre-authentication encoding and hashes of the events', () => {
  expect(Buffer.from(pae(v.pae.tipo, v.pae.cuerpo)).toString('hex')).toBe(v.pae.hex);
  let previo = HASH_CERO;
  for (const { texto, hash } of v.eventos) {
    expect(hashEvento(criptoNode, previo, texto)).toBe(hash);
    previo = hash;
  }
});

test.each(v.buenos)('good: $nombre', ({ texto, sha256, desde, hasta, cabeza }) => {
  expect(leerLote(criptoNode, texto, llave('opl')).cabecera).toMatchObject({ desde, hasta, cabeza });
  expect(criptoNode.sha256(texto)).toBe(sha256);
});

test.each(v.malos)('bad: $nombre', ({ texto, codigo }) => {
  expect(() => exigirInicio(leerLote(criptoNode, texto, llave('opl')))).toThrow(expect.objectContaining({ codigo }) as AppError);
});

test('the acuse is the central\'s word and nobody else\'s', () => {
  expect(leerAcuse(criptoNode, v.acuse.documento, llave('central'))).toEqual(v.acuse.contenido);
  expect(leerAcuse(criptoNode, v.acuse.documento, llave('estacion'))).toBeNull();
});
