import path from 'node:path';
import { Command } from 'commander';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { importarUsb } from '#central/ingesta/importar-usb.ts';
import { leerFirmante, leerLlavePublica } from '#electron/paquete/archivo-llave.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { exportacionesEn } from '#electron/station/exportaciones-usb.ts';
import { crearMedioUsb } from '#electron/station/medio-usb.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { leerManifiesto } from '#electron/station/traer-usb.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { cuantos } from './cuantos.ts';
import { crearRegistro } from './registro.ts';

const importarUna = async (central: Central, usb: string): Promise<void> => {
  const medio = crearMedioUsb(usb, criptoNode.sha256);
  const { manifiesto } = await leerManifiesto(medio, usb);
  if (manifiesto.paquete !== central.entrega.paqueteSha) throw new AppError('usb_otro_paquete');
  const avance = (hechos: number, total: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${String(hechos)} de ${cuantos(total, 'archivo', 'archivos')}${hechos === total ? '\n' : ''}`);
  };
  const { lotes, imagenes, sinAcuses, problemas } = await importarUsb({ medio, manifiesto, cripto: criptoNode, lote: central.entrega.lote, imagen: central.entrega.imagen, avance });
  process.stdout.write(`De ${manifiesto.estacion}: ${String(lotes)} de ${cuantos(manifiesto.lotes.length, 'lote', 'lotes')} y ${String(imagenes)} de ${cuantos(manifiesto.imagenes.length, 'imagen', 'imágenes')}. ${sinAcuses ?? 'Los acuses quedaron en la USB.'}\n`);
  for (const { archivo, motivo } of problemas) process.stdout.write(`  ${archivo}: ${motivo}\n`);
  if (problemas.length > 0 || sinAcuses !== null) process.exitCode = 1;
};

type Opciones = { readonly paquete: string; readonly llaveOpl?: string; readonly llave: string; readonly carpeta: string };

const importar = async (usb: string, o: Opciones): Promise<void> => {
  const exportaciones = await exportacionesEn(usb);
  for (const carpeta of exportaciones) await leerManifiesto(crearMedioUsb(carpeta, criptoNode.sha256), carpeta);
  const llaveOpl = o.llaveOpl === undefined ? null : await leerLlavePublica(o.llaveOpl);
  const { texto } = await leerPaquete(o.paquete, llaveOpl);
  const firmante = await leerFirmante(o.llave);
  const registro = crearRegistro(path.join(o.carpeta, 'registro'), Date.now());
  const central = await crearCentral({ carpeta: o.carpeta, paqueteTexto: texto, llaveOpl, firmante, cripto: criptoNode, reloj: { ahora: () => Date.now() }, registro });
  try {
    for (const carpeta of exportaciones) await importarUna(central, carpeta);
  } finally {
    await central.cerrar();
    registro.cerrar();
  }
};

export const comandoImportar = (): Command =>
  new Command('importar')
    .description('recibe lo que trae una USB, con el servidor en marcha o parado, y deja en ella los acuses')
    .argument('<usb>', 'la USB, o la carpeta que escribió en ella acopio usb exportar')
    .requiredOption('--paquete <archivo>', 'paquete de elección firmado')
    .option('--llave-opl <archivo>', 'llave pública del OPL; en un simulacro se puede omitir')
    .requiredOption('--llave <archivo>', 'llave privada del servidor central, en PEM')
    .requiredOption('--carpeta <carpeta>', 'carpeta del servidor central')
    .action(importar);
