import { fileURLToPath } from 'node:url';
import { filaValorMaximo, mediana, percentil, type Bench, type FilaBench } from './fila.ts';
import { repartir } from './hijo.ts';
import { FAMILIAS } from './qr-rejilla.ts';
import type { PaginaMedida } from './qr-hijo.ts';
import { conseguirZbarimg } from './zbarimg.ts';

const HIJO = fileURLToPath(new URL('./qr-hijo.ts', import.meta.url));
/** One page of each way of spoiling; the issue's thousand with --largo. */
const PAGINAS = 12;
const PAGINAS_LARGO = 1_000;
/** Share of the pages whose code can be made out that must be read. */
const MINIMO = 99.5;

type Resultado = { readonly paginas: readonly PaginaMedida[]; readonly limpiaMs: readonly number[]; readonly sinCodigoMs: readonly number[] };

const lee = (p: PaginaMedida, lector: string): boolean => p.lecturas[lector]?.textos.includes(p.texto) ?? false;
const seDistingue = (p: PaginaMedida): boolean => p.necesaria <= 1;
const equivocada = (p: PaginaMedida, lector: string): boolean => p.lecturas[lector]?.textos.some((t) => t !== p.texto) ?? false;

/** Read by each reader in each family, as `read of those that can be made out + read beyond them`. */
const tablaDe = (paginas: readonly PaginaMedida[], lectores: readonly string[]): string[] => {
  const celda = (grupo: readonly PaginaMedida[], lector: string): string => {
    const posibles = grupo.filter(seDistingue);
    const ademas = grupo.filter((p) => !seDistingue(p) && lee(p, lector)).length;
    return `${posibles.filter((p) => lee(p, lector)).length}/${posibles.length}${ademas > 0 ? `+${ademas}` : ''}`;
  };
  const tiempo = (lector: string): string => {
    const ms = paginas.flatMap((p) => p.lecturas[lector]?.ms ?? []);
    return `${mediana(ms).toFixed(0)} / ${percentil(ms, 95).toFixed(0)}`;
  };
  const fila = (nombre: string, celdas: readonly string[]): string => `${nombre.padEnd(12)}${celdas.map((c) => c.padStart(12)).join('')}`;
  return [
    fila('', ['páginas', ...lectores]),
    ...FAMILIAS.map((f) => {
      const grupo = paginas.filter((p) => p.familia === f);
      return fila(f, [String(grupo.length), ...lectores.map((l) => celda(grupo, l))]);
    }),
    fila('todas', [String(paginas.length), ...lectores.map((l) => celda(paginas, l))]),
    fila('ms p50/p95', ['', ...lectores.map(tiempo)]),
    fila('equivocadas', ['', ...lectores.map((l) => String(paginas.filter((p) => equivocada(p, l)).length))]),
  ];
};

const correr: Bench['correr'] = async ({ largo, semilla, avisar }) => {
  const total = largo ? PAGINAS_LARGO : PAGINAS;
  const hayZbar = await conseguirZbarimg();
  if (!hayZbar) avisar('sin zbarimg: no está y no se pudo instalar (apt-get install zbar-tools); no se compara con él');
  avisar(`${total} actas estropeadas, leídas por cada lector`);
  const partes = await repartir<Resultado>(HIJO, total, (desde, hasta, paso) => [desde, hasta, paso, hayZbar ? 'zbar' : 'no', semilla]);
  const [paginas, limpiaMs, sinCodigoMs] = [partes.flatMap((p) => p.paginas), partes.flatMap((p) => p.limpiaMs), partes.flatMap((p) => p.sinCodigoMs)];
  const lectores = ['acopio', 'zxing', 'muestreo', ...(hayZbar ? ['zbarimg'] : [])];
  for (const linea of tablaDe(paginas, lectores)) avisar(linea);

  const posibles = paginas.filter(seDistingue);
  const tasa = (lector: string): number => (100 * posibles.filter((p) => lee(p, lector)).length) / posibles.length;
  const cuenta = (lector: string): number => paginas.filter((p) => lee(p, lector)).length;
  const otros = lectores.slice(1);
  const mejor = Math.max(...otros.map(cuenta));
  const nuestras = cuenta('acopio');
  const malas = paginas.filter((p) => equivocada(p, 'acopio')).length;
  const filas: FilaBench[] = [
    { nombre: 'qr: leídos de los que se distinguen', valor: tasa('acopio'), unidad: '%', piso: Math.max(...otros.map(tasa)), razon: null, limite: MINIMO, criterio: `valor ≥ ${MINIMO}`, cumple: tasa('acopio') >= MINIMO },
    { nombre: 'qr: leídos, contra el mejor lector solo', valor: nuestras, unidad: 'páginas', piso: mejor, razon: nuestras / mejor, limite: 1, criterio: 'razón > 1', cumple: nuestras > mejor },
    filaValorMaximo('qr: textos equivocados', malas, 'páginas', 1),
    filaValorMaximo('qr: hoja limpia a 300 dpi', mediana(limpiaMs), 'ms', 30),
    filaValorMaximo('qr: hoja sin código a 300 dpi', mediana(sinCodigoMs), 'ms', 2_500),
  ];
  return filas;
};

export const benchQr: Bench = { nombre: 'qr', descripcion: 'QR de actas estropeadas: cuántos lee y en cuánto, contra zbarimg y contra cada lector solo', correr };
