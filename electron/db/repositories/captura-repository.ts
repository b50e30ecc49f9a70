import type { Estado } from '#shared/domain/estados.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Base } from '../open-database.ts';

export type CapturaGuardada = { readonly ronda: 1 | 2; readonly persona: string; readonly valores: Valores; readonly hora: string };
/** An acta that somebody could work on now. */
export type Candidata = { readonly clave: string; readonly ciclo: number };

/** An acta that waits for its first or second capture; `capturista`: who made the first. */
export type EnCola = { readonly clave: string; readonly estado: 'digitalizada' | 'en_captura'; readonly ciclo: number; readonly imagen: string; readonly capturista: string | null };

/** As many as the posts of a large room, each of which may hold one. SQL is not built from strings: statements have it written out, and `MAXIMO_CUENTA` too. */
export const PRIMERAS = 24;
/** Nobody waits for the count of a whole night. */
export const MAXIMO_CUENTA = 100;

/**
 * Reads of the captures. Nothing here writes: that is proyecciones.ts.
 * What runs at every step has no parameter that its order or its limit depends on: SQLite plans such a statement again
 * each time it is bound, which costs ten times what it does.
 */
export const crearRepositorioCapturas = (base: Base) => {
  const deCiclo = base.prepare<[string, number], { persona1: string; seq1: number; persona2: string | null; seq2: number | null }>(
    'select persona_1 as persona1, seq_1 as seq1, persona_2 as persona2, seq_2 as seq2 from captura where acta = ? and ciclo = ?',
  );
  // On its own and not joined with the above, which measured ten times slower.
  const evento = base.prepare<[number], string>('select texto from bitacora where seq = ?').pluck();
  const hizo = base.prepare<[string, number, string], 1>('select 1 from captura where acta = ? and ciclo = ? and ? in (persona_1, persona_2)').pluck();
  const primera = base.prepare<[string, number], { persona: string; puesto: string }>(
    `select persona_1 as persona, (select json_extract(texto, '$.puesto') from bitacora where bitacora.seq = captura.seq_1) as puesto
     from captura where acta = ? and ciclo = ?`,
  );
  const algunaPorCapturar = base.prepare<[], 0 | 1>(
    `select exists (select 1 from acta where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada'))
       or exists (select 1 from acta where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada'))`,
  ).pluck();
  const anteriores = base.prepare<[string, number, string, number], string>(
    'select persona_1 from captura where acta = ? and ciclo < ? union select persona_2 from captura where acta = ? and ciclo < ? and persona_2 is not null',
  ).pluck();
  // These use acta_por_trabajar, which must be named as it is in its own condition.
  const sinPrimera = base.prepare<[Estado, string], Candidata>(
    `select clave, ciclo from acta where estado = ? and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and capturista is not ? order by seq`,
  );
  // One queue of both states: each half is in the order of the index, and they are merged as they are read.
  const porCapturar = base.prepare<[string, string], EnCola>(
    `select clave, estado, ciclo, imagen, capturista, seq from acta
     where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ?
     union all
     select clave, estado, ciclo, imagen, capturista, seq from acta
     where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ?
     order by seq`,
  );
  // The same of everybody, of which only the first.
  const primerasEnCola = base.prepare<[], EnCola>(
    `select clave, estado, ciclo, imagen, capturista, seq from acta
     where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     union all
     select clave, estado, ciclo, imagen, capturista, seq from acta
     where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     order by seq limit 24`,
  );
  const sinCaptura = base.prepare<[], number>(
    `select count(*) from (select 1 from acta where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') limit 100)`,
  ).pluck();
  const conPrimera = base.prepare<[], string>(
    `select capturista from acta where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') limit 200`,
  ).pluck();
  const cuantas = base.prepare<[Estado, string], number>(
    `select count(*) from (select 1 from acta where estado = ? and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada')
     and capturista is not ? limit 100)`,
  ).pluck();
  const cuantasPorCapturar = base.prepare<[string, string], number>(
    `select count(*) from (select 1 from acta where estado = 'digitalizada' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ?
     union all select 1 from acta where estado = 'en_captura' and estado in ('digitalizada', 'en_captura', 'discrepancia', 'verificada') and capturista is not ? limit 100)`,
  ).pluck();
  const guardada = (ronda: 1 | 2, persona: string, seq: number): CapturaGuardada => {
    const { hora, datos } = JSON.parse(evento.get(seq) ?? '{}') as { hora: string; datos: { valores: Valores } };
    return { ronda, persona, hora, valores: datos.valores };
  };
  return {
    /** None, the first one, or both in their order. */
    deCiclo: (acta: string, ciclo: number): CapturaGuardada[] => {
      const fila = deCiclo.get(acta, ciclo);
      if (fila === undefined) return [];
      const primera = guardada(1, fila.persona1, fila.seq1);
      return fila.persona2 === null || fila.seq2 === null ? [primera] : [primera, guardada(2, fila.persona2, fila.seq2)];
    },
    /** Whether the person captured that cycle of the acta. */
    hizo: (acta: string, ciclo: number, persona: string): boolean => hizo.get(acta, ciclo, persona) === 1,
    /** Who made the first capture of that cycle, and at which post; null when nobody has. */
    primera: (acta: string, ciclo: number): { readonly persona: string; readonly puesto: string } | null => primera.get(acta, ciclo) ?? null,
    /** Whether any acta waits for a capture, whoever may make it. */
    hayPorCapturar: (): boolean => algunaPorCapturar.get() === 1,
    /** People who captured an earlier cycle of the acta. */
    personasAnteriores: (acta: string, ciclo: number): string[] => anteriores.all(acta, ciclo, acta, ciclo),
    /**
     * Actas that wait for a capture, first or second alike, in the order in which they were digitised: an order that says
     * nothing of what others captured. Only the first `PRIMERAS`, whoever made their first capture.
     */
    primerasEnCola: (): EnCola[] => primerasEnCola.all(),
    /** As `primerasEnCola`, all those whose first capture is not the person's. Nothing may be written meanwhile. */
    recorrerCola: (persona: string): IterableIterator<EnCola> => porCapturar.iterate(persona, persona),
    /** Actas in that state whose present cycle the person did not begin, oldest first. Nothing may be written meanwhile. */
    recorrerPara: (estado: Estado, persona: string): IterableIterator<Candidata> => sinPrimera.iterate(estado, persona),
    /** How many of those there are, up to a hundred: nobody waits for the count of a whole night. */
    contarPara: (estado: Estado, persona: string): number => cuantas.get(estado, persona) ?? 0,
    /** As `recorrerCola`, how many, up to a hundred. */
    contarPorCapturar: (persona: string): number => cuantasPorCapturar.get(persona, persona) ?? 0,
    /** Actas that nobody captured yet, up to `MAXIMO_CUENTA`. */
    contarSinCaptura: (): number => sinCaptura.get() ?? 0,
    /** Who made the first capture of each acta that waits for a second, up to twice `MAXIMO_CUENTA`. */
    capturistasDePrimeras: (): string[] => conPrimera.all(),
  };
};
export type RepositorioCapturas = ReturnType<typeof crearRepositorioCapturas>;
