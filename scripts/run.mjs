// Runs a TypeScript script of the project under Node 24: `node scripts/run.mjs scripts/bench/bench.ts --json`.
import path from 'node:path';
import { avisar, entornoCon, entregar, terminarComo } from './entorno.mjs';
import { preparar } from './preparar.mjs';

const [archivo, ...resto] = process.argv.slice(2);
if (!archivo) {
  avisar('Uso: node scripts/run.mjs ARCHIVO.ts [opciones]');
  process.exit(2);
}
const node = await preparar({ construccion: false });
terminarComo(await entregar(node, ['--disable-warning=ExperimentalWarning', path.resolve(archivo), ...resto], { env: entornoCon(node) }));
