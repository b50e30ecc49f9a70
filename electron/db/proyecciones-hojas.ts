import type { CodigoError } from '#shared/errors/mensajes.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { Base } from './open-database.ts';
import type { EventoDe } from './proyecciones.ts';

type Lugar = { readonly tanda: string; readonly hoja: number; readonly pagina: number };
type Padre = { readonly tanda: string; readonly hoja: number; readonly origen: string; readonly digitalizacion: string; readonly actor: string; readonly puesto: string };
/** How a sheet ended: its own image, the same bytes as an earlier one, refused, or taken apart. */
export type Desenlace = 'imagen' | 'repetida' | 'rechazada' | 'separada';

/** Rows of the tandas and their sheets. */
export const deHojas = (base: Base) => {
  const iniciar = base.prepare<[string, string, string, string, string, number]>('insert into tanda (tanda, escaner, nombre, tipo, hora, seq) values (?, ?, ?, ?, ?, ?)');
  const terminar = base.prepare<[string | null, number | null, string]>('update tanda set terminada = 1, falla = ?, hoja_perdida = ? where tanda = ?');
  const recibir = base.prepare<[string, number, number, string, string, string, string, string, string, string, number]>(
    `insert into hoja (tanda, hoja, pagina, estado, sha256, fuente, origen, digitalizacion, actor, puesto, hora, seq)
     values (?, ?, ?, 'recibida', ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // The oldest of those that wait: two sheets of the same bytes are resolved by two events.
  const primera = base.prepare<[string], Lugar>("select tanda, hoja, pagina from hoja where sha256 = ? and estado = 'recibida' order by seq, pagina limit 1");
  const cerrar = base.prepare<[string, string | null, string, number, number]>('update hoja set estado = ?, desenlace = ? where tanda = ? and hoja = ? and pagina = ?');
  const atender = base.prepare<[string]>('update tanda set atendida = 1 where tanda = ?');
  const leer = base.prepare<[string, number, number], Padre>('select tanda, hoja, origen, digitalizacion, actor, puesto from hoja where tanda = ? and hoja = ? and pagina = ?');

  const rechazar = base.prepare<[number, string, string, string, string, string, string, number]>('insert into rechazo (seq, codigo, detalle, archivo, sha256, hora, tanda, hoja) values (?, ?, ?, ?, ?, ?, ?, ?)');

  /** The sheet of these bytes has its outcome; null when it came in no tanda (journals of before). */
  const resolver = (sha256: string, desenlace: Desenlace): Lugar | null => {
    const lugar = primera.get(sha256);
    if (!lugar) return null;
    const [estado, como] = desenlace === 'separada' ? ['separada', null] : ['resuelta', desenlace];
    cerrar.run(estado, como, lugar.tanda, lugar.hoja, lugar.pagina);
    return lugar;
  };

  const separar = ({ datos, hora, seq }: { readonly datos: DatosEvento<'entrada.separada'>; readonly hora: string; readonly seq: number }): void => {
    const lugar = resolver(datos.sha256, 'separada');
    const padre = lugar && leer.get(lugar.tanda, lugar.hoja, lugar.pagina);
    if (!padre) throw new Error('entrada.separada of a sheet that was not received');
    const ilegibles = new Set(datos.ilegibles);
    let numero = 0;
    for (const sha of datos.paginas) {
      do numero += 1; while (ilegibles.has(numero));
      recibir.run(padre.tanda, padre.hoja, numero, sha, `${datos.archivo}, página ${numero}`, padre.origen, padre.digitalizacion, padre.actor, padre.puesto, hora, seq);
    }
    if (!datos.ilegibles) return;
    rechazar.run(seq, 'paginas_ilegibles' satisfies CodigoError, datos.ilegibles.join(', '), datos.archivo, datos.sha256, hora, padre.tanda, padre.hoja);
    // In the account of its tanda the sheet goes again.
    cerrar.run('separada', 'rechazada', padre.tanda, padre.hoja, 0);
  };

  return {
    resolver,
    manejadores: {
      'tanda.iniciada': (e: EventoDe<'tanda.iniciada'>) => void iniciar.run(e.datos.tanda, e.datos.escaner, e.datos.nombre, e.datos.tipo, e.hora, e.seq),
      'hoja.recibida': (e: EventoDe<'hoja.recibida'>) => {
        const d = e.datos;
        recibir.run(d.tanda, d.hoja, 0, d.sha256, d.fuente, d.origen, d.digitalizacion, e.actor, e.puesto, e.hora, e.seq);
      },
      'tanda.terminada': (e: EventoDe<'tanda.terminada'>) => void terminar.run(e.datos.falla, e.datos.hojaPerdida, e.datos.tanda),
      'tanda.atendida': (e: EventoDe<'tanda.atendida'>) => void atender.run(e.datos.tanda),
      'entrada.separada': separar,
    },
  };
};
