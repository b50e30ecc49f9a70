import { randomUUID } from 'node:crypto';
import { fallaDeDisco } from '#electron/db/open-database.ts';
import { contratoEstacion, type ContratoEstacion, type Persona } from '#shared/api/contrato-estacion.ts';
import type { Handlers, Llamada, Metodo, Respuesta, Result, Transporte } from '#shared/api/metodo.ts';
import { puede } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Fila } from './grupo.ts';
import { PASOS, REPARTOS, type AtiendePasos, type Contexto, type Paso, type Registro, type Reparto } from './puertos.ts';

/** A call slower than this is worth a line in the log. */
const LENTA_MS = 100;

/** A screen asks for work by itself, when it hears that there may be some: nobody need be there. */
const SIN_PERSONA: ReadonlySet<string> = new Set(REPARTOS);

/**
 * Commands that no queue is for: those that write nothing to the database, and those that wait for something other than
 * it, which would make everybody else wait for the network or for a PIN's hash. What the latter write is still one
 * transaction each.
 */
const FUERA_DE_FILA: ReadonlySet<string> = new Set<keyof ContratoEstacion>([...REPARTOS, 'transmision.enviar', 'sesion.entrar']);

const AGRUPABLES: ReadonlySet<string> = new Set(PASOS);

type Partes = {
  readonly handlers: Handlers<ContratoEstacion, Contexto> & AtiendePasos<Paso | Reparto>;
  readonly enFila: Fila['enFila'];
  /** Who holds the session at that post; a command renews it. */
  readonly persona: (sesion: string | null, puesto: string, actividad: boolean) => Persona | null;
  /** Throws AppError `en_pausa` when the person or the post was told to stop and the method would give them more work. */
  readonly exigirSinPausa: (metodo: string, ctx: Contexto) => void;
  readonly registro: Registro;
  /** In development and tests what handlers give back is held against the contract too. */
  readonly revisarSalida: boolean;
  /** Called before a full disk is answered, so that the step may be repeated. */
  readonly alDiscoLleno: () => void;
  /** Waits until the standby has what is committed, where there is one. */
  readonly replicado: () => Promise<void>;
};

const exigirAcceso = (nombre: string, metodo: Metodo, persona: Persona | null): void => {
  if (metodo.acceso === 'publico') return;
  if (persona === null) throw new AppError('sesion_requerida');
  if (metodo.acceso !== 'sesion' && !puede(persona.roles, metodo.acceso)) throw new AppError('sin_permiso', { accion: nombre });
};

/**
 * The only way into the station: known method → input against the contract → session and permission → handler →
 * `Result`. Never rejects. Expected failures keep their code; anything else is `interno` with a trace to find it in the log.
 */
export const crearDespacho = (p: Partes): Transporte => {
  const contrato: Readonly<Record<string, Metodo>> = contratoEstacion;
  const handlers = p.handlers as unknown as Readonly<Record<string, (entrada: unknown, ctx: Contexto) => unknown>>;

  const atender = async (llamada: Llamada): Promise<unknown> => {
    const metodo = Object.hasOwn(contrato, llamada.metodo) ? contrato[llamada.metodo] : undefined;
    const handler = handlers[llamada.metodo];
    if (!metodo || !handler) throw new AppError('metodo_desconocido', { metodo: llamada.metodo.slice(0, 60) });
    const entrada = metodo.entrada.safeParse(llamada.entrada);
    if (!entrada.success) throw new AppError('entrada_invalida', { campo: entrada.error.issues[0]?.path.join('.') ?? '' });
    const correr = (): unknown => {
      // Asked when its turn comes: a session may have ended while the call waited.
      const puesto = llamada.puesto.slice(0, 60);
      const persona = p.persona(llamada.sesion, puesto, metodo.clase === 'command' && !SIN_PERSONA.has(llamada.metodo));
      exigirAcceso(llamada.metodo, metodo, persona);
      const ctx = { persona, sesion: llamada.sesion, puesto };
      if (metodo.clase === 'command') p.exigirSinPausa(llamada.metodo, ctx);
      return handler(entrada.data, ctx);
    };
    const valor = await (metodo.clase === 'command' && !FUERA_DE_FILA.has(llamada.metodo) ? p.enFila(correr, AGRUPABLES.has(llamada.metodo)) : correr());
    if (metodo.clase === 'command' && !SIN_PERSONA.has(llamada.metodo)) await p.replicado();
    return p.revisarSalida ? metodo.salida.parse(valor) : valor;
  };

  const aError = (error: unknown, llamada: Llamada): Result<never> => {
    if (error instanceof AppError) return { ok: false, error: { codigo: error.codigo, parametros: error.parametros } };
    const traza = randomUUID().slice(0, 8);
    const falla = fallaDeDisco(error);
    p.registro.error(falla === null ? 'call failed' : 'disk failed', { metodo: llamada.metodo, traza, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    if (falla === 'disco_lleno') p.alDiscoLleno();
    if (falla !== null) return { ok: false, error: { codigo: falla, parametros: {} } };
    return { ok: false, error: { codigo: 'interno', parametros: { traza }, traza } };
  };

  const una = async (llamada: Llamada): Promise<Result<unknown>> => {
    const inicio = performance.now();
    try {
      return { ok: true, valor: await atender(llamada) };
    } catch (error) {
      return aError(error, llamada);
    } finally {
      const ms = performance.now() - inicio;
      if (ms > LENTA_MS) p.registro.info('slow call', { metodo: llamada.metodo, ms: Math.round(ms) });
    }
  };

  return async (llamada): Promise<Respuesta> => {
    const { luego, ...primera } = llamada;
    const r = await una(primera);
    return r.ok && luego ? { ...r, luego: await una({ ...primera, ...luego }) } : r;
  };
};
