// Runs a TypeScript script of the project under Node 24: `node scripts/run.mjs scripts/bench/bench.ts --json`.
// `--construir` before the file: what the script drives is the built program, brought up to date first.
import path from 'node:path';
import { avisar, entornoCon, entregar, terminarComo } from './entorno.mjs';
import { buscarNavegador } from './navegador.mjs';
import { preparar } from './preparar.mjs';

const construccion = process.argv[2] === '--construir';
const [archivo, ...resto] = process.argv.slice(construccion ? 3 : 2);
if (!archivo) {
  avisar('Uso: node scripts/run.mjs [--construir] ARCHIVO.ts [opciones]');
  process.exit(2);
}
const node = await preparar({ construccion });
const env = { ...entornoCon(node), ACOPIO_NAVEGADOR: buscarNavegador() ?? '' };
terminarComo(await entregar(node, ['--disable-warning=ExperimentalWarning', path.resolve(archivo), ...resto], { env }));
