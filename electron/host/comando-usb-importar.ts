import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { horaLocal } from '#electron/services/bitacora/hora.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { crearAlmacenAjenos } from '#electron/station/almacen-ajenos.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { exportacionesEn } from '#electron/station/exportaciones-usb.ts';
import { crearMedioUsb } from '#electron/station/medio-usb.ts';
import { traerUsb, type Traido } from '#electron/station/traer-usb.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { cuantos } from './cuantos.ts';

const MINUTO_MS = 60_000;
/** How often the acuses are looked for while they are waited for. */
const PASO_MS = 1_000;

/** Places of this workspace's own journal are not another station's. */
const epocasDe = (ruta: string): ReadonlySet<string> => {
  const base = abrirParaLeer(ruta);
  try {
    return new Set(crearRepositorioBitacora(base).inicios().map((i) => i.epoca));
  } finally {
    base.close();
  }
};

const traer = async (carpeta: string, de: string, avance: (hechos: number, total: number) => void): Promise<Traido> => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.base)) throw new AppError('sin_paquete');
  const { paquete, sha256, llaveOpl } = abrirPaquete(readFileSync(rutas.paquete, 'utf8'), readFileSync(rutas.llaveOpl, 'utf8').trim());
  const epocas = epocasDe(rutas.base);
  return traerUsb({
    medio: crearMedioUsb(de, criptoNode.sha256), carpeta: de, ajenos: crearAlmacenAjenos(rutas.ajenos), cripto: criptoNode, llaveOpl, llaveCentral: paquete.central.llave, paqueteSha: sha256,
    esPropia: (epoca) => epocas.has(epoca), hora: horaLocal(Date.now(), paquete.zonaMinutos), avance,
  });
};

/** Minutes to wait. Throws AppError `opcion_invalida`. */
const leerMinutos = (texto: string): number => {
  const n = Number(texto);
  if (!(n >= 0 && n <= 24 * 60)) throw new AppError('opcion_invalida', { opcion: '--esperar', detalle: 'debe ser un número de minutos, hasta 1440' });
  return n;
};

type Opciones = { readonly carpeta: string; readonly de: string; readonly esperar: string };

const importarUna = async (carpeta: string, de: string, hasta: number): Promise<void> => {
  let t = await traer(carpeta, de, (hechos, total) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${String(hechos)} de ${String(total)} archivos${hechos === total ? '\n' : ''}`);
  });
  process.stdout.write(`De ${t.estacion}: ${cuantos(t.lotes, 'lote', 'lotes')} y ${cuantos(t.imagenes, 'imagen', 'imágenes')}. Todo se comprobó y se guardó aparte. La estación lo envía al servidor central en cuanto tiene red.\n`);
  for (const { archivo, motivo } of t.problemas) process.stdout.write(`  ${archivo}: ${motivo}\n`);
  while (t.acuses < t.lotes && Date.now() < hasta) {
    await new Promise((resolve) => setTimeout(resolve, PASO_MS));
    t = await traer(carpeta, de, () => undefined);
  }
  process.stdout.write(t.acuses === t.lotes ? 'Los acuses de todos ya están en la USB: regrésela a su estación (acopio usb acusar).\n'
    : `Acuses en la USB: ${String(t.acuses)} de ${String(t.lotes)}. Repita esta orden cuando la estación los haya enviado.\n`);
  if (t.problemas.length > 0) process.exitCode = 1;
};

const importar = async ({ carpeta, de, esperar }: Opciones): Promise<void> => {
  const hasta = Date.now() + leerMinutos(esperar) * MINUTO_MS;
  for (const donde of await exportacionesEn(de)) await importarUna(carpeta, donde, hasta);
};

export const comandoUsbImportar = (): Command =>
  new Command('importar')
    .description('recibe en esta estación la USB de otra que no tiene red, para enviarla al servidor central, y deja en ella los acuses que ya llegaron')
    .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de esta estación, abierta o cerrada')
    .requiredOption('--de <carpeta>', 'carpeta en la USB, la que escribió acopio usb exportar')
    .option('--esperar <minutos>', 'espera a que la estación, abierta, los envíe, para dejar los acuses', '0')
    .action(importar);
