import { createHash } from 'node:crypto';
import { crearGente, exigir, type Persona } from '#electron/simulacro/personas.ts';
import type { Azar } from '#electron/papel/azar.ts';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import type { Transporte } from '#shared/api/metodo.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Valores } from '#shared/domain/valor.ts';
import { textoValores, type Libreta, type Paso } from './libreta.ts';

/** One sheet of paper: the same bytes each time that it goes through the feeder. */
export type Papel = { readonly acta: string; readonly bytes: Uint8Array };

/** The station as the room reaches it. */
export type Mesa = {
  readonly despachar: Transporte;
  readonly cargar: (hojas: readonly { readonly base64: string; readonly fuente: string }[]) => Promise<unknown>;
  readonly escaner: () => Promise<string>;
  readonly enReposo: () => Promise<unknown>;
};

/** Steps that the station refused with one of these are over: a step without an answer had been done. */
const YA_HECHO: ReadonlySet<string> = new Set(['acta_ya_acopiada', 'captura_ajena', 'captura_misma_persona', 'verificacion_ajena', 'cotejo_ajeno', 'paso_no_permitido', 'cotejo_misma_persona', 'resolver_misma_persona', 'imagen_ya_identificada']);
/** Without an answer: it may have been done. */
const SIN_RESPUESTA: ReadonlySet<string> = new Set(['estacion_inalcanzable', 'disco_con_falla']);
/** Turns in which nothing moves before the room says that it is stuck. */
const TURNOS_QUIETOS = 12;

export const shaDe = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the paper says in each field: by the acta and the field alone. */
const cifra = (acta: string, campo: string): number => Number.parseInt(createHash('sha256').update(`${acta}:${campo}`).digest('hex').slice(0, 6), 16) % 120;
const valoresDe = (trabajo: Trabajo): Record<string, number> => Object.fromEntries(trabajo.campos.map((c) => [c.clave, cifra(trabajo.acta, c.clave)]));

const pasoHoja = (papel: Papel): Paso => ({ clave: `hoja ${shaDe(papel.bytes)}`, quien: 'escaner', valores: '' });

export type PartesSala = { readonly mesa: Mesa; readonly paquete: Paquete; readonly papeles: readonly Papel[]; readonly azar: Azar; readonly libreta: Libreta };

/**
 * People who take some actas from the door to the box through the station's contract, several at once, and write down
 * each answer. They go on where the station is, so that it may die and come back under them.
 */
