import sharp from 'sharp';
import { dibujarActa } from '#electron/papel/dibujar.ts';
import { prepararTirada } from '#electron/papel/tirada.ts';
import { paqueteDemo } from '#electron/paquete/demo.ts';
import { lectorDigitos } from '#electron/vision/digitos/modelo.ts';
import { leerDigitos } from '#electron/vision/digitos/leer-digitos.ts';
import { ARQUITECTURA } from '#electron/vision/digitos/red.ts';
import { filaRazonMaxima, filaValorMaximo, mediana, type Bench } from './fila.ts';

/** Milliseconds of processor: what else the machine does is not counted. */
const cronometrar = async (fn: () => unknown): Promise<number> => {
  const inicio = process.cpuUsage();
  await fn();
  const { user, system } = process.cpuUsage(inicio);
  return (user + system) / 1000;
};
/** Digits at a time: the processor's clock counts in milliseconds. */
const POR_VEZ = 200;

const correr: Bench['correr'] = async ({ largo, avisar }) => {
  const paquete = paqueteDemo();
  const hojas = prepararTirada({ paquete, cuantas: largo ? 40 : 8, semilla: 'bench-digitos' });
  avisar(`${hojas.length} actas a 300 dpi`);
  // One page a worker, as in the vision pool.
  sharp.concurrency(1);
  const [actas, pisos, digitos]: number[][] = [[], [], []];
  const { clasificar } = lectorDigitos();
  for (const { plantilla, casilla, qr, semilla, valores } of hojas) {
    const bytes = await dibujarActa({ plantilla, paquete, casilla, qr, semilla, valores, dpi: 300, digitos: 'reserva' });
    const homografia = [1 / plantilla.ancho, 0, 0, 0, 1 / plantilla.alto, 0, 0, 0, 1];
    actas!.push(await cronometrar(() => leerDigitos(bytes, { giro: 0, alineacion: { homografia }, campos: plantilla.campos })));
    pisos!.push(await cronometrar(() => sharp(bytes).raw().toBuffer()));
    const imagen = new Float32Array(ARQUITECTURA.lado ** 2).map((_, i) => (i % 5 === 0 ? 0.8 : 0));
    digitos!.push((await cronometrar(() => { for (let i = 0; i < POR_VEZ; i++) clasificar(imagen); })) / POR_VEZ);
  }
  return [
    filaRazonMaxima('dígitos: leer un acta, con decodificar', mediana(actas!), 'ms de procesador', mediana(pisos!), 3),
    filaValorMaximo('dígitos: la red, por dígito', mediana(digitos!), 'ms de procesador', 1),
  ];
};

export const benchDigitos: Bench = { nombre: 'digitos', descripcion: 'la lectura automática de las cifras de un acta a 300 dpi, en un hilo', correr };
