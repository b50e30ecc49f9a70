import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { verificarArchivo } from '#electron/prep/verificar-archivo.ts';

/** Child of prep-verificar.ts: `piso` or `verificar`, and the file. Prints its time, rows and peak memory. */
const [modo, archivo = ''] = process.argv.slice(2);

/**
 * The floor: csv-parse alone, at its fastest on this file. The lines before the rows are skipped, because with records
 * of other lengths before them the library makes an Error for every row and takes twice as long.
 */
const leerConBiblioteca = async (): Promise<number> => {
  let filas = 0;
  const parser = createReadStream(archivo).pipe(parse({ bom: true, relax_quotes: true, from_line: 8 }));
  parser.on('data', () => { filas += 1; });
  await new Promise((resolver, rechazar) => {
    parser.on('end', resolver);
    parser.on('error', rechazar);
  });
  return filas;
};

const verificar = async (): Promise<number> => {
  const [verificado] = await verificarArchivo(archivo);
  if (verificado?.resultado.concuerda !== true) throw new Error('la muestra no concuerda');
  return verificado.resultado.filas.total;
};

const desde = performance.now();
const filas = await (modo === 'piso' ? leerConBiblioteca() : verificar());
const ms = performance.now() - desde;
process.stdout.write(JSON.stringify({ filas, ms, memoriaMb: process.resourceUsage().maxRSS / 1024 }));
