import { Help, type Command } from 'commander';

const TITULOS: Readonly<Record<string, string>> = { 'Usage:': 'Uso:', 'Arguments:': 'Argumentos:', 'Options:': 'Opciones:', 'Commands:': 'Órdenes:', 'Global Options:': 'Opciones generales:' };

/** commander's own sentences, which it does not let us translate one by one. */
const FRASES: readonly (readonly [RegExp, string])[] = [
  [/^error: /, ''],
  [/^unknown option '([^']*)'/, 'No existe la opción «$1».'],
  [/^unknown command '([^']*)'/, 'No existe la orden «$1».'],
  [/^missing required argument '([^']*)'/, 'Falta el argumento «$1».'],
  [/^required option '([^']*)' not specified/, 'Falta la opción «$1».'],
  [/^option '([^']*)' argument missing/, 'Falta el valor de la opción «$1».'],
  [/^option '([^']*)' argument '([^']*)' is invalid\./, 'El valor «$2» de la opción «$1» no es válido.'],
  [/^command-argument value '([^']*)' is invalid for argument '([^']*)'\./, 'El valor «$1» del argumento «$2» no es válido.'],
  [/^too many arguments(?: for '([^']*)')?\. Expected (\d+) arguments?(?: but got (\d+))?.*/, 'Sobran argumentos.'],
  [/\(Did you mean (?:one of )?([^)]*)\?\)/, '¿Quiso decir «$1»?'],
  [/\bAllowed choices are /, 'Puede ser: '],
];

/** An error message of commander, in Spanish. */
export const errorEnEspanol = (texto: string): string => FRASES.reduce((t, [patron, frase]) => t.replace(patron, frase), texto);

const CODIGO_USO = 2;

const ayuda = new Help();
const enEspanol = (texto: string): string =>
  texto.replace(/\((choices|default): [^)]*\)/, (valores) => valores.replaceAll('"', '')).replace('[options]', '[opciones]').replace('[command]', '<orden>').replace(/\((choices|default): /, (_, que: string) => (que === 'default' ? '(si falta: ' : '(uno de: ')).replace(', default: ', '; si falta: ');

/** Spanish help and errors for a command and those under it; a mistake in the command line exits with 2. */
export const hablarEspanol = (comando: Command): Command => {
  comando
    .helpOption('-h, --help', 'muestra esta ayuda')
    .helpCommand(false)
    .configureHelp({
      styleTitle: (titulo) => TITULOS[titulo] ?? titulo,
      subcommandTerm: (c) => c.name(),
      commandUsage: (c) => enEspanol(ayuda.commandUsage(c)),
      optionDescription: (o) => `${enEspanol(ayuda.optionDescription(o))}${o.mandatory ? ' (obligatoria)' : ''}`,
    })
    .configureOutput({ outputError: (texto, escribir) => escribir(errorEnEspanol(texto)) })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : CODIGO_USO));
  for (const sub of comando.commands) hablarEspanol(sub);
  return comando;
};
