import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { estadoDeBase, pideAtencion, type EstadoCentral } from '#central/estado.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { cuantos } from './cuantos.ts';

/** Something that a person must look at: 1. What cannot be read is 2, as everywhere. */
const CODIGO_ATENDER = 1;
const MINUTO_MS = 60_000;

/** To a tenth, without a sign before a zero. */
const enSegundos = (ms: number): string => {
  const s = Math.round(ms / 100) / 10;
  return (s === 0 ? 0 : s).toFixed(1);
};

const deEpoca = (e: EstadoCentral['epocas'][number]): string[] => [
  `${e.estacion}, época ${e.epoca}: ${cuantos(e.eventos, 'evento', 'eventos')}; último lote ${e.ultimoLote ?? 'ninguno'}`,
  ...e.huecos.map((h) => (h.desde === h.hasta ? `  falta el evento ${h.desde}` : `  faltan los eventos ${h.desde} a ${h.hasta}`)),
  ...(e.imagenesFaltantes > 0 ? [`  ${e.imagenesFaltantes === 1 ? 'falta' : 'faltan'} ${cuantos(e.imagenesFaltantes, 'imagen', 'imágenes')}`] : []),
  ...(e.saludo === null ? [] : [`  saludó ${e.saludo.hora} con ${cuantos(e.saludo.hasta, 'evento', 'eventos')}; su reloj va ${enSegundos(e.saludo.desfaseMs)} s respecto al del servidor`]),
];

const deRevocaciones = ({ hora, revocadas }: NonNullable<EstadoCentral['revocaciones']>): string[] => revocadas.length === 0 ? [`La lista de revocadas del OPL (${hora}) está vacía.`] : [
  `Estaciones revocadas por el OPL (lista de ${hora}): nada de ellas se recibe.`,
  ...revocadas.map((r) => `  ${r.quien}${r.rechazos === 0 ? '' : `: ${cuantos(r.rechazos, 'lote rechazado y guardado aparte', 'lotes rechazados y guardados aparte')}, el último ${r.ultimo ?? ''}`}`),
];

const informe = (e: EstadoCentral): string => [
  ...e.epocas.flatMap(deEpoca),
  `Huecos: ${e.huecos.length}. Imágenes que faltan: ${e.imagenesFaltantes}. Rechazos: ${e.rechazos.length}.`,
  ...(e.revocaciones === null ? [] : deRevocaciones(e.revocaciones)),
  e.retraso.actas === 0 ? 'Todo lo recibido está publicado.' : `${e.retraso.alarma ? 'ALARMA: ' : ''}${cuantos(e.retraso.actas, 'acta recibida', 'actas recibidas')} sin publicar, la más antigua desde hace ${Math.floor(e.retraso.ms / MINUTO_MS)} min.`,
  ...e.alarmas.map((a) => `${pideAtencion(a) ? 'ALARMA' : 'AVISO'} ${a.hora} ${a.tipo}: ${a.detalle}`), '',
].join('\n');

const estado = async ({ carpeta, json }: { readonly carpeta: string; readonly json?: boolean }): Promise<void> => {
  const base = path.join(carpeta, 'central.db');
  if (!existsSync(base)) throw new AppError('archivo_no_encontrado', { archivo: base });
  const leido = await estadoDeBase(base, Date.now());
  process.stdout.write(json ? `${JSON.stringify(leido)}\n` : informe(leido));
  if (leido.huecos.length > 0 || leido.retraso.alarma || leido.alarmas.some(pideAtencion)) process.exitCode = CODIGO_ATENDER;
};

/** `acopio central estado`: what the central holds and lacks, beside one that runs too. */
export const comandoEstado = (): Command =>
  new Command('estado')
    .description('qué tiene el servidor central, qué le falta y qué hay que atender')
    .requiredOption('--carpeta <carpeta>', 'carpeta del servidor central')
    .option('--json', 'resultado para máquinas')
    .addHelpText('after', '\nSale con 0 si no hay nada que atender, 1 si lo hay, 2 si no se puede leer.')
    .action(estado);
