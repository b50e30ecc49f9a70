import { NOMBRES_ESTADO, NOMBRES_PASO, siguienteEstado, type Estado, type Paso } from '#shared/domain/estados.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Base } from './open-database.ts';
import { crearOlvidoDeBorradores } from './proyecciones-borradores.ts';
import { deHojas } from './proyecciones-hojas.ts';
import { deSala } from './proyecciones-sala.ts';

/** An event whose `datos` are known to fit its type. */
export type EventoDe<T extends TipoEvento> = Omit<Evento, 'tipo' | 'datos'> & { readonly tipo: T; readonly datos: DatosEvento<T> };
type Manejadores = { readonly [T in TipoEvento]: (e: EventoDe<T>) => void };

const nada = (): void => undefined;

/** What moves with the state. Left out: stays as it was. */
type Cambios = {
  readonly imagen?: string | null; readonly ciclo?: number; readonly capturista?: string | null;
  /** What it counts for, now that it is verified. */
  readonly contabilizada?: number;
};
type FilaEstado = { estado: Estado; imagen: string | null; ciclo: number; capturista: string | null };

/** Moves of the state machine: the only place where an acta changes state. A step that is not in the table throws. */
const crearMovimientos = (base: Base, eleccionDe: (acta: string) => string | null) => {
  const leer = base.prepare<[string], FilaEstado>('select estado, imagen, ciclo, capturista from acta where clave = ?');
  const insertar = base.prepare<[string, string, string, string | null, number, number, string]>(
    'insert into acta (clave, eleccion, estado, imagen, ciclo, seq, hora) values (?, ?, ?, ?, ?, ?, ?)',
  );
  // One statement for all that the index of the queues holds: each change of it is two pages.
  const cambiar = base.prepare<[string, number, string | null, number | null, string, string]>(
    'update acta set estado = ?, ciclo = ?, capturista = ?, seq = coalesce(?, seq), hora = ? where clave = ?',
  );
  // The same, with what is noted down of an acta that is verified: a row is written once.
  const verificar = base.prepare<[string, number, string | null, number, string, number, number, string]>(
    'update acta set estado = ?, ciclo = ?, capturista = ?, seq = ?, hora = ?, seq_verificacion = ?, contabilizada = ? where clave = ?',
  );
  // Apart: SQLite looks the image up again whenever the column is named, changed or not.
  const cambiarImagen = base.prepare<[string | null, string]>('update acta set imagen = ? where clave = ?');

  const claveDe = (e: Pick<Evento, 'acta' | 'tipo'>): string => {
    if (e.acta === undefined) throw new Error(`event ${e.tipo} without acta`);
    return e.acta;
  };

  /** Takes the step; returns the key and the state before it. An acta appears in its table with its first step. */
  const mover = (e: Pick<Evento, 'acta' | 'tipo' | 'seq' | 'hora'>, paso: Paso, cambios: Cambios = {}): { clave: string; antes: Estado } => {
    const clave = claveDe(e);
    const fila = leer.get(clave) ?? { estado: 'esperada', imagen: null, ciclo: 0, capturista: null };
    const despues = siguienteEstado(fila.estado, paso);
    if (despues === null) throw new AppError('paso_no_permitido', { acta: clave, estado: NOMBRES_ESTADO[fila.estado], paso: NOMBRES_PASO[paso] });
    const { imagen = fila.imagen, ciclo = fila.ciclo, capturista = fila.capturista, contabilizada } = cambios;
    if (fila.estado === 'esperada') {
      const eleccion = eleccionDe(clave);
      if (eleccion === null) throw new AppError('acta_desconocida', { acta: clave });
      insertar.run(clave, eleccion, despues, imagen, ciclo, e.seq, e.hora);
    } else if (contabilizada !== undefined) {
      verificar.run(despues, ciclo, capturista, e.seq, e.hora, e.seq, contabilizada, clave);
    } else if (despues !== fila.estado || Object.keys(cambios).length > 0) {
      // With an image before the state that needs one, and without it after the state that does.
      if (imagen !== null && imagen !== fila.imagen) cambiarImagen.run(imagen, clave);
      // Half captured, it keeps its place: the order in which work is handed out must not tell what somebody captured.
      cambiar.run(despues, ciclo, capturista, paso === 'capturar_1' ? null : e.seq, e.hora, clave);
      if (imagen === null && fila.imagen !== null) cambiarImagen.run(null, clave);
    }
    return { clave, antes: fila.estado };
  };
  return { mover, claveDe, insertar };
};
type Movimientos = ReturnType<typeof crearMovimientos>;

