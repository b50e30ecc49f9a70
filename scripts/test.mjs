// Everything that must hold before a change is accepted: types, lint, unit and integration tests, build, browser tests.
// Ends with one line, `N passed, N failed`, over all of them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { conCandado } from './candado.mjs';
import { construido, construir } from './construir.mjs';
import { avisar, comando, enRaiz, entornoCon, RAIZ } from './entorno.mjs';
import { conseguirNavegador } from './navegador.mjs';
import { preparar } from './preparar.mjs';
import { conseguirSane } from './sane.mjs';

const node = await preparar({ construccion: false });
const total = { passed: 0, failed: 0, skipped: 0 };
const caidas = [];
/** What failed, by name: said again at the end, where whoever reads only the end sees it. */
const nombres = [];

const decir = (texto) => process.stdout.write(`${texto}\n`);
const sumar = (etapa, { passed = 0, failed = 0, skipped = 0 }) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) caidas.push(etapa);
};
const contarUna = (etapa, bien) => sumar(etapa, bien ? { passed: 1 } : { failed: 1 });

/** Runs a stage; its output is kept together and printed when it ends, since two run at once. */
const correr = (etapa, argumentos, entorno = {}) =>
  new Promise((resolve) => {
    const inicio = Date.now();
    const hijo = spawn(node, argumentos, { cwd: RAIZ, env: { ...entornoCon(node), ...entorno }, stdio: ['ignore', 'pipe', 'pipe'] });
    const salida = [];
    hijo.stdout.on('data', (d) => salida.push(d));
    hijo.stderr.on('data', (d) => salida.push(d));
    hijo.on('error', (error) => salida.push(Buffer.from(String(error))));
    hijo.on('close', (codigo) => {
      decir(`\n── ${etapa}: ${codigo === 0 ? 'bien' : 'FALLA'} (${((Date.now() - inicio) / 1000).toFixed(0)} s)`);
      process.stdout.write(Buffer.concat(salida));
      resolve(codigo === 0);
    });
  });

/** Runs vitest and counts from its JSON report; a run that breaks without a failed test counts as one. */
const vitest = async (etapa, argumentos, entorno = {}) => {
  const informe = enRaiz('out', 'pruebas', `${etapa}.json`);
  mkdirSync(enRaiz('out', 'pruebas'), { recursive: true });
  rmSync(informe, { force: true });
  const bien = await correr(etapa, [comando('vitest', 'vitest.mjs'), 'run', ...argumentos, '--reporter=default', '--reporter=json', `--outputFile.json=${informe}`], entorno);
  const r = existsSync(informe) ? JSON.parse(readFileSync(informe, 'utf8')) : {};
  const failed = r.numFailedTests ?? 0;
  for (const archivo of r.testResults ?? []) {
    const rotas = archivo.assertionResults.filter((t) => t.status === 'failed');
    if (archivo.status === 'failed' && rotas.length === 0) nombres.push(`${path.relative(RAIZ, archivo.name)}: ${archivo.message.split('\n')[0]}`);
    for (const t of rotas) nombres.push(`${path.relative(RAIZ, archivo.name)} › ${t.fullName}: ${t.failureMessages[0]?.split('\n')[0] ?? ''}`);
  }
  sumar(etapa, { passed: r.numPassedTests ?? 0, failed: bien ? failed : Math.max(failed, 1), skipped: (r.numPendingTests ?? 0) + (r.numTodoTests ?? 0) });
};

await Promise.all([
  correr('tipos', [comando('typescript', 'bin/tsc'), '-b']).then((bien) => contarUna('tipos', bien)),
  correr('estilo', [comando('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0']).then((bien) => contarUna('estilo', bien)),
]);

const hayConstruccion = await conCandado(() => construido() || construir(node));
contarUna('construcción', hayConstruccion);

conseguirSane();
await vitest('pruebas', []);

if (!hayConstruccion) {
  sumar('navegador', { skipped: 1 });
  decir('\n── navegador: se omite, no hay construcción que abrir');
} else {
  const navegador = conseguirNavegador(node);
  if (navegador) {
    await vitest('navegador', ['--config', 'tests/e2e/vitest.config.ts'], { ACOPIO_NAVEGADOR: navegador });
  } else {
    // Whoever tests at a desk may lack one; where a change is accepted, what was not tried is not good.
    sumar('navegador', process.env.CI ? { failed: 1 } : { skipped: 1 });
    decir('\n── navegador: se omite, no hay Chrome, Edge ni Chromium y no se pudo instalar uno');
  }
}

if (caidas.length > 0) avisar(`\nFalló: ${caidas.join(', ')}${nombres.map((n) => `\n  ${n}`).join('')}`);
if (total.skipped > 0) decir(`\n${total.skipped} skipped`);
decir(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