export const crearSala = ({ mesa, paquete, papeles, azar, libreta }: PartesSala) => {
  const gente = crearGente(paquete.usuarios, mesa.despachar);
  const uno = (rol: Rol): Persona => gente(rol)[0]!;
  const suyas = new Set(papeles.map((p) => p.acta));
  const acopiadas = new Set<string>();
  const enPapel = new Map(papeles.map((p) => [`${p.acta}.jpg`, p]));
  /** Sheets that the feeder was not seen to let go of. */
  const porEscanear = new Set(enPapel.keys());

  const filas = new Map<Rol, Promise<unknown>>();
  /** One thing at a time for somebody who does several. */
  const enFila = <T>(rol: Rol, hacer: () => Promise<T>): Promise<T> => {
    const turno = (filas.get(rol) ?? Promise.resolve()).then(hacer);
    filas.set(rol, turno.catch(() => undefined));
    return turno;
  };

  const intentar = async (pasos: readonly Paso[], hacer: () => Promise<unknown>): Promise<boolean> => {
    try {
      await hacer();
      for (const paso of pasos) libreta.anotar(paso, 'confirmado');
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const paso of pasos) libreta.anotar(paso, SIN_RESPUESTA.has(error.codigo) ? 'sin_respuesta' : 'negado');
      if (YA_HECHO.has(error.codigo)) return false;
      throw error;
    }
  };

  const acopiar = async (): Promise<boolean> => {
    const siguiente = papeles.find((p) => !acopiadas.has(p.acta));
    if (siguiente === undefined) return false;
    const { acta } = siguiente;
    const quien = uno('acopiador');
    await intentar([{ clave: `acopio ${acta}`, quien: quien.id, valores: '' }], () => exigir(quien.api['acopio.registrar']({ acta, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' })));
    acopiadas.add(acta);
    return true;
  };

  const escanear = async (): Promise<boolean> => {
    const hojas = [...porEscanear].slice(0, azar.entero(1, 3));
    if (hojas.length === 0) {
      await aceptarDudosas();
      await identificar();
      return false;
    }
    const { api } = uno('digitalizador');
    // From here on the station may store them, though the feeder does not let go.
    for (const fuente of hojas) libreta.anotar(pasoHoja(enPapel.get(fuente)!), 'sin_respuesta');
    await mesa.cargar(hojas.map((fuente) => ({ fuente, base64: Buffer.from(enPapel.get(fuente)!.bytes).toString('base64') })));
    await exigir(api['digitalizacion.escanear']({ escaner: await mesa.escaner() }));
    await mesa.enReposo();
    await aceptarDudosas();
    await identificar();
    return true;
  };

  const aceptarDudosas = async (): Promise<void> => {
    const { api } = uno('digitalizador');
    for (const { imagen, estado } of (await exigir(api['digitalizacion.bandeja']({}))).imagenes) {
      if (estado === 'por_revisar') await intentar([], () => exigir(api['digitalizacion.aceptar']({ imagen, motivo: 'Se alcanza a leer.' })));
    }
  };

  /** A sheet that nothing could look at: whoever has it in their hands says whose it is. */
  const identificar = async (): Promise<void> => {
    const { api } = uno('digitalizador');
    for (const { imagen } of await exigir(api['digitalizacion.porIdentificar']({}))) {
      const papel = papeles.find((p) => shaDe(p.bytes) === imagen);
      if (papel) await intentar([], () => exigir(api['digitalizacion.identificar']({ imagen, acta: papel.acta })));
    }
  };

  const capturar = async (quien: Persona): Promise<boolean> => {
    const { trabajo } = await exigir(quien.api['captura.siguiente']({}));
    if (!trabajo) return false;
    const valores: Record<string, Valores[string]> = valoresDe(trabajo);
    // Now and then a slip, so that a third person must decide.
    if (azar.siguiente() < 0.15) valores[trabajo.campos[0]!.clave] = 999;
    const { acta, ciclo } = trabajo;
    await intentar([{ clave: `captura ${acta} ${ciclo} ${quien.id}`, quien: quien.id, valores: textoValores(valores) }], () => exigir(quien.api['captura.guardar']({ acta, ciclo, valores })));
    return true;
  };

  const resolver = async (quien: Persona): Promise<boolean> => {
    const { trabajo } = await exigir(quien.api['verificacion.siguiente']({}));
    if (!trabajo) return false;
    const { acta, ciclo } = trabajo;
    const valores = valoresDe(trabajo);
    await intentar([{ clave: `resolucion ${acta} ${ciclo}`, quien: quien.id, valores: textoValores(valores) }], () => exigir(quien.api['verificacion.resolver']({ acta, ciclo, valores, motivo: null })));
    return true;
  };

  const cotejar = async (quien: Persona): Promise<boolean> => {
    const { trabajo } = await exigir(quien.api['cotejo.siguiente']({}));
    if (!trabajo) return false;
    const { acta } = trabajo;
    const igual = textoValores(trabajo.valores) === textoValores(valoresDe(trabajo));
    // Two people made the same slip: the paper says otherwise.
    if (!igual) return intentar([], () => exigir(quien.api['cotejo.pedirRecaptura']({ acta, motivo: 'No coincide con el papel.' })));
    await intentar([{ clave: `cotejo ${acta}`, quien: quien.id, valores: '' }], () => exigir(quien.api['cotejo.aceptar']({ acta })));
    return true;
  };

  const empaquetar = async (): Promise<boolean> => {
    const quien = uno('acopiador');
    const actas = (await exigir(quien.api['empaquetado.pendientes']({}))).map((a) => a.acta);
    if (actas.length === 0) return false;
    await intentar(actas.map((acta) => ({ clave: `caja ${acta}`, quien: quien.id, valores: '' })), () => exigir(quien.api['empaquetado.cerrarCaja']({ actas })));
    return true;
  };

  const empaquetadas = async (): Promise<number> => (await exigir(uno('supervisor').api['tablero.resumen']({}))).porEstado.empaquetada;

  /** One turn of everybody at once, as in a room; true when something moved. The first that failed is thrown when all have ended. */
  const turno = async (): Promise<boolean> => {
    const hechos = await Promise.allSettled([
      enFila('acopiador', acopiar), escanear(), ...gente('capturista').map(capturar), ...gente('verificador').slice(0, 1).map(resolver), ...gente('cotejador').slice(0, 2).map(cotejar), enFila('acopiador', empaquetar),
    ]);
    const roto = hechos.find((h) => h.status === 'rejected');
    if (roto) throw roto.reason;
    return hechos.some((h) => h.status === 'fulfilled' && h.value);
  };

  return {
    /** The feeder let go of this sheet. */
    hojaSoltada: (fuente: string): void => {
      const papel = enPapel.get(fuente);
      if (papel === undefined) return;
      porEscanear.delete(fuente);
      libreta.anotar(pasoHoja(papel), 'confirmado');
    },
    turno,
    /** Sheets that the machine that goes on does not have: they are put on the feeder again. Gives how many. */
    volverAEscanear: (tiene: (sha256: string) => boolean): number => {
      const perdidas = [...enPapel].filter(([fuente, p]) => !porEscanear.has(fuente) && !tiene(shaDe(p.bytes)));
      libreta.retirar(new Set(perdidas.map(([, p]) => pasoHoja(p).clave)));
      for (const [fuente] of perdidas) porEscanear.add(fuente);
      return perdidas.length;
    },
    /** Works until every acta is in its box. Throws the AppError that the room met (`estacion_inalcanzable` when the station died). */
    trabajar: async (): Promise<void> => {
      for (let quietos = 0; (await empaquetadas()) < suyas.size; ) {
        quietos = (await turno()) ? 0 : quietos + 1;
        if (quietos > TURNOS_QUIETOS) throw new Error(`the room is stuck: ${JSON.stringify((await exigir(uno('supervisor').api['tablero.resumen']({}))).porEstado)}`);
      }
    },
  };
};
export type Sala = ReturnType<typeof crearSala>;
