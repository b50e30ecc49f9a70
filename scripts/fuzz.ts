import { Command } from 'commander';
import { BLANCOS_DE_TEXTO, type Blanco } from './fuzz/blancos.ts';
import { crearBlancoImagen } from './fuzz/blanco-imagen.ts';
import { CORPUS, correrFuzz, type FallaFuzz } from './fuzz/correr.ts';

/** `npm run fuzz`: spoiled images, QR texts and scanner answers against what reads them. Exit 1 when one fails; its input is kept in the corpus. */

/** Far beyond what any page takes: longer is a hang. */
const LIMITE_MS = 30_000;
const MEMORIA_MB = 500;

type Opciones = { readonly ciclos: string; readonly semilla: string; readonly solo?: string };

const correr = async ({ ciclos, semilla, solo }: Opciones): Promise<number> => {
  const avisar = (texto: string): void => void process.stderr.write(`${texto}\n`);
  const blancos: readonly Blanco[] = [...BLANCOS_DE_TEXTO, crearBlancoImagen(LIMITE_MS)];
  const elegidos = blancos.filter((b) => solo === undefined || b.nombre === solo);
  const fallas: FallaFuzz[] = [];
  try {
    if (elegidos.length === 0 || !/^\d+$/.test(ciclos)) {
      avisar(`--ciclos es un número y --solo uno de: ${blancos.map((b) => b.nombre).join(', ')}.`);
      return 2;
    }
    for (const blanco of elegidos) {
      avisar(`${blanco.nombre}: ${Number(ciclos) * blanco.peso} ciclos, semilla ${semilla}`);
      fallas.push(...await correrFuzz(blanco, { ciclos: Number(ciclos), semilla, memoriaMb: MEMORIA_MB, guardarEn: CORPUS, avisar }));
    }
  } finally {
    for (const blanco of blancos) await blanco.cerrar?.();
  }
  process.stdout.write(fallas.length === 0 ? 'Sin fallas.\n' : `${fallas.length} fallas; sus entradas quedaron en tests/fuzz/corpus.\n`);
  return fallas.length === 0 ? 0 : 1;
};

await new Command('fuzz')
  .description('estropea imágenes, textos de QR y respuestas de escáner y comprueba que nada se cae, se cuelga ni crece')
  .option('--ciclos <n>', 'imágenes estropeadas; los textos son decenas de veces más', '300')
  .option('--semilla <texto>', 'la misma semilla prueba lo mismo', '1')
  .option('--solo <nombre>', 'un solo blanco: qr, escl, sane, naps2, imagen')
  .action(async (opciones: Opciones) => { process.exitCode = await correr(opciones); })
  .parseAsync(process.argv);
