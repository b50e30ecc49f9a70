#!/usr/bin/env node
// The `acopio` command: prepares what is missing and hands over to the real program under Node 24.
import { enRaiz, entornoCon, entregar, terminarComo } from './entorno.mjs';
import { buscarNavegador } from './navegador.mjs';
import { preparar } from './preparar.mjs';

const node = await preparar();
// The host opens its window in an installed browser; finding it is the same for the tests.
const env = { ...entornoCon(node), ACOPIO_NAVEGADOR: buscarNavegador() ?? '' };
terminarComo(await entregar(node, ['--enable-source-maps', enRaiz('out', 'main', 'acopio.js'), ...process.argv.slice(2)], { env }));
