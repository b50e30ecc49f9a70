import type { Base } from './open-database.ts';
import type { EventoDe } from './proyecciones.ts';

/** Rows of what those who direct the room decide, and of the papers that nobody could name. */
export const deSala = (base: Base) => {
  const pausar = base.prepare<['persona' | 'puesto', string, string, string]>('insert or replace into pausa (clase, id, motivo, hora) values (?, ?, ?, ?)');
  const reanudar = base.prepare<['persona' | 'puesto', string]>('delete from pausa where clase = ? and id = ?');
  const nombrar = base.prepare<[string, string]>('insert or replace into funcion (persona, roles) values (?, ?)');
  const anotar = base.prepare<[string, string | null, string]>('insert into sin_identificar (folio, nota, hora) values (?, ?, ?)');
  const identificar = base.prepare<[string | null, string]>('update sin_identificar set acta = ? where folio = ?');
  // The paper came when it was given its number, also when it was received again under its name.
  const recibir = base.prepare<[string, string | null, string]>('update acta set hora_acopio = ? where clave = ? and (hora_acopio is null or hora_acopio > ?)');
  return {
    'persona.pausada': (e: EventoDe<'persona.pausada'>) => void pausar.run('persona', e.datos.persona, e.datos.motivo, e.hora),
    'persona.reanudada': (e: EventoDe<'persona.reanudada'>) => void reanudar.run('persona', e.datos.persona),
    'puesto.pausado': (e: EventoDe<'puesto.pausado'>) => void pausar.run('puesto', e.datos.puesto, e.datos.motivo, e.hora),
    'puesto.reanudado': (e: EventoDe<'puesto.reanudado'>) => void reanudar.run('puesto', e.datos.puesto),
    'persona.funcion_cambiada': (e: EventoDe<'persona.funcion_cambiada'>) => void nombrar.run(e.datos.persona, JSON.stringify(e.datos.roles)),
    'papel.sin_identificar': (e: EventoDe<'papel.sin_identificar'>) => void anotar.run(e.datos.folio, e.datos.nota, e.hora),
    'papel.identificado': (e: EventoDe<'papel.identificado'>) => {
      identificar.run(e.acta ?? null, e.datos.folio);
      recibir.run(e.datos.horaAcopio, e.acta ?? null, e.datos.horaAcopio);
    },
    'documento.impreso': () => undefined,
    /** A lease lives in memory: the event only says who took it away. */
    'trabajo.reasignado': () => undefined,
  };
};
