import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { leerRevocaciones } from '#central/ingesta/revocaciones.ts';
import { leerLlavePublica, leerTexto } from '#electron/paquete/archivo-llave.ts';
import { comienzoDeArchivoLote, textoDeArchivoLote } from '#electron/station/archivo-lote.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { informarEpocas, informarLote, type InformeEpoca, type InformeLote } from '#shared/sync/informe-lote.ts';
import { exigirInicio } from '#shared/sync/inicio-lote.ts';
import { leerLote, type LoteLeido } from '#shared/sync/lote.ts';
import { deSistema } from './fallas.ts';

/** How a file ends up: proved, a lote that is not what it says, or no lote at all. The number is the exit code. */
const CODIGOS = { bueno: 0, malo: 1, ajeno: 2 } as const;
type Veredicto = keyof typeof CODIGOS;

type Revisado = { readonly archivo: string; readonly veredicto: Veredicto; readonly sha256: string | null; readonly lote: InformeLote | null; readonly problema: { readonly codigo: string; readonly mensaje: string } | null };

/** Far above any lote: a film dropped by mistake is not read into memory. */
const MAXIMO_BYTES_ARCHIVO = 64 * 1024 * 1024;

const bytesDe = async (ruta: string): Promise<Uint8Array> => {
  const mango = await open(ruta, 'r');
  try {
    if ((await mango.stat()).size > MAXIMO_BYTES_ARCHIVO) throw new AppError('lote_ilegible', { detalle: 'es demasiado grande para ser un lote' });
    return await readFile(mango);
  } finally {
    await mango.close();
  }
};

/** Whether the first line is a lote's, whatever the rest is. */
const pareceLote = (texto: string): boolean => texto.startsWith('{"formato":"acopio-lote",');

/** Throws AppError `estacion_revocada`, `revocaciones_invalidas`. */
const exigirConfianza = ({ certificado: { estacion, llave }, cabecera }: LoteLeido, lista: string, llaveOpl: string): void => {
  const { revocadas } = leerRevocaciones(criptoNode, lista, { llaveOpl, paqueteSha: cabecera.paquete });
  if (revocadas.includes(estacion) || revocadas.includes(llave)) throw new AppError('estacion_revocada', { estacion, llave });
};

const revisar = async (archivo: string, llaveOpl: string, revocadas: string | null): Promise<{ revisado: Revisado; leido: LoteLeido | null }> => {
  let veredicto: Veredicto = 'ajeno';
  let sha256: string | null = null;
  try {
    const bytes = await bytesDe(archivo);
    if (pareceLote(await comienzoDeArchivoLote(bytes))) veredicto = 'malo';
    const texto = await textoDeArchivoLote(bytes);
    sha256 = criptoNode.sha256(texto);
    const leido = leerLote(criptoNode, texto, llaveOpl);
    exigirInicio(leido);
    if (revocadas !== null) exigirConfianza(leido, revocadas, llaveOpl);
    return { revisado: { archivo, veredicto: 'bueno', sha256, lote: informarLote(leido), problema: null }, leido };
  } catch (error) {
    const esperada = error instanceof AppError ? error : existsSync(archivo) ? deSistema(error, archivo) : new AppError('archivo_no_encontrado', { archivo });
    if (esperada === null) throw error;
    return { revisado: { archivo, veredicto, sha256, lote: null, problema: { codigo: esperada.codigo, mensaje: mensaje(esperada.codigo, esperada.parametros) } }, leido: null };
  }
};

const deLote = (i: InformeLote): string[] => [
  `  Estación ${i.estacion} (${i.catd}), época ${i.epoca}`,
  `  Eventos ${i.desde} a ${i.hasta}, de ${i.primera} a ${i.ultima}`,
  `  Cabeza ${i.cabeza}`,
  ...Object.entries(i.eventos).map(([tipo, n]) => `    ${String(n).padStart(6)}  ${tipo}`),
  `  Actas: ${i.actas.length}${i.actas.length > 0 && i.actas.length <= 20 ? ` (${i.actas.join(', ')})` : ''}`,
];

const enPalabras = (tramos: readonly { desde: number; hasta: number }[]): string => tramos.map((t) => (t.desde === t.hasta ? `${t.desde}` : `${t.desde} a ${t.hasta}`)).join(', ');

const deEpoca = (e: InformeEpoca): string[] => [
  ...(e.huecos.length > 0 ? [`Época ${e.epoca}: faltan los eventos ${enPalabras(e.huecos)}. Búsquelos en otros lotes de la estación ${e.estacion}.`] : []),
  ...(e.bifurcaciones.length > 0 ? [`Época ${e.epoca}: hay dos eventos distintos en el lugar ${e.bifurcaciones.join(', ')}. No use estos lotes y avise al coordinador.`] : []),
  ...(e.catds.length > 1 ? [`Época ${e.epoca}: la firman estaciones de varios CATD (${e.catds.join(', ')}). No use estos lotes y avise al coordinador.`] : []),
];

const TITULOS: Readonly<Record<Veredicto, string>> = { bueno: 'íntegro', malo: 'NO ES VÁLIDO', ajeno: 'no es un lote' };

const informe = (archivos: readonly Revisado[], epocas: readonly InformeEpoca[]): string => [
  ...archivos.flatMap((r) => [`${r.archivo}: ${TITULOS[r.veredicto]}`, ...(r.lote ? deLote(r.lote) : [`  ${r.problema?.mensaje ?? ''}`])]),
  ...epocas.flatMap(deEpoca), '',
].join('\n');

type Opciones = { readonly opl: string; readonly revocadas?: string; readonly json?: boolean };

const verificar = async (archivos: readonly string[], { opl, revocadas, json }: Opciones): Promise<void> => {
  const llaveOpl = /^[A-Za-z0-9+/]{43}=$/.test(opl) ? opl : await leerLlavePublica(opl, '--opl');
  const vistos: { revisado: Revisado; leido: LoteLeido | null }[] = [];
  const lista = revocadas === undefined ? null : await leerTexto(revocadas);
  for (const archivo of archivos) vistos.push(await revisar(archivo, llaveOpl, lista));
  const revisados = vistos.map((v) => v.revisado);
  const epocas = informarEpocas(vistos.flatMap((v) => v.leido ?? []));
  process.stdout.write(json ? `${JSON.stringify({ archivos: revisados, epocas })}\n` : informe(revisados, epocas));
  const bifurcada = epocas.some((e) => e.bifurcaciones.length > 0 || e.catds.length > 1) ? CODIGOS.malo : CODIGOS.bueno;
  process.exitCode = Math.max(bifurcada, ...revisados.map((r) => CODIGOS[r.veredicto]));
};

/** `acopio lote …`: lotes as files, from a USB stick or an archive. Needs nothing of the station, only the OPL's public key. */
export const comandoLote = (): Command =>
  new Command('lote').description('lotes en archivos: verificar').addCommand(
    new Command('verificar')
      .description('comprueba lotes con la sola llave pública del OPL, y dice qué contienen')
      .argument('<archivos...>', 'lotes (.lote)')
      .requiredOption('--opl <llave>', 'llave pública del OPL: archivo, o en base64')
      .option('--revocadas <archivo>', 'lista de estaciones en las que el OPL ya no confía, firmada por él: sus lotes no valen')
      .option('--json', 'resultado para máquinas')
      .addHelpText('after', '\nSale con 0 si todos son válidos y dicen lo mismo, 1 si alguno no lo es, 2 si alguno no es un lote.')
      .action(verificar),
  );
