import { fileURLToPath } from 'node:url';
import type { PaginaAlineada } from './alineacion-hijo.ts';
import { filaValorMaximo, filaValorMinimo, percentil, type Bench } from './fila.ts';
import { repartir } from './hijo.ts';
import { FAMILIAS } from './qr-rejilla.ts';

const HIJO = fileURLToPath(new URL('./alineacion-hijo.ts', import.meta.url));
const PAGINAS = 12;
const PAGINAS_LARGO = 1_000;
/** Farthest that any corner of any field may be, millimetres, and on what share of the pages. */
const TOLERANCIA_MM = 2;
const MINIMO = 99;

const bien = (p: PaginaAlineada): boolean => p.errorMm !== null && p.errorMm <= TOLERANCIA_MM;

const correr: Bench['correr'] = async ({ largo, semilla, avisar }) => {
  const total = largo ? PAGINAS_LARGO : PAGINAS;
  avisar(`${total} actas estropeadas, las de la rejilla del QR`);
  const paginas = (await repartir<PaginaAlineada[]>(HIJO, total, (desde, hasta, paso) => [desde, hasta, paso, semilla])).flat();
  for (const familia of FAMILIAS) {
    const grupo = paginas.filter((p) => p.familia === familia);
    const errores = grupo.flatMap((p) => p.errorMm ?? []);
    const sin = grupo.filter((p) => p.errorMm === null).map((p) => p.indice).sort((a, b) => a - b);
    avisar(`${familia.padEnd(12)}${String(grupo.filter(bien).length).padStart(4)} de ${grupo.length}; error mayor ${errores.length === 0 ? '-' : Math.max(...errores).toFixed(2)} mm${sin.length === 0 ? '' : `; sin alinear ${sin.join(', ')}`}`);
  }
  const errores = paginas.flatMap((p) => p.errorMm ?? []);
  return [
    filaValorMinimo('alineación: hojas con todo campo a menos de 2 mm', (100 * paginas.filter(bien).length) / paginas.length, '%', MINIMO),
    filaValorMaximo('alineación: hojas con un campo a más de 2 mm', errores.filter((e) => e > TOLERANCIA_MM).length, 'hojas', 1),
    filaValorMaximo('alineación: procesador por hoja, p95', percentil(paginas.map((p) => p.ms), 95), 'ms', 1_000),
  ];
};

export const benchAlineacion: Bench = { nombre: 'alineacion', descripcion: 'dónde está cada campo en actas estropeadas, contra la verdad', correr };