const deLlegada = (base: Base, { mover, claveDe }: Movimientos) => {
  const acopio = base.prepare<[string, number, string, string, string, string]>(
    'update acta set hora_acopio = ?, seq_acopio = ?, mecanismo = ?, tipo_documento = ?, catd_receptor = ? where clave = ?',
  );
  const aparecio = base.prepare<[string]>('update acta set motivo_sin_acta = null, contabilizada = null where clave = ?');
  const solicitar = base.prepare<[string, string, string, string]>('insert or replace into sin_acta (acta, motivo, solicita, hora) values (?, ?, ?, ?)');
  const retirar = base.prepare<[string]>('delete from sin_acta where acta = ?');
  const sinActa = base.prepare<[string, number, string]>('update acta set motivo_sin_acta = ?, contabilizada = ? where clave = ?');

  /** The paper is here: what was said of its absence no longer holds. */
  const aparece = (clave: string, antes: Estado): void => {
    if (antes === 'sin_acta') aparecio.run(clave);
    retirar.run(clave);
  };
  return {
    aparece,
    'acta.acopiada': (e) => {
      const { clave, antes } = mover(e, 'acopiar');
      acopio.run(e.hora, e.seq, e.datos.mecanismoTraslado, e.datos.tipoDocumento, e.datos.catdReceptor, clave);
      aparece(clave, antes);
    },
    'acta.sin_acta_solicitada': (e) => void solicitar.run(claveDe(e), e.datos.motivo, e.actor, e.hora),
    'acta.sin_acta_retirada': (e) => void retirar.run(claveDe(e)),
    'acta.sin_acta': (e) => {
      const { clave } = mover(e, 'sin_acta');
      sinActa.run(e.datos.motivo, e.datos.evaluacion.contabilizada, clave);
      retirar.run(clave);
    },
  } satisfies Partial<Manejadores> & { aparece: unknown };
};

type Llegada = { readonly aparece: (clave: string, antes: Estado) => void; readonly resolver: ReturnType<typeof deHojas>['resolver'] };

