import type { Estado } from '#shared/domain/estados.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Base } from '../open-database.ts';

export type CapturaGuardada = { readonly ronda: 1 | 2; readonly persona: string; readonly valores: Valores; readonly hora: string };
/** An acta that somebody could work on now. */
export type Candidata = { readonly clave: string; readonly ciclo: number };

/** Reads of the captures. Nothing here writes: that is proyecciones.ts. */
export const crearRepositorioCapturas = (base: Base) => {
  const deCiclo = base.prepare<[string, number], Omit<CapturaGuardada, 'valores'> & { valores: string }>(
    'select ronda, persona, valores, hora from captura where acta = ? and ciclo = ? order by ronda',
  );
  const anteriores = base.prepare<[string, number], string>('select distinct persona from captura where acta = ? and ciclo < ?').pluck();
  // Uses acta_por_trabajar. Who captured it in this cycle cannot be given it again.
  const sinPersona = base.prepare<[Estado, string], Candidata>(
    `select a.clave, a.ciclo from acta a where a.estado = ? and a.estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and not exists (select 1 from captura c where c.acta = a.clave and c.ciclo = a.ciclo and c.persona = ?) order by a.seq`,
  );
  const cuantas = base.prepare<[Estado, string], number>(
    `select count(*) from acta a where a.estado = ? and a.estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and not exists (select 1 from captura c where c.acta = a.clave and c.ciclo = a.ciclo and c.persona = ?)`,
  ).pluck();
  return {
    deCiclo: (acta: string, ciclo: number): CapturaGuardada[] => deCiclo.all(acta, ciclo).map((f) => ({ ...f, valores: JSON.parse(f.valores) as Valores })),
    /** People who captured an earlier cycle of the acta. */
    personasAnteriores: (acta: string, ciclo: number): string[] => anteriores.all(acta, ciclo),
    /** Actas in that state that the person has not captured in their present cycle, oldest first. Nothing may be written meanwhile. */
    recorrerPara: (estado: Estado, persona: string): IterableIterator<Candidata> => sinPersona.iterate(estado, persona),
    contarPara: (estado: Estado, persona: string): number => cuantas.get(estado, persona) ?? 0,
  };
};
export type RepositorioCapturas = ReturnType<typeof crearRepositorioCapturas>;
