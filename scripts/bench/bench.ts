import { Command } from 'commander';
import { vigilarAnfitrion } from './anfitrion.ts';
import type { FilaBench } from './fila.ts';
import { BENCHES } from './lista.ts';

/** `npm run bench`: runs the measurements and prints a table, or JSON. Exit 0 when every limit holds, 1 when one does not, 2 for a bad option. */

/** With more than this of its processor given to others a machine does not measure a program. */
const RUIDO = 0.03;

const numero = (n: number | null): string => {
  if (n === null) return '';
  return n >= 100 ? Math.round(n).toLocaleString('es-MX') : n.toFixed(2);
};

const tabla = (filas: readonly FilaBench[]): string => {
  const celdas = [
    ['medida', 'valor', 'unidad', 'piso', 'razón', 'límite', ''],
    ...filas.map((f) => [f.nombre, numero(f.valor), f.unidad, numero(f.piso), numero(f.razon), f.criterio, f.cumple ? '✓' : '✗ no cumple']),
  ];
  const anchos = (celdas[0] ?? []).map((_, i) => Math.max(...celdas.map((fila) => (fila[i] ?? '').length)));
  const aLaDerecha = new Set([1, 3, 4]);
  return celdas.map((fila) => fila.map((c, i) => (aLaDerecha.has(i) ? c.padStart(anchos[i] ?? 0) : c.padEnd(anchos[i] ?? 0))).join('  ').trimEnd()).join('\n');
};

type Opciones = { readonly json?: true; readonly largo?: true; readonly solo?: string; readonly semilla: string };

const correr = async (opciones: Opciones): Promise<number> => {
  const elegidos = opciones.solo === undefined ? BENCHES : BENCHES.filter((b) => b.nombre === opciones.solo);
  if (elegidos.length === 0) {
    process.stderr.write(`No hay medición «${opciones.solo ?? ''}». Hay: ${BENCHES.map((b) => b.nombre).join(', ')}.\n`);
    return 2;
  }
  const filas: FilaBench[] = [];
  for (const bench of elegidos) {
    process.stderr.write(`${bench.nombre}: ${bench.descripcion}\n`);
    const desde = performance.now();
    const robado = await vigilarAnfitrion();
    filas.push(...await bench.correr({ largo: opciones.largo === true, semilla: opciones.semilla, avisar: (texto) => process.stderr.write(`  ${texto}\n`) }));
    const ajeno = await robado();
    process.stderr.write(`  ${((performance.now() - desde) / 1000).toFixed(0)} s${ajeno !== null && ajeno > RUIDO ? `; otros ocuparon ${Math.round(100 * ajeno)} % de este procesador: mida de nuevo con el anfitrión en calma` : ''}\n`);
  }
  process.stdout.write(opciones.json === true ? `${JSON.stringify(filas, null, 2)}\n` : `${tabla(filas)}\n`);
  return filas.every((f) => f.cumple) ? 0 : 1;
};

await new Command('bench')
  .description('mide la velocidad y la memoria de Acopio contra los límites de docs/performance.md')
  .option('--json', 'resultado para máquinas')
  .option('--solo <nombre>', `una sola medición: ${BENCHES.map((b) => b.nombre).join(', ')}`)
  .option('--semilla <texto>', 'otras páginas para las mediciones de la rejilla (qr, alineacion)', 'qr')
  .option('--largo', 'tamaños completos y más repeticiones')
  .action(async (opciones: Opciones) => { process.exitCode = await correr(opciones); })
  .parseAsync(process.argv);
