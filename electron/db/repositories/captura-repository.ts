import type { Estado } from '#shared/domain/estados.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Base } from '../open-database.ts';

export type CapturaGuardada = { readonly ronda: 1 | 2; readonly persona: string; readonly valores: Valores; readonly hora: string };
/** An acta that somebody could work on now. */
export type Candidata = { readonly clave: string; readonly ciclo: number };

/** How many are read in one go: as many as the posts of a large room, each of which may hold one of the oldest actas. */
const PRIMERAS = 16;
/** SQLite's. */
const SIN_LIMITE = -1;

/**
 * Reads of the captures. Nothing here writes: that is proyecciones.ts.
 * What runs at every step has no parameter that its order or its limit depends on: SQLite plans such a statement again
 * each time it is bound, which costs ten times what it does.
 */
export const crearRepositorioCapturas = (base: Base) => {
  const deCiclo = base.prepare<[string, number], { ronda: 1 | 2; persona: string; seq: number }>(
    'select ronda, persona, seq from captura where acta = ? and ciclo = ?',
  );
  // On its own and not joined with the above, which measured ten times slower.
  const evento = base.prepare<[number], string>('select texto from bitacora where seq = ?').pluck();
  const hizo = base.prepare<[string, number, string], 1>('select 1 from captura where acta = ? and ciclo = ? and persona = ?').pluck();
  const primera = base.prepare<[string, number], { persona: string; puesto: string }>(
    `select persona, (select json_extract(texto, '$.puesto') from bitacora where bitacora.seq = captura.seq) as puesto
     from captura where acta = ? and ciclo = ? and ronda = 1`,
  );
  const algunaPorCapturar = base.prepare<[], 0 | 1>(
    `select exists (select 1 from acta where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada'))
       or exists (select 1 from acta where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada'))`,
  ).pluck();
  const anteriores = base.prepare<[string, number], string>('select distinct persona from captura where acta = ? and ciclo < ?').pluck();
  // These use acta_por_trabajar, which must be named as it is in its own condition.
  const sinPrimera = base.prepare<[Estado, string], Candidata>(
    `select clave, ciclo from acta where estado = ? and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and capturista is not ? order by seq`,
  );
  // One queue of both states: each half is in the order of the index, and they are merged as they are read.
  const porCapturar = base.prepare<[string, string, number], string>(
    `select clave, seq from acta where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ?
     union all
     select clave, seq from acta where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ?
     order by seq limit ?`,
  ).pluck();
  const cuantas = base.prepare<[Estado, string], number>(
    `select count(*) from (select 1 from acta where estado = ? and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and capturista is not ? limit 100)`,
  ).pluck();
  return {
    deCiclo: (acta: string, ciclo: number): CapturaGuardada[] =>
      deCiclo.all(acta, ciclo).sort((a, b) => a.ronda - b.ronda).map(({ ronda, persona, seq }) => {
        const { hora, datos } = JSON.parse(evento.get(seq) ?? '{}') as { hora: string; datos: { valores: Valores } };
        return { ronda, persona, hora, valores: datos.valores };
      }),
    /** Whether the person captured that cycle of the acta. */
    hizo: (acta: string, ciclo: number, persona: string): boolean => hizo.get(acta, ciclo, persona) === 1,
    /** Who made the first capture of that cycle, and at which post; null when nobody has. */
    primera: (acta: string, ciclo: number): { readonly persona: string; readonly puesto: string } | null => primera.get(acta, ciclo) ?? null,
    /** Whether any acta waits for a capture, whoever may make it. */
    hayPorCapturar: (): boolean => algunaPorCapturar.get() === 1,
    /** People who captured an earlier cycle of the acta. */
    personasAnteriores: (acta: string, ciclo: number): string[] => anteriores.all(acta, ciclo),
    /**
     * Actas that the person may have to capture, first or second alike, in the order in which they were digitised: an order
     * that says nothing of what others captured. The first ones come twice: read in one go they cost less, and nearly
     * always one of them will do.
     */
    *clavesPara(persona: string): Generator<string, void, undefined> {
      const claves = porCapturar.all(persona, persona, PRIMERAS);
      yield* claves;
      if (claves.length === PRIMERAS) yield* porCapturar.iterate(persona, persona, SIN_LIMITE);
    },
    /** Actas in that state whose present cycle the person did not begin, oldest first. Nothing may be written meanwhile. */
    recorrerPara: (estado: Estado, persona: string): IterableIterator<Candidata> => sinPrimera.iterate(estado, persona),
    /** How many of those there are, up to a hundred: nobody waits for the count of a whole night. */
    contarPara: (estado: Estado, persona: string): number => cuantas.get(estado, persona) ?? 0,
  };
};
export type RepositorioCapturas = ReturnType<typeof crearRepositorioCapturas>;
