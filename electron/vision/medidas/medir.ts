import { juzgar, type LimitesCalidad } from '#shared/domain/calidad.ts';
import type { Medida, NombreMedida } from '#shared/domain/examen.ts';
import type { PaginaGris } from '../decodificar.ts';
import type { Alineada } from '../pagina/afinar.ts';
import type { Vistazo } from '../pagina/vistazo.ts';
import { histograma, percentil } from '../pagina/gris.ts';
import { medirCorte, medirHojasDeMas } from './forma.ts';
import { medirRayas } from './rayas.ts';
import { medirReflejo } from './reflejo.ts';
import { medirContraste, medirTinta, medirTintaDeForma, parecerReverso } from './tinta.ts';

export type LoVisto = {
  readonly pagina: PaginaGris;
  readonly vistazo: Vistazo;
  readonly alineada: Alineada | null;
  /** What the file says of its resolution. */
  readonly dpi: number | null;
  /** Whether there were marks to look for. */
  readonly seBuscaron: boolean;
};

/** A page whose size is not known is taken as letter paper. */
const LARGO_CARTA = 11;

/** Ink that shines through is no blank sheet: it counts for part of what it covers. */
const PARTE_DE_TENUE = 0.5;

/** Median level under which what was seen is no paper: a lid left open, a dark table, a dead lamp. */
const PAPEL_MAS_OSCURO = 96;
const CUBIERTA = 1000;

const sinForma = ({ pagina, vistazo, dpi, seBuscaron }: LoVisto): Partial<Record<NombreMedida, number>> => {
  const tinta = medirTinta(vistazo.plana);
  return {
    ...(dpi === null ? {} : { resolucion: dpi }),
    ...(seBuscaron ? { esquina: 4 } : {}),
    rayas: medirRayas(pagina, dpi ?? Math.max(pagina.ancho, pagina.alto) / LARGO_CARTA),
    // Divided by its own light, a black image looks like clean paper: it must reach a person, not be set aside as blank.
    hoja_blanca: percentil(histograma(vistazo.chica.datos), 0.5) < PAPEL_MAS_OSCURO ? CUBIERTA : tinta.fuerte + PARTE_DE_TENUE * tinta.tenue,
    reverso: parecerReverso(tinta),
  };
};

const conForma = (alineada: Alineada, { pagina, vistazo }: LoVisto): Partial<Record<NombreMedida, number>> => ({
  resolucion: alineada.dpi,
  pagina_cortada: medirCorte(alineada, pagina),
  esquina: alineada.vistas.filter((v) => !v).length,
  inclinacion: Math.abs(alineada.inclinacion),
  enfoque: alineada.bordeMm,
  contraste: medirContraste(vistazo.niveles),
  rayas: medirRayas(pagina, alineada.dpi),
  hoja_blanca: medirTintaDeForma(vistazo.niveles),
  reverso: 0,
  reflejo: medirReflejo(alineada, vistazo),
  dos_hojas: medirHojasDeMas(alineada, vistazo),
});

const redondear = (n: number): number => Math.round(n * 1000) / 1000;

/** The quality of a page, figure by figure, each judged by its limit. What cannot be known without the marks is left out. */
export const medir = (visto: LoVisto, limites: LimitesCalidad): Medida[] => {
  const valores = visto.alineada ? conForma(visto.alineada, visto) : sinForma(visto);
  return (Object.entries(valores) as [NombreMedida, number][]).map(([nombre, crudo]) => {
    const valor = redondear(crudo);
    return { nombre, valor, veredicto: juzgar(nombre, valor, limites) };
  });
};
