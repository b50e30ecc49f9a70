import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { claveCasilla } from '#shared/domain/casilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, hojaDePrueba, type EstacionDePrueba } from '../estacion-de-prueba.ts';
import { paqueteDePrueba } from '../paquete-de-prueba.ts';
import { proyeccionesYReconstruccion } from '../proyecciones.ts';

const CORTES = 4;
const ACTAS = 2_000;
const TRABAJADOR = fileURLToPath(new URL('./trabajador.ts', import.meta.url));

let p: EstacionDePrueba;
afterEach(() => p.cerrar());

/** One election with enough actas for the worker never to finish. */
const muchas = () => {
  const base = paqueteDePrueba();
  const casillas = Array.from({ length: ACTAS }, (_, i) => {
    const partes = { seccion: String(i + 1).padStart(4, '0'), tipo: 'B' as const, idCasilla: '01', extContigua: '00' };
    return { ...base.casillas[0]!, ...partes, clave: claveCasilla('99', partes) };
  });
  return {
    elecciones: [base.elecciones[0]!], casillas,
    actas: casillas.map((c) => ({ clave: `${c.clave}A02`, casilla: c.clave, eleccion: 'GUB' as const, tipoActa: 'A02', listaNominal: 500, representantes: 10 })),
  };
};

const lineas = (archivo: string): string[] => (existsSync(archivo) ? readFileSync(archivo, 'utf8').split('\n').slice(0, -1) : []);

/** Lets a station work until it has acknowledged `pasos` more steps and `ms` have passed, and kills it without warning. */
const trabajarYMatar = (acuses: string, desde: number, pasos: number, ms: number): Promise<NodeJS.Signals | null> =>
  new Promise((resolver, rechazar) => {
    const antes = lineas(acuses).length;
    const hijo = spawn(process.execPath, [TRABAJADOR, p.carpeta, join(p.carpeta, 'paquete.json'), acuses, String(desde)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errores = '';
    hijo.stderr.on('data', (d: Buffer) => { errores += d.toString(); });
    const vigia = setInterval(() => {
      if (lineas(acuses).length < antes + pasos) return;
      clearInterval(vigia);
      setTimeout(() => hijo.kill('SIGKILL'), ms);
    }, 2);
    hijo.on('exit', (codigo, senal) => {
      clearInterval(vigia);
      if (senal === 'SIGKILL') resolver(senal);
      else rechazar(new Error(`the worker ended by itself (${codigo}): ${errores}`));
    });
  });

type Leido = { tipo: string; acta?: string; actor: string; datos: Record<string, unknown> };

test('killed again and again in the middle of its work, it has all that it acknowledged, once', async () => {
  p = await crearEstacionDePrueba({ paquete: muchas() });
  await p.estacion.cerrar();
  const acuses = join(p.carpeta, 'acuses.txt');
  writeFileSync(acuses, '');
  for (let corte = 0; corte < CORTES; corte++) {
    await trabajarYMatar(acuses, corte * 150, 20 + corte * 13, (corte * 7) % 19);

    // The lock of a dead process holds nobody back; opening walks the whole chain.
    await p.reabrir();
    // Sheets that were stored and not yet looked at are looked at now.
    await p.estacion.enReposo();
    const eventos: Leido[] = p.estacion.bitacora.leer(1, 100_000).map((a) => JSON.parse(a.texto) as Leido);
    expect(await p.estacion.verificarImagenes()).toEqual([]);
    await p.estacion.cerrar();
    const { antes, despues } = proyeccionesYReconstruccion(p.carpeta, p.paquete);
    expect(despues).toEqual(antes);

    const veces = new Map<string, number>();
    const contar = (que: string): void => void veces.set(que, (veces.get(que) ?? 0) + 1);
    for (const e of eventos) {
      if (e.tipo === 'acta.acopiada') contar(`acopio ${e.acta}`);
      if (e.tipo === 'captura.registrada') contar(`captura ${e.acta} ${e.actor}`);
      if (e.tipo === 'imagen.guardada') contar(`sha ${String(e.datos['imagen'])}`);
    }
    const dichos = lineas(acuses).filter((l) => /^(acopio|captura|imagen|hoja)/.test(l)).map((l) => {
      const [que, acta] = l.split(' ');
      return que === 'imagen' || que === 'hoja' ? `sha ${createHash('sha256').update(hojaDePrueba(escribirEtiqueta(p.paquete.id, acta!), acta)).digest('hex')}` : l;
    });
    expect(dichos.filter((d) => !veces.has(d))).toEqual([]);
    expect([...veces].filter(([, n]) => n !== 1)).toEqual([]);
    expect(dichos.length).toBeGreaterThan(10 * (corte + 1));
  }
}, 180_000);
