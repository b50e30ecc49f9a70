import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dibujarHoja, prepararTirada } from '#electron/papel/tirada.ts';
import { paquete } from './imagen-estacion.ts';

/** Child of imagen.ts: draws pages `desde`, `desde + paso`… into a folder. */
const [desde = '0', hasta = '0', paso = '1', carpeta = ''] = process.argv.slice(2);
/** What the issue asks for: letter paper at 300 dpi, colour. */
const DPI = 300;

const tirada = prepararTirada({ paquete, cuantas: Number(hasta), semilla: 'bench' });
for (const [i, hoja] of tirada.entries()) {
  if (i % Number(paso) === Number(desde)) await writeFile(path.join(carpeta, `${i}.jpg`), await dibujarHoja(hoja, paquete, { dpi: DPI }));
}
process.stdout.write('null');
