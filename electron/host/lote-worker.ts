import { parentPort, workerData } from 'node:worker_threads';
import { servirHilo, type DatosHilo } from '#central/ingesta/hilos.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';

if (parentPort !== null) servirHilo(criptoNode, workerData as DatosHilo, parentPort);
