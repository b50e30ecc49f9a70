import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { RAIZ } from './anfitrion.ts';

const leer = (...partes: string[]): string => readFileSync(path.join(RAIZ, 'out', ...partes), 'utf8');

describe('the built preload', () => {
  const preload = leer('preload', 'preload.cjs');

  /** Runs it with a stand-in for Electron and gives what a page would see. */
  const ejecutar = () => {
    const expuesto = new Map<string, Record<string, (...a: unknown[]) => unknown>>();
    const oyentes = new Map<string, (...a: unknown[]) => void>();
    const invocado: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (nombre: string, objeto: Record<string, (...a: unknown[]) => unknown>) => expuesto.set(nombre, objeto) },
      ipcRenderer: {
        invoke: (...a: unknown[]) => invocado.push(a),
        on: (canal: string, oir: (...a: unknown[]) => void) => oyentes.set(canal, oir),
        removeListener: (canal: string) => oyentes.delete(canal),
      },
    };
    // Nothing else is in reach: a `process` or a `global` that it used would be an error here.
    runInNewContext(preload, { require: (nombre: string) => (nombre === 'electron' ? electron : null) });
    return { expuesto, oyentes, invocado };
  };

  test('exposes three functions and nothing of Electron', () => {
    const { expuesto, invocado } = ejecutar();
    expect([...expuesto.keys()]).toEqual(['acopio']);
    const puente = expuesto.get('acopio') ?? {};
    expect(Object.keys(puente)).toEqual(['llamar', 'alCambiar', 'alLeer']);
    expect(Object.isFrozen(puente)).toBe(true);
    void puente['llamar']?.({ metodo: 'x' });
    expect(invocado).toEqual([['api:llamar', { metodo: 'x' }]]);
  });

  test('gives pages what an event carries, never the event', () => {
    const { expuesto, oyentes } = ejecutar();
    const avisos: unknown[][] = [];
    const dejar = expuesto.get('acopio')?.['alCambiar']?.((...a: unknown[]) => avisos.push(a)) as () => unknown;
    oyentes.get('api:cambio')?.({ sender: 'ipcRenderer' }, ['captura']);
    expect(avisos).toEqual([[['captura']]]);
    expect(dejar()).toBeUndefined();
    expect(oyentes.size).toBe(0);
  });

  test('is one CommonJS file that loads only Electron', () => {
    expect(readdirSync(path.join(RAIZ, 'out', 'preload')).filter((f) => !f.endsWith('.map'))).toEqual(['preload.cjs']);
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map((m) => m[1])).toEqual(['electron']);
    expect(preload).not.toMatch(/^import /m);
  });
});

test('the pages have nothing inline, nothing from elsewhere, and carry the policy themselves too', () => {
  const html = leer('renderer', 'index.html');
  const politica = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';
  expect(politica).toContain("default-src 'none'; script-src 'self'");
  expect(politica).not.toMatch(/unsafe|https?:|\*/);
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/i);
  expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1]?.startsWith('./'))).not.toContain(false);
});

/** A program and every file of ours that it loads, now or later. */
const alcanzables = (programa: string): string[] => {
  const vistos = new Set<string>();
  const seguir = (archivo: string): void => {
    if (vistos.has(archivo)) return;
    vistos.add(archivo);
    for (const [, destino] of leer('main', archivo).matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)) seguir(path.posix.join(path.posix.dirname(archivo), destino ?? ''));
  };
  seguir(programa);
  return [...vistos];
};

test('Electron is loaded by its main process alone', () => {
  const conElectron = (programa: string): string[] => alcanzables(programa).filter((f) => /(?:from|import)\s*\(?\s*["']electron["']/.test(leer('main', f)));
  expect(conElectron('main.js')).not.toEqual([]);
  for (const programa of ['acopio.js', 'estacion-proceso.js', 'vision-worker.js']) expect(conElectron(programa)).toEqual([]);
  expect(alcanzables('estacion-proceso.js').length).toBeGreaterThan(5);
});
