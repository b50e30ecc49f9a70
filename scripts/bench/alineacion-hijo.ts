import sharp from 'sharp';
import { decodificar } from '#electron/vision/decodificar.ts';
import { alinear } from '#electron/vision/pagina/alinear.ts';
import { darVistazo } from '#electron/vision/pagina/vistazo.ts';
import { PLANTILLAS } from '#shared/domain/plantilla-familias.ts';
import { errorDeCampos } from '#tests/error-de-campos.ts';
import { paginaDeRejilla } from './qr-rejilla.ts';

/** Child of alineacion.ts: aligns pages `desde`, `desde + paso`… of the QR's grid and prints how far the fields are from where they truly are. */
const [desde = '0', hasta = '0', paso = '1', semilla = 'qr'] = process.argv.slice(2);
sharp.concurrency(1);

export type PaginaAlineada = { readonly indice: number; readonly familia: string; readonly dpi: number; readonly errorMm: number | null; readonly ms: number };

const paginas: PaginaAlineada[] = [];
for (let indice = Number(desde); indice < Number(hasta); indice += Number(paso)) {
  const hoja = await paginaDeRejilla(indice, semilla);
  const decodificada = await decodificar(hoja.bytes);
  if (!('pagina' in decodificada)) throw new Error(`una página de la rejilla no se pudo decodificar: ${decodificada.problema}`);
  const { pagina } = decodificada;
  const inicio = process.threadCpuUsage();
  const alineada = alinear(pagina, darVistazo(pagina), PLANTILLAS);
  const { user, system } = process.threadCpuUsage(inicio);
  const errorMm = alineada === null ? null : errorDeCampos(hoja.plantilla, pagina, alineada, hoja.homografia);
  paginas.push({ indice, familia: hoja.familia, dpi: hoja.dpi, errorMm, ms: (user + system) / 1000 });
  process.stderr.write('.');
}
process.stdout.write(JSON.stringify(paginas));
