import type { Diario, Ids, NuevoEvento, Registro, Reloj } from '#electron/station/puertos.ts';
import { HASH_CERO, hashEvento, textoEvento, type Evento } from '#shared/domain/evento.ts';
import { EVENTOS, problemaDeEvento, type TipoEvento } from '#shared/domain/eventos.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import type { Base } from '#electron/db/open-database.ts';
import { epocaEn, type RepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import { horaLocal } from './hora.ts';

/** A clock that steps back less than this is being disciplined by NTP, not set back: it is absorbed without an event. */
const TOLERANCIA_RELOJ_MS = 2_000;

/** Head of the journal and the hour of its last entry. Everything that a rolled back transaction must give back. */
type Estado = { readonly seq: number; readonly hash: string; readonly horaMs: number; readonly retrocedido: boolean };

/** Several transactions that share one commit. */
type Grupo = {
  /** Each goes back on its own if it fails. Without that, one that fails takes the group with it, to be run again. */
  readonly conPuntos: boolean;
  /** Why it can no longer be committed: SQLite gives up a whole transaction when the disk fails. */
  perdido: Error | null;
  repetir: boolean;
};
/** Says that a group without savepoints was undone because one of its transactions failed. */
const REPETIR = new Error('the group runs again, with savepoints');

type Partes = {
  readonly base: Base;
  readonly repositorio: RepositorioBitacora;
  readonly proyectar: (evento: Evento) => void;
  readonly cripto: Pick<Cripto, 'sha256'>;
  readonly reloj: Reloj;
  readonly ids: Ids;
  readonly registro: Registro;
  readonly epoca: string;
  readonly zonaMinutos: number;
};

const estadoInicial = (repositorio: RepositorioBitacora): Estado => {
  const ultima = repositorio.ultima();
  return ultima ? { seq: ultima.seq, hash: ultima.hash, horaMs: Date.parse(ultima.hora), retrocedido: false } : { seq: 0, hash: HASH_CERO, horaMs: 0, retrocedido: false };
};

/**
 * The station's journal over its table. An event and the rows that follow from it are one transaction; the head of the
 * chain is kept in memory and goes back with a transaction that fails.
 */
export const crearBitacora = (p: Partes): Diario => {
  let estado = estadoInicial(p.repositorio);
  /** Epocas that were inherited, and the one that goes on. Only a journal that is being made lacks it. */
  const inicios = p.repositorio.inicios();
  /** Hour of the transaction under way, stamped with its first event. */
  let sello: number | null = null;
  let enTransaccion = false;
  let grupo: Grupo | null = null;

  const ahora = (): number => sello ?? Math.max(estado.horaMs, p.reloj.ahora());

  const escribir = <T extends TipoEvento>(nuevo: NuevoEvento<T>, horaMs: number): Evento => {
    const evento: Evento = {
      seq: estado.seq + 1, id: p.ids.uuid(), tipo: nuevo.tipo, version: EVENTOS[nuevo.tipo].version,
      ...(nuevo.acta === undefined ? {} : { acta: nuevo.acta }),
      actor: nuevo.actor, puesto: nuevo.puesto, hora: horaLocal(horaMs, p.zonaMinutos), datos: nuevo.datos, previo: estado.hash,
    };
    const problema = problemaDeEvento(evento);
    if (problema !== null) throw new Error(`event ${evento.tipo} does not fit the catalogue: ${problema}`);
    const texto = textoEvento(evento);
    const hash = hashEvento(p.cripto, estado.hash, texto);
    p.repositorio.insertar({ seq: evento.seq, id: evento.id, tipo: evento.tipo, acta: evento.acta ?? null, hora: evento.hora, texto, hash });
    estado = { ...estado, seq: evento.seq, hash, horaMs };
    p.proyectar(evento);
    return evento;
  };

  /** Stamps the transaction. A clock set back is said once, until it catches up with the journal; an epoca begins with nothing before its own first event, and the next transaction says it. */
  const sellar = (primero: TipoEvento): number => {
    const sistema = p.reloj.ahora();
    const horaMs = Math.max(estado.horaMs, sistema);
    sello = horaMs;
    if (sistema >= estado.horaMs) estado = { ...estado, retrocedido: false };
    else if (primero !== 'estacion.iniciada' && !estado.retrocedido && estado.horaMs - sistema > TOLERANCIA_RELOJ_MS) {
      estado = { ...estado, retrocedido: true };
      p.registro.error('clock went back', { atrasoMs: horaMs - sistema });
      const datos = { sistema: horaLocal(sistema, p.zonaMinutos), bitacora: horaLocal(horaMs, p.zonaMinutos) };
      escribir({ tipo: 'reloj.retrocedio', actor: 'sistema', puesto: 'sistema', datos }, horaMs);
    }
    return horaMs;
  };

  // Inside a group SQLite's transaction is open already, and better-sqlite3 makes a savepoint of this.
  const envolver = p.base.transaction((fn: () => unknown) => fn());
  /** Runs `fn` whole or not at all: what it wrote, and the head that it left. */
  const enteroONada = (fn: () => unknown): unknown => {
    const antes = estado;
    try {
      return envolver.immediate(fn);
    } catch (error) {
      estado = antes;
      throw error;
    }
  };

  const transaccion = <T>(fn: () => T): T => {
    if (enTransaccion || (grupo === null && p.base.inTransaction)) throw new Error('transactions do not nest');
    if (grupo !== null && grupo.perdido !== null) throw grupo.perdido;
    if (grupo?.repetir === true) throw REPETIR;
    enTransaccion = true;
    try {
      return grupo?.conPuntos === false ? fn() : (enteroONada(fn) as T);
    } catch (error) {
      if (grupo !== null && !p.base.inTransaction) grupo.perdido = error instanceof Error ? error : new Error(String(error));
      else if (grupo?.conPuntos === false) grupo.repetir = true;
      throw error;
    } finally {
      sello = null;
      enTransaccion = false;
    }
  };

  const enGrupo = (fn: () => void, conPuntos: boolean): void => {
    const este: Grupo = { conPuntos, perdido: null, repetir: false };
    grupo = este;
    try {
      enteroONada(() => {
        fn();
        if (este.perdido !== null) throw este.perdido;
        if (este.repetir) throw REPETIR;
      });
    } finally {
      grupo = null;
    }
  };

  // A savepoint copies every page that is first written after it: most of what a step costs. Steps seldom fail, so that
  // they are first run without, and all of them again in the group of one that did.
  const agrupar = (fn: () => void, deshacer: () => void): void => {
    if (p.base.inTransaction) throw new Error('groups do not nest');
    try {
      enGrupo(fn, false);
    } catch (error) {
      if (error !== REPETIR) throw error;
      deshacer();
      enGrupo(fn, true);
    }
  };

  return {
    epoca: p.epoca,
    epocaDe: (seq) => epocaEn(inicios, seq) ?? { epoca: p.epoca, hasta: null },
    cabeza: () => ({ seq: estado.seq, hash: estado.hash }),
    leer: p.repositorio.leer,
    hashDe: (seq) => {
      const hash = seq === 0 ? HASH_CERO : p.repositorio.hashDe(seq);
      if (hash === null) throw new Error(`the journal has no event ${seq}`);
      return hash;
    },
    registrar: (nuevo) => {
      if (!enTransaccion) throw new Error('an event is registered inside a transaction');
      return escribir(nuevo, sello ?? sellar(nuevo.tipo));
    },
    transaccion,
    agrupar,
    ahora,
    horaDe: (ms) => horaLocal(ms, p.zonaMinutos),
    horaAhora: () => horaLocal(ahora(), p.zonaMinutos),
  };
};
