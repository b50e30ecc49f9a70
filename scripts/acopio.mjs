#!/usr/bin/env node
// The `acopio` command: prepares what is missing and hands over to the real program under Node 24.
import { enRaiz, entornoCon, entregar, terminarComo } from './entorno.mjs';
import { preparar } from './preparar.mjs';

const node = await preparar();
terminarComo(await entregar(node, ['--enable-source-maps', enRaiz('out', 'main', 'acopio.js'), ...process.argv.slice(2)], { env: entornoCon(node) }));
