import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { Base } from './open-database.ts';

/** Events that make a draft useless. */
const OLVIDAN: ReadonlySet<string> = new Set(['captura.registrada', 'trabajo.reasignado', 'acta.discrepante', 'acta.verificada', 'acta.recaptura', 'acta.digitalizada', 'imagen.rechazada']);

/**
 * Throws drafts away in the same transaction as the event that makes them useless: what was typed is saved, decided, or
 * its acta was withdrawn, taken from them or is captured again. Replaying old events touches no draft of a later cycle.
 */
export const crearOlvidoDeBorradores = (base: Base): ((e: Pick<Evento, 'tipo' | 'acta' | 'actor' | 'datos'>) => void) => {
  // Most actas have no draft: to look is half of what a delete that finds nothing costs.
  const hay = base.prepare<[string], 1>('select 1 from borrador where acta = ? limit 1').pluck();
  const suyo = base.prepare<[string, string]>('delete from borrador where acta = ? and persona = ? and ciclo <= (select ciclo from acta where clave = borrador.acta)');
  const capturados = base.prepare<[string]>(`delete from borrador where tarea = 'captura' and acta = ? and ciclo <= (select ciclo from acta where clave = borrador.acta)`);
  const cerrado = base.prepare<[string]>('delete from borrador where acta = ? and ciclo <= (select ciclo from acta where clave = borrador.acta)');
  const anteriores = base.prepare<[string]>('delete from borrador where acta = ? and ciclo < (select ciclo from acta where clave = borrador.acta)');
  const sinImagen = base.prepare<[string]>(
    'delete from borrador where acta = ? and ciclo <= (select ciclo from acta where clave = borrador.acta and imagen is null)',
  );
  return ({ tipo, acta, actor, datos }) => {
    if (acta === undefined || !OLVIDAN.has(tipo) || hay.get(acta) === undefined) return;
    if (tipo === 'captura.registrada') suyo.run(acta, actor);
    // Else whoever had it would take it back with their next key.
    else if (tipo === 'trabajo.reasignado') suyo.run(acta, (datos as DatosEvento<'trabajo.reasignado'>).persona);
    else if (tipo === 'acta.discrepante') capturados.run(acta);
    else if (tipo === 'acta.verificada') cerrado.run(acta);
    else if (tipo === 'acta.recaptura' || tipo === 'acta.digitalizada') anteriores.run(acta);
    else if (tipo === 'imagen.rechazada') sinImagen.run(acta);
  };
};
