import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { instalarPorApt } from './apt.mjs';
import { CASOS } from './resistencia/casos.ts';
import { centralCorteDeLuz } from './resistencia/casos/central.ts';
import { corteDeLuz } from './resistencia/casos/corte-de-luz.ts';
import { correrResistencia, type CicloTerminado, type Informe } from './resistencia/correr.ts';
import { impedimentoCorte, sinRaiz } from './resistencia/montar.ts';

/** `npm run resistencia`: real stations and a real central that are killed, cut and spoiled, and what must hold after each time. Exit 1 when something did not. */

type Opciones = { readonly ciclos: string; readonly semilla: string; readonly caso?: string; readonly json?: boolean; readonly carpeta: string };

/** On a real disk: the system's temporary folder may be memory. */
const CARPETA = fileURLToPath(new URL('../out/resistencia/', import.meta.url));

const linea = (c: CicloTerminado): string =>
  `${String(c.ciclo).padStart(4)}  ${c.caso.padEnd(20)} ${c.faltas.length === 0 ? 'bien ' : 'FALLA'}  ${String(c.pasos).padStart(3)} pasos  ${String(c.ms).padStart(6)} ms  ${c.hecho.join('; ')}${c.faltas.length === 0 ? '' : `\n      ${c.faltas.join('\n      ')}\n      ${c.carpeta ?? ''}`}`;

const tabla = ({ ciclos, omitidos }: Informe): string => {
  const filas = CASOS.filter((c) => ciclos.some((t) => t.caso === c.nombre)).map((c) => {
    const suyos = ciclos.filter((t) => t.caso === c.nombre);
    return `${c.nombre.padEnd(20)} ${String(suyos.length).padStart(6)} ${String(suyos.filter((t) => t.faltas.length > 0).length).padStart(7)} ${String(suyos.reduce((n, t) => n + t.pasos, 0)).padStart(7)}  ${c.que}`;
  });
  return ['', `${'caso'.padEnd(20)} ciclos  fallas   pasos  qué`, ...filas, ...omitidos.map((o) => `${o.caso.padEnd(20)} se omite: ${o.porque}`)].join('\n');
};

const correr = async (o: Opciones): Promise<number> => {
  const decir = (texto: string): void => void (o.json === true ? process.stderr : process.stdout).write(`${texto}\n`);
  const casos = CASOS.filter((c) => o.caso === undefined || c.nombre === o.caso);
  if (casos.length === 0 || !/^\d+$/.test(o.ciclos)) {
    process.stderr.write(`--ciclos es un número y --caso uno de: ${CASOS.map((c) => c.nombre).join(', ')}.\n`);
    return 2;
  }
  mkdirSync(o.carpeta, { recursive: true });
  // A power cut needs btrfs; where it cannot be installed the case says that it is skipped, and why.
  if ((casos.includes(corteDeLuz) || casos.includes(centralCorteDeLuz)) && sinRaiz() === null && impedimentoCorte() !== null) instalarPorApt('btrfs-progs');
  const informe = await correrResistencia({
    ciclos: Number(o.ciclos), semilla: o.semilla, casos, carpeta: path.resolve(o.carpeta), aLaVez: Math.min(2, availableParallelism()), alTerminarCiclo: (c) => decir(linea(c)),
  });
  const rotos = informe.ciclos.filter((c) => c.faltas.length > 0);
  decir(tabla(informe));
  if (informe.ciclos.length === 0) {
    process.stderr.write('No se corrió ningún ciclo: no se comprobó nada.\n');
    return 2;
  }
  decir(rotos.length === 0 ? `\n${informe.ciclos.length} ciclos, ninguna invariante rota.` : `\n${rotos.length} de ${informe.ciclos.length} ciclos rompieron una invariante; sus carpetas se conservan.`);
  if (o.json === true) process.stdout.write(`${JSON.stringify(informe, null, 2)}\n`);
  return rotos.length === 0 ? 0 : 1;
};

await new Command('resistencia')
  .description('mata, corta y estropea estaciones y central de verdad, y comprueba después lo que nunca debe romperse')
  .option('--ciclos <n>', 'cuántas veces', '100')
  .option('--semilla <texto>', 'la misma semilla hace el mismo daño', '1')
  .option('--caso <nombre>', `una sola clase de falla: ${CASOS.map((c) => c.nombre).join(', ')}`)
  .option('--carpeta <carpeta>', 'dónde se trabaja; ahí quedan los ciclos que fallaron', CARPETA)
  .option('--json', 'escribe el informe completo en JSON')
  .action(async (opciones: Opciones) => { process.exitCode = await correr(opciones); })
  .parseAsync(process.argv);
