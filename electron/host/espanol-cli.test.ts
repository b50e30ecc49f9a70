import { Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { errorEnEspanol, hablarEspanol } from './espanol-cli.ts';

/** What commander itself says for a command line, through our translation. */
const decir = (...argumentos: string[]): string => {
  const programa = hablarEspanol(
    new Command('acopio').addCommand(new Command('prep').description('archivos').argument('<archivo>').requiredOption('--salida <carpeta>', 'dónde').addOption(new Option('--formato <f>').choices(['jpg', 'pdf'])).action(() => undefined)),
  );
  let dicho = '';
  for (const c of [programa, ...programa.commands]) {
    c.configureOutput({ writeErr: (t) => (dicho += t), writeOut: (t) => (dicho += t) });
    c.exitOverride((error) => { throw error; });
  }
  try {
    programa.parse(argumentos, { from: 'user' });
  } catch {
    return dicho.trim();
  }
  return dicho;
};

test.each([
  [['prp'], 'No existe la orden «prp».\n¿Quiso decir «prep»?'],
  [['prep', '--salida', 'x'], 'Falta el argumento «archivo».'],
  [['prep', 'x'], 'Falta la opción «--salida <carpeta>».'],
  [['prep', 'x', '--salida'], 'Falta el valor de la opción «--salida <carpeta>».'],
  [['prep', 'x', '--salida', 'y', '--otra'], 'No existe la opción «--otra».'],
  [['prep', 'x', '--salida', 'y', '--formato', 'gif'], 'El valor «gif» de la opción «--formato <f>» no es válido. Puede ser: jpg, pdf.'],
  [['prep', 'x', 'y', '--salida', 'z'], 'Sobran argumentos.'],
])('%j', (argumentos, esperado) => {
  expect(decir(...argumentos)).toBe(esperado);
});

test('help has no English left', () => {
  expect(decir('prep', '--help')).not.toMatch(/usage|options|arguments|display help|command/i);
});

test('help says what must be given and what can be', () => {
  const dicho = decir('prep', '--help');
  expect(dicho).toMatch(/--salida <carpeta> +dónde \(obligatoria\)/);
  expect(dicho).toContain('(uno de: jpg, pdf)');
});

test('what it does not know it leaves as it is', () => {
  expect(errorEnEspanol('error: algo nuevo')).toBe('algo nuevo');
});