const deImagenes = (base: Base, { mover, claveDe, insertar }: Movimientos, { aparece, resolver }: Llegada) => {
  const guardar = base.prepare<[string, number, string, string, string, string | null, number | null, string | null, string | null, string | null, number, string, number]>(
    `insert into imagen (imagen, estado, bytes, origen, digitalizacion, fuente, tanda, hoja, qr, veredicto, plantilla, giro, hora, seq)
     values (?, 'recibida', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const clasificar = base.prepare<[string, string | null, string | null, string]>('update imagen set estado = ?, acta = ?, motivo = ? where imagen = ?');
  const leer = base.prepare<[string], { estado: string; acta: string | null }>('select estado, acta from imagen where imagen = ?');
  const corregir = base.prepare<[string, string]>('update acta set correccion_por = ?, cotejo = null, sin_cotejo = null where clave = ?');
  const leida = base.prepare<[string, number]>('insert or ignore into lectura (imagen, seq) values (?, ?)');
  const fuera = base.prepare<[number, string | null, string]>('update acta set contabilizada = ?, hora_acopio = ? where clave = ?');
  return {
    'imagen.guardada': (e) => {
      const { examen, ...d } = e.datos;
      const lugar = resolver(d.imagen, 'imagen');
      guardar.run(
        d.imagen, d.bytes, d.origen, d.digitalizacion, d.fuente, lugar?.tanda ?? null, d.hoja, d.qr,
        examen?.veredicto ?? null, examen?.alineacion?.plantilla ?? null, examen?.giro ?? 0, e.hora, e.seq,
      );
    },
    'imagen.repetida': (e) => void resolver(e.datos.imagen, 'repetida'),
    'imagen.por_revisar': (e) => void clasificar.run('por_revisar', null, null, e.datos.imagen),
    'imagen.aceptada': (e) => void clasificar.run('recibida', null, null, e.datos.imagen),
    'lectura.registrada': (e) => void leida.run(e.datos.imagen, e.seq),
    'imagen.por_identificar': (e) => void clasificar.run('por_identificar', null, e.datos.motivo, e.datos.imagen),
    'imagen.alternativa': (e) => void clasificar.run('alternativa', claveDe(e), null, e.datos.imagen),
    'imagen.rechazada': (e) => {
      const imagen = leer.get(e.datos.imagen);
      if (imagen?.estado === 'vigente') {
        const { clave, antes } = mover(e, 'rechazar_imagen', { imagen: null });
        if (antes === 'verificada') corregir.run(e.actor, clave);
      }
      clasificar.run('rechazada', imagen?.acta ?? null, e.datos.motivo, e.datos.imagen);
    },
    'imagen.promovida': (e) => {
      const { imagen, anterior, ciclo } = e.datos;
      const { clave, antes } = mover(e, 'cambiar_imagen', { imagen, ciclo, capturista: null });
      if (antes === 'verificada' || antes === 'cotejada') corregir.run(e.actor, clave);
      if (anterior !== null) clasificar.run('alternativa', clave, null, anterior);
      clasificar.run('vigente', clave, null, imagen);
    },
    'acta.digitalizada': (e) => {
      const { clave, antes } = mover(e, 'digitalizar', { imagen: e.datos.imagen, ciclo: e.datos.ciclo, capturista: null });
      clasificar.run('vigente', clave, null, e.datos.imagen);
      aparece(clave, antes);
    },
    'acta.fuera_de_catalogo': (e) => {
      const clave = claveDe(e);
      const estado = siguienteEstado('por_identificar', 'declarar_fuera');
      if (estado === null) throw new Error('the state table does not declare actas fuera de catálogo');
      insertar.run(clave, e.datos.eleccion, estado, e.datos.imagen, 0, e.seq, e.hora);
      fuera.run(e.datos.evaluacion.contabilizada, e.datos.horaAcopio, clave);
      clasificar.run('fuera_de_catalogo', clave, null, e.datos.imagen);
    },
  } satisfies Partial<Manejadores>;
};

const deCaptura = (base: Base, { mover, claveDe }: Movimientos) => {
  const primera = base.prepare<[string, number, string, number]>('insert into captura (acta, ciclo, persona_1, seq_1) values (?, ?, ?, ?)');
  const segunda = base.prepare<[string, number, string, number]>('update captura set persona_2 = ?, seq_2 = ? where acta = ? and ciclo = ? and persona_2 is null');
  const recapturar = base.prepare<[string, string]>('update acta set correccion_por = ?, cotejo = null, sin_cotejo = null where clave = ?');
  const dispensar = base.prepare<[string, string]>('update acta set sin_cotejo = ? where clave = ?');
  const cotejar = base.prepare<[number, string]>('update acta set cotejo = ? where clave = ?');
  const empaquetar = base.prepare<[string, string]>('update acta set caja = ? where clave = ?');
  return {
    'captura.registrada': (e) => {
      const d = e.datos;
      if (d.ronda === 1) {
        mover(e, 'capturar_1', { capturista: e.actor });
        primera.run(claveDe(e), d.ciclo, e.actor, e.seq);
      } else if (segunda.run(e.actor, e.seq, claveDe(e), d.ciclo).changes !== 1) throw new Error(`acta ${e.acta} has no capture that waits for a second`);
    },
    'acta.discrepante': (e) => void mover(e, 'capturar_2_distinta'),
    'acta.verificada': (e) => void mover(e, e.datos.via === 'coincidencia' ? 'capturar_2_igual' : 'resolver', { contabilizada: e.datos.evaluacion.contabilizada }),
    'acta.recaptura': (e) => void recapturar.run(e.actor, mover(e, 'recapturar', { ciclo: e.datos.ciclo, capturista: null }).clave),
    'acta.cotejo_dispensado': (e) => void dispensar.run(e.datos.motivo, mover(e, 'dispensar_cotejo').clave),
    'acta.cotejada': (e) => void cotejar.run(e.datos.resultado, mover(e, 'cotejar').clave),
    'acta.empaquetada': (e) => void empaquetar.run(e.datos.caja, mover(e, 'empaquetar').clave),
  } satisfies Partial<Manejadores>;
};

const deEstacion = (base: Base, resolver: ReturnType<typeof deHojas>['resolver']) => {
  const rechazar = base.prepare<[number, string, string, string | null, string | null, string, string | null, number | null]>(
    'insert into rechazo (seq, codigo, detalle, archivo, sha256, hora, tanda, hoja) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const fallar = base.prepare<[string, number, string]>('insert or replace into intento (usuario, fallas, hora) values (?, ?, ?)');
  const olvidar = base.prepare<[string]>('delete from intento where usuario = ?');
  const emparejar = base.prepare<[string, string, string, string]>('insert into puesto (id, nombre, huella, hora) values (?, ?, ?, ?)');
  const revocar = base.prepare<[string]>('update puesto set revocado = 1 where id = ?');
  return {
    'estacion.iniciada': nada,
    'estacion.abierta': nada,
    'proyecciones.rehechas': nada,
    'sesion.iniciada': (e) => void olvidar.run(e.actor),
    'sesion.fallida': (e) => void fallar.run(e.datos.usuario, e.datos.fallas, e.hora),
    'sesion.cerrada': nada,
    'entrada.rechazada': (e) => {
      const lugar = e.datos.sha256 === null ? null : resolver(e.datos.sha256, 'rechazada');
      rechazar.run(e.seq, e.datos.codigo, e.datos.detalle, e.datos.archivo, e.datos.sha256, e.hora, lugar?.tanda ?? null, lugar?.hoja ?? null);
    },
    'puesto.emparejado': (e) => void emparejar.run(e.datos.puesto, e.datos.nombre, e.datos.huella, e.hora),
    'puesto.revocado': (e) => void revocar.run(e.datos.puesto),
    'reloj.retrocedio': nada,
    'reloj.desfase': nada,
    'lote.acusado': nada,
    'lote.rechazado': nada,
    'imagenes.acusadas': nada,
    'central.perdio': nada,
    'usb.exportada': nada,
    'usb.traida': nada,
  } satisfies Partial<Manejadores>;
};

/**
 * Event → rows of the projection tables, of which it is the only writer. Runs inside the event's transaction and again,
 * with the same result, when they are rebuilt. Throws AppError `paso_no_permitido` when the state table has no such step.
 */
export const crearProyecciones = (base: Base, eleccionDe: (acta: string) => string | null): ((evento: Evento) => void) => {
  const movimientos = crearMovimientos(base, eleccionDe);
  const { aparece, ...llegada } = deLlegada(base, movimientos);
  const { resolver, manejadores: deTandas } = deHojas(base);
  const manejadores: Manejadores = {
    ...deEstacion(base, resolver), ...deSala(base), ...llegada, ...deTandas, ...deImagenes(base, movimientos, { aparece, resolver }), ...deCaptura(base, movimientos),
  };
  const olvidarBorradores = crearOlvidoDeBorradores(base);
  return (evento) => {
    if (!(evento.tipo in manejadores)) throw new Error(`unknown event ${evento.tipo}`);
    // The catalogue of events checked `datos` against the type when the event was written (or verified).
    (manejadores as unknown as Readonly<Record<string, (e: Evento) => void>>)[evento.tipo]?.(evento);
    olvidarBorradores(evento);
  };
};

/** Tables that `reconstruir` empties, children first. */
export const TABLAS_PROYECTADAS = ['captura', 'sin_acta', 'sin_identificar', 'acta', 'lectura', 'imagen', 'hoja', 'tanda', 'rechazo', 'intento', 'puesto', 'pausa', 'funcion'] as const;
