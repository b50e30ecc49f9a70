import type { TipoEvento } from '#shared/domain/eventos.ts';
import type { Comparacion } from './comparar.ts';

/** What an acta goes through, in the order of the night. An acta is counted in each phase that it reached, once. */
export const FASES = ['acopiadas', 'digitalizadas', 'capturadas', 'verificadas', 'sinActa', 'fueraDeCatalogo', 'cotejadas', 'empaquetadas', 'publicadas'] as const;
export type Fase = (typeof FASES)[number];
export type PorFase = Readonly<Record<Fase, number>>;

const FASE_DE: Readonly<Partial<Record<TipoEvento, Fase>>> = {
  'acta.acopiada': 'acopiadas', 'acta.digitalizada': 'digitalizadas', 'captura.registrada': 'capturadas', 'acta.verificada': 'verificadas', 'acta.sin_acta': 'sinActa',
  'acta.fuera_de_catalogo': 'fueraDeCatalogo', 'acta.cotejada': 'cotejadas', 'acta.empaquetada': 'empaquetadas',
};
const SIN_CLAVE = 'FC-';

export type CuentaFases = { readonly anotar: (catd: string, tipo: string, acta: string | undefined) => void; readonly totales: (comparacion: Comparacion) => PorFase };

/** Counts distinct actas of the journals by phase; the published ones are those of the headers that were read back. */
export const contarFases = (): CuentaFases => {
  const vistas = new Map<Fase, Set<string>>();
  return {
    anotar: (catd, tipo, acta) => {
      const fase = FASE_DE[tipo as TipoEvento];
      if (fase === undefined || acta === undefined) return;
      // An acta without a key of the catalogue has one of its center.
      vistas.set(fase, (vistas.get(fase) ?? new Set()).add(acta.startsWith(SIN_CLAVE) ? `${catd} ${acta}` : acta));
    },
    totales: ({ encabezados }) => ({
      ...(Object.fromEntries(FASES.map((f) => [f, vistas.get(f)?.size ?? 0])) as Record<Fase, number>),
      publicadas: Object.values(encabezados).reduce((suma, e) => suma + Number(e.actasRegistradas), 0),
    }),
  };
};
