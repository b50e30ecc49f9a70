import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Where readline would show what is typed. */
const nada = (): Writable => new Writable({ write: (_trozo, _codificacion, listo) => { listo(); } });

/**
 * Asks for secrets one after another, without showing what is typed. Where standard input is no terminal, each is a line
 * of it: for scripts and drills. Gives '' for what was not answered.
 */
export const preguntarSecretos = async (preguntas: readonly string[]): Promise<string[]> => {
  const lector = createInterface({ input: process.stdin, output: nada(), terminal: process.stdin.isTTY });
  const lineas = lector[Symbol.asyncIterator]();
  const respuestas: string[] = [];
  for (const pregunta of preguntas) {
    process.stderr.write(pregunta);
    const { value, done } = await lineas.next();
    respuestas.push(done === true ? '' : value.trim());
    process.stderr.write('\n');
  }
  lector.close();
  return respuestas;
};
