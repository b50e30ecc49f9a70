import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { leerLlavePublica } from '#electron/paquete/archivo-llave.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { aPng, enderezar } from '#electron/vision/pagina/recortar.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { examinarArchivo, type PaginaVista } from './examinar-archivo.ts';
import { deSistema } from './fallas.ts';
import { informeDePagina } from './informe-imagen.ts';

/** What the exit says: all good; some in doubt or to be repeated; some that are no image that can be used. */
const SALIDA = { buena: 0, dudosa: 1, inservible: 2 } as const;

const salidaDe = ({ problema, examen }: PaginaVista): number => {
  if (problema !== null) return SALIDA.inservible;
  return examen?.veredicto === 'buena' ? SALIDA.buena : SALIDA.dudosa;
};

/** Pixels for a millimetre of the cuttings: what the digit boxes look like at 300 dots per inch. */
const PX_MM = 12;

/** Each digit box as an image of its own: file, page, field and box in its name. */
const guardarRecortes = async (carpeta: string, { archivo, pagina, campos, gris }: PaginaVista): Promise<void> => {
  if (gris === null) return;
  await mkdir(carpeta, { recursive: true });
  const base = path.parse(archivo).name + (pagina === null ? '' : `-p${String(pagina)}`);
  for (const { clave, cajas } of campos)
    for (const [i, { mm, pixeles }] of cajas.entries()) {
      const recorte = enderezar(gris, pixeles, Math.round(mm.w * PX_MM), Math.round(mm.h * PX_MM));
      await writeFile(path.join(carpeta, `${base}-${clave}-${String(i + 1)}.png`), await aPng(recorte));
    }
};

type Opciones = { readonly plantilla?: Familia; readonly paquete?: string; readonly llave?: string; readonly recortes?: string; readonly json?: boolean };

const examinar = async (archivos: readonly string[], opciones: Opciones): Promise<void> => {
  const llave = opciones.llave === undefined ? null : await leerLlavePublica(opciones.llave, '--llave');
  const paquete = opciones.paquete === undefined ? null : (await leerPaquete(opciones.paquete, llave)).paquete;
  const paginas: (PaginaVista | { readonly archivo: string; readonly problema: string; readonly detalle: string })[] = [];
  let salida: number = SALIDA.buena;
  const verArchivo = async (archivo: string): Promise<void> => {
    for await (const vista of examinarArchivo(archivo, { plantilla: opciones.plantilla ?? null, paquete })) {
      salida = Math.max(salida, salidaDe(vista));
      if (opciones.recortes !== undefined) await guardarRecortes(opciones.recortes, vista);
      if (opciones.json) paginas.push({ ...vista, gris: null });
      else process.stdout.write(`${informeDePagina(vista)}\n`);
    }
  };
  for (const archivo of archivos) {
    await verArchivo(archivo).catch((error: unknown) => {
      const falla = deSistema(error, archivo);
      if (falla === null) throw error;
      // One file that cannot be read does not cost what was seen of the others.
      const detalle = mensaje(falla.codigo, falla.parametros);
      process.stderr.write(`${detalle}\n`);
      paginas.push({ archivo, problema: falla.codigo, detalle });
      salida = SALIDA.inservible;
    });
  }
  if (opciones.json) process.stdout.write(`${JSON.stringify(paginas, (clave, valor: unknown) => (clave === 'gris' ? undefined : valor), 2)}\n`);
  process.exitCode = salida;
};

/** `acopio imagen …`: what the station sees in an image, for who tunes a scanner or doubts. */
export const comandoImagen = (): Command =>
  new Command('imagen').description('imágenes de actas: examinar').addCommand(
    new Command('examinar')
      .description('recorre todo el camino de una imagen y dice qué encuentra: QR, marcas, alineación, calidad, campos y cifras')
      .argument('<archivos...>', 'imágenes JPEG, PNG, TIFF o WebP, o PDF (página por página)')
      .addOption(new Option('--plantilla <familia>', 'busca solo las marcas de esta familia de formatos').choices([...PLANTILLAS]))
      .option('--paquete <archivo>', 'paquete de elección: identifica el acta por su QR y usa sus límites de calidad')
      .option('--llave <archivo>', 'llave pública del OPL con que se comprueba el paquete')
      .option('--recortes <carpeta>', 'guarda cada recuadro de cifra como PNG en esta carpeta')
      .option('--json', 'resultado para máquinas')
      .addHelpText('after', '\nSale con 0 si todas las imágenes son buenas, 1 si alguna es dudosa o hay que repetirla, 2 si alguna no sirve como imagen.')
      .action(examinar),
  );
