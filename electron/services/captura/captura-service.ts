import type { Asignaciones, AtiendePasos, Avisos, Contexto, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { CapturaGuardada, RepositorioCapturas } from '#electron/db/repositories/captura-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { RegistrarVerificada } from '#electron/services/verificacion/registrar-verificada.ts';
import type { ContratoEstacion, Persona, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { Entrada } from '#shared/api/metodo.ts';
import { comparar, exigirCompleta } from '#shared/domain/captura.ts';
import { ASENTADO } from '#shared/domain/eleccion.ts';
import { sumaVotos } from '#shared/domain/inconsistencias.ts';
import { esNumero, type Valores } from '#shared/domain/valor.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly capturas: RepositorioCapturas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  readonly registrarVerificada: RegistrarVerificada;
  /** People with an open session. */
  readonly presentes: () => readonly Persona[];
};
type Metodos = 'captura.siguiente' | 'captura.guardar' | 'captura.soltar';
type Guardar = Entrada<ContratoEstacion, 'captura.guardar'>;

/** Second captures first: an acta that is half way is closer to being published than one that has not begun. */
const ORDEN = ['en_captura', 'digitalizada'] as const;

type ActaEnCaptura = ActaGuardada & { readonly imagen: string };
const esCapturable = (acta: ActaGuardada): acta is ActaEnCaptura => acta.imagen !== null && (acta.estado === 'digitalizada' || acta.estado === 'en_captura');

/** Whether the written total differs from the sum. A function of this capture alone: it says nothing of the other one. */
const sumaDistinta = (valores: Valores, claves: readonly string[]): boolean => {
  const asentado = valores[ASENTADO];
  return esNumero(asentado) && asentado !== sumaVotos(valores, claves);
};

/**
 * Blind capture by two different people. Nothing that leaves here tells whether somebody captured before, what they
 * typed, or whether both agree: the answer to the first and to the second capture is the same.
 */
export const crearServicioCaptura = (p: Partes): AtiendePasos<Metodos> => {
  /** In a recapture other people are preferred: who captured before takes it only when no fresh capturista is here. */
  const leToca = (acta: string, ciclo: number, persona: Persona): boolean => {
    if (ciclo === 1) return true;
    const anteriores = new Set(p.capturas.personasAnteriores(acta, ciclo));
    if (!anteriores.has(persona.id)) return true;
    const deEste = new Set(p.capturas.deCiclo(acta, ciclo).map((c) => c.persona));
    return !p.presentes().some((otra) => otra.roles.includes('capturista') && otra.id !== persona.id && !anteriores.has(otra.id) && !deEste.has(otra.id));
  };

  /** The acta if the person may capture it now. */
  const capturable = (clave: string, persona: Persona): ActaEnCaptura | null => {
    const acta = p.actas.porClave(clave);
    return acta !== null && esCapturable(acta) && !p.capturas.hizo(clave, acta.ciclo, persona.id) ? acta : null;
  };

  const elegir = (persona: Persona): ActaEnCaptura | null => {
    const siEsLibre = (clave: string): ActaEnCaptura | null => {
      if (p.asignaciones.titular(clave) !== null) return null;
      const acta = capturable(clave, persona);
      return acta !== null && leToca(clave, acta.ciclo, persona) ? acta : null;
    };
    for (const estado of ORDEN) {
      for (const clave of p.capturas.clavesPara(estado, persona.id)) {
        const acta = siEsLibre(clave);
        if (acta !== null) return acta;
      }
    }
    return null;
  };

  const siguiente = (ctx: Contexto): { trabajo: Trabajo | null; enEspera: number } => {
    const persona = exigirPersona(ctx);
    const propia = p.asignaciones.de('captura', persona.id);
    const acta = (propia === null ? null : capturable(propia, persona)) ?? elegir(persona);
    const enEspera = ORDEN.reduce((n, estado) => n + p.capturas.contarPara(estado, persona.id), 0);
    if (acta === null) return { trabajo: null, enEspera };
    if (acta.clave !== propia) p.asignaciones.tomar('captura', acta.clave, persona.id);
    return { trabajo: p.fichas.trabajo(acta.clave, acta.ciclo, acta.imagen), enEspera };
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

  const guardarEn = (entrada: Guardar, persona: Persona, puesto: string): string => {
    const acta = p.actas.porClave(entrada.acta);
    if (acta?.ciclo !== entrada.ciclo) throw new AppError('captura_ajena');
    const previas = p.capturas.deCiclo(acta.clave, acta.ciclo);
    const yaGuardada = repetida(previas, entrada, persona);
    if (yaGuardada !== null) return yaGuardada;
    if (!esCapturable(acta) || p.asignaciones.de('captura', persona.id) !== acta.clave) throw new AppError('captura_ajena');
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
    'captura.guardar': (entrada, ctx) => {
      const persona = exigirPersona(ctx);
      const { claves } = p.catalogo.limiteDe(entrada.acta);
      const hora = p.diario.transaccion(() => guardarEn(entrada, persona, ctx.puesto));
      if (p.asignaciones.titular(entrada.acta) === persona.id) p.asignaciones.soltarActa(entrada.acta);
      // Always the same parts: which screens reload must not tell whether it was the first capture, nor whether they agree.
      p.avisos.cambio('captura', 'verificacion', 'cotejo');
      return { hora, sumaDistinta: sumaDistinta(entrada.valores, claves) };
    },
    'captura.soltar': ({ acta }, ctx) => {
      if (p.asignaciones.titular(acta) === exigirPersona(ctx).id) p.asignaciones.soltarActa(acta);
      p.avisos.cambio('captura');
      return {};
    },
  };
};
