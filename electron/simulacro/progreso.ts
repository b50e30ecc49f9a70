import type { Estado } from '#shared/domain/estados.ts';
import type { Avance } from './jornada.ts';

type Terminal = { readonly isTTY?: boolean; readonly write: (texto: string) => unknown };

const ANCHO = 30;
/** States in which an acta has passed each step, SIN ACTA included, which has no more steps. */
const FINALES: readonly Estado[] = ['empaquetada', 'sin_acta'];
const COTEJADAS: readonly Estado[] = [...FINALES, 'cotejada', 'fuera_de_catalogo'];
const VERIFICADAS: readonly Estado[] = [...COTEJADAS, 'verificada'];
const DIGITALIZADAS: readonly Estado[] = [...VERIFICADAS, 'digitalizada', 'en_captura', 'discrepancia', 'por_identificar', 'redigitalizar'];
const PASOS: readonly (readonly [string, readonly Estado[]])[] = [
  ['Digitalizadas', DIGITALIZADAS], ['Verificadas', VERIFICADAS], ['Cotejadas', COTEJADAS], ['Empaquetadas', FINALES],
];

const barra = (hechas: number, total: number): string => {
  const llenas = total === 0 ? 0 : Math.min(ANCHO, Math.round((hechas / total) * ANCHO));
  return `${'█'.repeat(llenas)}${'░'.repeat(ANCHO - llenas)}`;
};

const lineas = (a: Avance): string[] => [
  ...PASOS.map(([nombre, estados]) => {
    const hechas = estados.reduce((n, e) => n + a.porEstado[e], 0);
    return `${nombre.padEnd(14)} ${barra(hechas, a.total)} ${hechas} de ${a.total}`;
  }),
  `Red ${a.conectada ? 'conectada' : 'DESCONECTADA'}; por enviar: ${a.pendientes}${a.fase === 'envio' ? ' (terminando de enviar)' : a.fase === 'corte' ? ' (último corte)' : ''}`,
];

/**
 * Shows how the drill goes: bars that redraw themselves on a terminal, a line for each tenth of the work anywhere else.
 */
export const crearProgreso = (salida: Terminal): ((avance: Avance) => void) => {
  let dibujadas = 0;
  let decimo = 0;
  return (avance) => {
    if (salida.isTTY === true) {
      const texto = lineas(avance);
      salida.write(`${dibujadas > 0 ? `\u001B[${dibujadas}A` : ''}${texto.map((l) => `\u001B[2K${l}\n`).join('')}`);
      dibujadas = texto.length;
      return;
    }
    const hechas = FINALES.reduce((n, e) => n + avance.porEstado[e], 0);
    const va = avance.total === 0 ? 10 : Math.floor((hechas / avance.total) * 10);
    if (va <= decimo) return;
    decimo = va;
    salida.write(`${barra(hechas, avance.total)} ${hechas} de ${avance.total} actas terminadas${avance.conectada ? '' : ' (sin red)'}\n`);
  };
};
