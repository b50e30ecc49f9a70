import { comparar } from '#shared/domain/captura.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { Verificadas } from './verificadas.ts';

/** What happened in one hour of the room. `hora`: ISO 8601 of its beginning, in the election's zone. */
export type HoraSala = { readonly hora: string; acopiadas: number; digitalizadas: number; verificadas: number; cotejadas: number };
/** What a person did. A field counts as an error when what they captured is not what was verified. */
export type LaborPersona = { capturas: number; campos: number; errores: number; acciones: number; ultima: string };

type Captura = { readonly persona: string; readonly valores: Valores };

/** Which count of the hour an event adds to. */
const PASO_DE: Readonly<Partial<Record<TipoEvento, keyof Omit<HoraSala, 'hora'>>>> = {
  'acta.acopiada': 'acopiadas', 'acta.digitalizada': 'digitalizadas', 'acta.verificada': 'verificadas', 'acta.cotejada': 'cotejadas',
};
/** `2027-06-06T20:10:00.000-06:00` → the hour in which it falls, with its zone. */
const horaDe = (hora: string): string => `${hora.slice(0, 13)}:00:00${hora.slice(23)}`;

/** The night told so far: reads the journal once, event by event, so that the supervisor's screen never reads it all again. */
export const crearRelato = (verificadas: Pick<Verificadas, 'anotar'>) => {
  const horas = new Map<string, HoraSala>();
  const personas = new Map<string, LaborPersona>();
  /** Captures of the present cycle of each acta, until what is right is known. */
  const porJuzgar = new Map<string, Captura[]>();
  const retrocesos = { cuantos: 0, ultimo: null as string | null };
  let hasta = 0;

  const laborDe = (persona: string, hora: string): LaborPersona => {
    const labor = personas.get(persona) ?? { capturas: 0, campos: 0, errores: 0, acciones: 0, ultima: hora };
    personas.set(persona, labor);
    return labor;
  };

  const juzgar = (acta: string, { valores, via }: DatosEvento<'acta.verificada'>, hora: string): void => {
    for (const captura of porJuzgar.get(acta) ?? []) {
      const labor = laborDe(captura.persona, hora);
      labor.campos += Object.keys(captura.valores).length;
      if (via === 'resolucion') labor.errores += comparar(Object.keys(captura.valores).map((clave) => ({ clave })), captura.valores, valores).length;
    }
    porJuzgar.delete(acta);
  };

  const DE_ACTA: { readonly [T in TipoEvento]?: (acta: string, datos: DatosEvento<T>, e: Evento) => void } = {
    'acta.digitalizada': (acta) => void porJuzgar.delete(acta),
    'acta.recaptura': (acta) => void porJuzgar.delete(acta),
    'captura.registrada': (acta, { ronda, valores }, e) => {
      laborDe(e.actor, e.hora).capturas += 1;
      porJuzgar.set(acta, [...(ronda === 1 ? [] : (porJuzgar.get(acta) ?? [])), { persona: e.actor, valores }]);
    },
    'acta.verificada': (acta, datos, e) => {
      juzgar(acta, datos, e.hora);
      verificadas.anotar(acta, datos);
    },
  };

  return {
    /** Place of the last event that was read. */
    hasta: (): number => hasta,
    leer: (e: Evento): void => {
      hasta = e.seq;
      if (e.actor !== 'sistema') {
        const labor = laborDe(e.actor, e.hora);
        labor.acciones += 1;
        labor.ultima = e.hora;
      }
      if (e.tipo === 'reloj.retrocedio') {
        retrocesos.cuantos += 1;
        retrocesos.ultimo = e.hora;
      }
      const paso = PASO_DE[e.tipo as TipoEvento];
      if (paso !== undefined) {
        const hora = horas.get(horaDe(e.hora)) ?? { hora: horaDe(e.hora), acopiadas: 0, digitalizadas: 0, verificadas: 0, cotejadas: 0 };
        hora[paso] += 1;
        horas.set(hora.hora, hora);
      }
      const contar = DE_ACTA[e.tipo as TipoEvento] as ((acta: string, datos: unknown, e: Evento) => void) | undefined;
      if (contar !== undefined && e.acta !== undefined) contar(e.acta, e.datos, e);
    },
    horas: (): HoraSala[] => [...horas.values()].sort((a, b) => a.hora.localeCompare(b.hora)),
    labor: (persona: string): LaborPersona | null => personas.get(persona) ?? null,
    /** How often the machine's clock was found behind the journal. */
    retrocesos: (): { readonly cuantos: number; readonly ultimo: string | null } => retrocesos,
  };
};
export type Relato = ReturnType<typeof crearRelato>;
