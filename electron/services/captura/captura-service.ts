import type { Atiende, AtiendePasos, Avisos, Contexto, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ActaGuardada } from '#electron/db/repositories/acta-repository.ts';
import type { DuenoBorrador } from '#electron/db/repositories/borrador-repository.ts';
import type { CapturaGuardada } from '#electron/db/repositories/captura-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { RegistrarVerificada } from '#electron/services/verificacion/registrar-verificada.ts';
import type { ContratoEstacion, Persona } from '#shared/api/contrato-estacion.ts';
import type { Entrada, Salida } from '#shared/api/metodo.ts';
import { comparar, exigirCompleta } from '#shared/domain/captura.ts';
import { notaSuma } from '#shared/domain/inconsistencias.ts';
import type { Valores } from '#shared/domain/valor.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearTurno, esCapturable, type ActaEnCaptura, type PartesTurno } from './turno.ts';

type Partes = PartesTurno & {
  readonly diario: Diario;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
  readonly registrarVerificada: RegistrarVerificada;
};
type Metodos = 'captura.siguiente' | 'captura.guardar' | 'captura.borrador' | 'captura.soltar';
type Guardar = Entrada<ContratoEstacion, 'captura.guardar'>;

/**
 * Blind capture by two different people. Nothing that leaves here tells whether somebody captured before, what they
 * typed, or whether both agree: the answer to the first and to the second capture is the same.
 */
