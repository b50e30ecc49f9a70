import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crearAzar } from '#electron/papel/azar.ts';
import { BLANCOS_DE_TEXTO, type Blanco } from './blancos.ts';
import { crearBlancoImagen } from './blanco-imagen.ts';
import { correrFuzz } from './correr.ts';
import { mutar } from './mutar.ts';

const opciones = { semilla: 'pruebas', memoriaMb: 500, guardarEn: null, avisar: () => undefined };
const imagen = crearBlancoImagen(60_000);

afterAll(() => imagen.cerrar?.());

describe('what reads the work of others', () => {
  it.each(BLANCOS_DE_TEXTO.map((b): [string, Blanco] => [b.nombre, b]))('%s: stands its corpus and spoiled texts', async (_, blanco) => {
    expect(await correrFuzz(blanco, { ...opciones, ciclos: 25 })).toEqual([]);
  });

  it('imagen: the pool stands its corpus and spoiled images', async () => {
    expect(await correrFuzz(imagen, { ...opciones, ciclos: 12 })).toEqual([]);
  });
});

describe('the fuzzer', () => {
  it('tries the same with the same seed', () => {
    const una = Buffer.from('una entrada cualquiera, larga como para cambiarla');
    const serie = (semilla: number): string[] => {
      const azar = crearAzar(semilla);
      return Array.from({ length: 20 }, () => mutar(una, una, azar).toString('hex'));
    };
    expect(serie(1)).toEqual(serie(1));
    expect(serie(1)).not.toEqual(serie(2));
    expect(new Set(serie(3)).size).toBeGreaterThan(10);
  });

  it('says what failed and keeps its input', async () => {
    const carpeta = mkdtempSync(path.join(tmpdir(), 'acopio-fuzz-'));
    try {
      const fragil: Blanco = { nombre: 'fragil', peso: 1, semillas: () => Promise.resolve([Buffer.from('abc')]), probar: (b) => (b.length > 3 ? Promise.reject(new Error('muy larga')) : Promise.resolve()) };
      const fallas = await correrFuzz(fragil, { ...opciones, ciclos: 40, guardarEn: carpeta });
      expect(fallas.length).toBeGreaterThan(0);
      expect(fallas[0]).toMatchObject({ blanco: 'fragil', error: 'muy larga' });
      expect(readdirSync(path.join(carpeta, 'fragil'))).toContain(fallas[0]!.entrada);
    } finally {
      rmSync(carpeta, { recursive: true });
    }
  });
});
