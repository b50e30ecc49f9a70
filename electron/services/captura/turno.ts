import type { Asignaciones } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioBorradores } from '#electron/db/repositories/borrador-repository.ts';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import type { Reglas } from '#shared/domain/paquete.ts';
import { crearCola, type PartesCola } from './cola.ts';

export type PartesTurno = PartesCola & {
  readonly actas: RepositorioActas;
  readonly borradores: RepositorioBorradores;
  readonly asignaciones: Asignaciones;
  readonly reglas: Pick<Reglas, 'segundaEnOtroPuesto'>;
  /** Who is at work, and at which post. */
  readonly presentes: () => readonly { readonly persona: Persona; readonly puesto: string }[];
};
export type ActaEnCaptura = ActaGuardada & { readonly imagen: string };
export type Quien = { readonly persona: Persona; readonly puesto: string };

export const esCapturable = (acta: ActaGuardada): acta is ActaEnCaptura => acta.imagen !== null && (acta.estado === 'digitalizada' || acta.estado === 'en_captura');
/** What is asked of an acta before it is given: those of the queue say no more. */
type Candidata = Pick<ActaEnCaptura, 'clave' | 'estado' | 'ciclo' | 'imagen'>;
const captura = (persona: Persona): boolean => persona.roles.includes('capturista');

/** Whose turn each acta is. */
export const crearTurno = (p: PartesTurno) => {
  const cola = crearCola(p);

  /** In a recapture other people are preferred: who captured before takes it only when no fresh capturista is here. */
  const leToca = (acta: Candidata, persona: Persona): boolean => {
    if (acta.ciclo === 1) return true;
    const anteriores = new Set(p.capturas.personasAnteriores(acta.clave, acta.ciclo));
    if (!anteriores.has(persona.id)) return true;
    const deEste = new Set(p.capturas.deCiclo(acta.clave, acta.ciclo).map((c) => c.persona));
    return !p.presentes().some(({ persona: otra }) => captura(otra) && otra.id !== persona.id && !anteriores.has(otra.id) && !deEste.has(otra.id));
  };

  /** The second capture of an acta is of another post than the first, while there is somebody at another post to make it. */
  const enEstePuesto = (acta: Candidata, { persona, puesto }: Quien): boolean => {
    if (acta.estado !== 'en_captura' || p.reglas.segundaEnOtroPuesto === false) return true;
    const otros = p.presentes().filter((otro) => otro.puesto !== puesto && otro.persona.id !== persona.id && captura(otro.persona));
    if (otros.length === 0) return true;
    const primera = p.capturas.primera(acta.clave, acta.ciclo);
    return primera?.puesto !== puesto || otros.every((otro) => otro.persona.id === primera.persona);
  };

  /** The acta if the person may capture it now. */
  const capturable = (clave: string, persona: Persona): ActaEnCaptura | null => {
    const acta = p.actas.porClave(clave);
    return acta !== null && esCapturable(acta) && !p.capturas.hizo(clave, acta.ciclo, persona.id) ? acta : null;
  };

  /** Whether somebody else is here who may make this capture. */
  const hayOtra = (acta: Candidata, persona: Persona): boolean =>
    p.presentes().some(({ persona: otra }) => otra.id !== persona.id && captura(otra) && !p.capturas.hizo(acta.clave, acta.ciclo, otra.id));

  const libre = (acta: Candidata, quien: Quien): boolean =>
    p.asignaciones.libre(acta.clave, quien.persona.id, () => hayOtra(acta, quien.persona)) && leToca(acta, quien.persona) && enEstePuesto(acta, quien);

  function* candidatas({ persona }: Quien, empezadas: readonly string[]): Generator<Candidata, void, undefined> {
    // What the person left half typed, before anything else; then what it was told that comes next: its picture is already there.
    const apartada = p.asignaciones.apartada(persona.id);
    for (const clave of apartada === null ? empezadas : [...empezadas, apartada]) {
      const acta = capturable(clave, persona);
      if (acta !== null) yield acta;
    }
    yield* cola.para(persona.id);
  }

  return {
    capturable,
    /** How many actas the person may have to capture, up to a hundred. */
    enEspera: (persona: Persona): number => cola.contar(persona.id),
    /** The next acta for the person, who left `empezadas` half typed. One that was promised to somebody else only when there is no other. */
    elegir: (quien: Quien, empezadas: readonly string[]): Candidata | null => {
      let prometida: Candidata | null = null;
      for (const acta of candidatas(quien, empezadas)) {
        if (!libre(acta, quien)) continue;
        if (!p.asignaciones.apartadaPorOtro(acta.clave, quien.persona.id)) return acta;
        prometida ??= acta;
      }
      return prometida;
    },
  };
};