export const crearServicioCaptura = (p: Partes): AtiendePasos<Metodos> & Atiende<'captura.despues'> => {
  const turno = crearTurno(p);
  const de = (acta: { clave: string; ciclo: number }, persona: Persona): DuenoBorrador => ({ tarea: 'captura', acta: acta.clave, ciclo: acta.ciclo, persona: persona.id });

  const siguiente = (ctx: Contexto): Salida<ContratoEstacion, 'captura.siguiente'> => {
    const persona = exigirPersona(ctx);
    const propia = p.asignaciones.de('captura', persona.id);
    const empezadas = p.borradores.actasDe('captura', persona.id);
    const acta = (propia === null ? null : turno.capturable(propia, persona)) ?? turno.elegir({ persona, puesto: ctx.puesto }, empezadas);
    const enEspera = turno.enEspera(persona);
    if (acta === null) return { trabajo: null, enEspera, borrador: null, deOtros: p.capturas.hayPorCapturar() };
    // The window that asks last is the one where the person is.
    if (acta.clave !== propia || !p.asignaciones.esDe(acta.clave, ctx.sesion)) p.asignaciones.tomar('captura', acta.clave, persona.id, ctx.sesion);
    return { trabajo: p.fichas.trabajo(acta.clave, acta.ciclo, acta.imagen), enEspera, borrador: empezadas.includes(acta.clave) ? p.borradores.leer(de(acta, persona)) : null, deOtros: false };
  };

  const despues = (ctx: Contexto): { imagen: string | null } => {
    const persona = exigirPersona(ctx);
    const acta = turno.elegir({ persona, puesto: ctx.puesto }, p.borradores.actasDe('captura', persona.id));
    if (acta !== null) p.asignaciones.apartar(acta.clave, persona.id);
    return { imagen: acta?.imagen ?? null };
  };

  /**
   * The acta that the person has in this window. After a silence (a broken network) it is still theirs if nobody was
   * given it meanwhile: their draft says that they had it. Throws AppError: captura_retirada, captura_ajena, captura_otra_ventana.
   */
  const exigirPropia = ({ acta: clave, ciclo }: { acta: string; ciclo: number }, persona: Persona, ctx: Contexto): ActaEnCaptura => {
    const acta = p.actas.porClave(clave);
    if (acta?.ciclo !== ciclo || acta.imagen === null) throw new AppError('captura_retirada');
    if (!esCapturable(acta)) throw new AppError('captura_ajena');
    const titular = p.asignaciones.titular(clave);
    if (titular === null && turno.capturable(clave, persona) !== null && p.borradores.leer(de(acta, persona)) !== null) p.asignaciones.tomar('captura', clave, persona.id, ctx.sesion);
    else if (titular !== persona.id || p.asignaciones.de('captura', persona.id) !== clave) throw new AppError('captura_ajena');
    if (!p.asignaciones.esDe(clave, ctx.sesion)) throw new AppError('captura_otra_ventana');
    return acta;
  };

  /** Second capture: equal in every field verifies the acta, anything else is a discrepancy. */
  const cerrarCiclo = (acta: ActaGuardada, primera: CapturaGuardada, valores: Valores, persona: Persona, puesto: string): void => {
    const campos = comparar(p.catalogo.camposDeActa(acta.clave), primera.valores, valores);
    if (campos.length > 0) {
      p.diario.registrar({ tipo: 'acta.discrepante', acta: acta.clave, actor: 'sistema', puesto, datos: { ciclo: acta.ciclo, campos } });
      return;
    }
    p.registrarVerificada({
      acta, via: 'coincidencia', valores, actor: 'sistema', puesto, horaCaptura: primera.hora, capturistas: [primera.persona, persona.id], verificador: null, motivo: null,
    });
  };

  /** The same person sending the same capture again is a repetition of a lost answer: it is acknowledged, not stored twice. */
  const repetida = (previas: readonly CapturaGuardada[], { acta, valores }: Guardar, persona: Persona): string | null => {
    const propia = previas.find((c) => c.persona === persona.id);
    if (!propia) return null;
    if (comparar(p.catalogo.camposDeActa(acta), propia.valores, valores).length > 0) throw new AppError('captura_misma_persona');
    return propia.hora;
  };

  const guardarEn = (entrada: Guardar, persona: Persona, ctx: Contexto): string => {
    const { puesto } = ctx;
    const previas = p.capturas.deCiclo(entrada.acta, entrada.ciclo);
    const yaGuardada = repetida(previas, entrada, persona);
    if (yaGuardada !== null) return yaGuardada;
    const acta = exigirPropia(entrada, persona, ctx);
    exigirCompleta(p.catalogo.camposDeActa(acta.clave), entrada.valores);
    const [primera] = previas;
    const evento = p.diario.registrar({
      tipo: 'captura.registrada', acta: acta.clave, actor: persona.id, puesto,
      datos: { ciclo: acta.ciclo, ronda: primera ? 2 : 1, imagen: acta.imagen, valores: entrada.valores },
    });
    if (primera) cerrarCiclo(acta, primera, entrada.valores, persona, puesto);
    return evento.hora;
  };

  return {
    'captura.siguiente': (_, ctx) => siguiente(ctx),
    'captura.despues': (_, ctx) => despues(ctx),
    'captura.borrador': (entrada, ctx) => {
      const persona = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const acta = exigirPropia(entrada, persona, ctx);
        p.borradores.guardar(de(acta, persona), entrada.borrador);
      });
      return {};
    },
    'captura.guardar': (entrada, ctx) => {
      const persona = exigirPersona(ctx);
      const { claves } = p.catalogo.limiteDe(entrada.acta);
      const hora = p.diario.transaccion(() => guardarEn(entrada, persona, ctx));
      if (p.asignaciones.titular(entrada.acta) === persona.id) p.asignaciones.soltarActa(entrada.acta);
      // Always the same parts: which screens reload must not tell whether it was the first capture, nor whether they agree.
      p.avisos.cambio('captura', 'verificacion', 'cotejo');
      // A function of this capture alone: it says nothing of the other one.
      return { hora, sumaDistinta: notaSuma(entrada.valores, claves) !== null };
    },
    'captura.soltar': ({ acta }, ctx) => {
      const persona = exigirPersona(ctx);
      const ciclo = p.actas.porClave(acta)?.ciclo ?? 0;
      // The person said so: what they wrote goes with it.
      p.diario.transaccion(() => { p.borradores.borrar(de({ clave: acta, ciclo }, persona)); });
      if (p.asignaciones.titular(acta) === persona.id) p.asignaciones.soltarActa(acta);
      p.avisos.cambio('captura');
      return {};
    },
  };
};
