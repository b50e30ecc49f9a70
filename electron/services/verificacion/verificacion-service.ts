import type { Asignaciones, AtiendePasos, Avisos, Contexto, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { DuenoBorrador, RepositorioBorradores } from '#electron/db/repositories/borrador-repository.ts';
import type { CapturaGuardada, RepositorioCapturas } from '#electron/db/repositories/captura-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import type { Campo } from '#shared/domain/acta.ts';
import { comparar, exigirCompleta } from '#shared/domain/captura.ts';
import { notaSuma } from '#shared/domain/inconsistencias.ts';
import type { Valores } from '#shared/domain/valor.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { vaDelante } from './orden.ts';
import type { RegistrarVerificada } from './registrar-verificada.ts';

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly capturas: RepositorioCapturas;
  readonly borradores: RepositorioBorradores;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  readonly cripto: Pick<Cripto, 'sha256'>;
  readonly firmante: Pick<Firmante, 'firmar'>;
  readonly registrarVerificada: RegistrarVerificada;
  /** Who is at work. */
  readonly presentes: () => readonly { readonly persona: Persona }[];
};
/** Characters of a reason. */
const MOTIVO_MINIMO = 3;
type Pareja = readonly [CapturaGuardada, CapturaGuardada];

type Metodos = 'verificacion.siguiente' | 'verificacion.borrador' | 'verificacion.resolver';

/**
 * What a third person may decide: where both read the same nothing, where they differ either reading, or another value
 * with its reason. Throws AppError: resolver_campo_igual, resolver_sin_motivo.
 */
const exigirDecision = (campos: readonly Campo[], [a, b]: Pareja, valores: Valores, motivo: string | null): void => {
  const distintos = new Set(comparar(campos, a.valores, b.valores));
  for (const { clave, nombre } of campos) {
    const valor = valores[clave];
    if (valor === a.valores[clave] || valor === b.valores[clave]) continue;
    if (!distintos.has(clave)) throw new AppError('resolver_campo_igual', { campo: nombre });
    if (motivo === null || motivo.trim().length < MOTIVO_MINIMO) throw new AppError('resolver_sin_motivo', { campo: nombre });
  }
};

/** A discrepancy is decided by a third person, who sees the image and both captures without knowing whose they are. */
export const crearServicioVerificacion = (p: Partes): AtiendePasos<Metodos> => {
  const parejaDe = (acta: ActaGuardada): Pareja => {
    const [a, b] = p.capturas.deCiclo(acta.clave, acta.ciclo);
    if (!a || !b) throw new Error(`acta ${acta.clave} is discrepant without two captures`);
    return [a, b];
  };

  const barajar = (acta: ActaGuardada, [a, b]: Pareja): [Valores, Valores] => (vaDelante(p, acta) ? [a.valores, b.valores] : [b.valores, a.valores]);

  const pendiente = (clave: string | null): (ActaGuardada & { imagen: string }) | null => {
    const acta = clave === null ? null : p.actas.porClave(clave);
    return acta?.estado === 'discrepancia' && acta.imagen !== null ? { ...acta, imagen: acta.imagen } : null;
  };

  const de = (acta: ActaGuardada, persona: string): DuenoBorrador => ({ tarea: 'verificacion', acta: acta.clave, ciclo: acta.ciclo, persona });

  /** As in a capture: after a silence it is still whose draft there is, if nobody was given it meanwhile. */
  const exigirPropia = (acta: ActaGuardada, persona: string, ctx: Contexto): void => {
    const titular = p.asignaciones.titular(acta.clave);
    if (titular === null && p.borradores.leer(de(acta, persona)) !== null) p.asignaciones.tomar('verificacion', acta.clave, persona, ctx.sesion);
    else if (titular !== persona || p.asignaciones.de('verificacion', persona) !== acta.clave) throw new AppError('verificacion_ajena');
    if (!p.asignaciones.esDe(acta.clave, ctx.sesion)) throw new AppError('captura_otra_ventana');
  };

  /** Whether somebody else is here who may decide it. */
  const hayOtra = (clave: string, ciclo: number, persona: string): boolean =>
    p.presentes().some(({ persona: otra }) => otra.id !== persona && otra.roles.includes('verificador') && !p.capturas.hizo(clave, ciclo, otra.id));

  const elegir = (persona: string): string | null => {
    for (const { clave, ciclo } of p.capturas.recorrerPara('discrepancia', persona)) {
      if (!p.capturas.hizo(clave, ciclo, persona) && p.asignaciones.libre(clave, persona, () => hayOtra(clave, ciclo, persona))) return clave;
    }
    return null;
  };

  return {
    'verificacion.siguiente': (_, ctx) => {
      const persona = exigirPersona(ctx);
      const enEspera = p.capturas.contarPara('discrepancia', persona.id);
      const propia = p.asignaciones.de('verificacion', persona.id);
      const acta = pendiente(propia) ?? pendiente(elegir(persona.id));
      if (acta === null) return { trabajo: null, enEspera, borrador: null };
      if (acta.clave !== propia || !p.asignaciones.esDe(acta.clave, ctx.sesion)) p.asignaciones.tomar('verificacion', acta.clave, persona.id, ctx.sesion);
      const pareja = parejaDe(acta);
      const distintos = comparar(p.catalogo.camposDeActa(acta.clave), pareja[0].valores, pareja[1].valores);
      return {
        trabajo: { ...p.fichas.trabajo(acta.clave, acta.ciclo, acta.imagen), capturas: barajar(acta, pareja), distintos }, enEspera,
        borrador: p.borradores.leer(de(acta, persona.id)),
      };
    },

    'verificacion.borrador': ({ acta: clave, ciclo, borrador }, ctx) => {
      const { id } = exigirPersona(ctx);
      p.diario.transaccion(() => {
        const acta = pendiente(clave);
        if (acta?.ciclo !== ciclo) throw new AppError('verificacion_ajena');
        exigirPropia(acta, id, ctx);
        p.borradores.guardar(de(acta, id), borrador);
      });
      return {};
    },

    'verificacion.resolver': ({ acta: clave, ciclo, valores, motivo }, ctx) => {
      const persona = exigirPersona(ctx);
      exigirCompleta(p.catalogo.camposDeActa(clave), valores);
      const evento = p.diario.transaccion(() => {
        const acta = pendiente(clave);
        if (acta?.ciclo !== ciclo) throw new AppError('verificacion_ajena');
        const [a, b] = parejaDe(acta);
        if (a.persona === persona.id || b.persona === persona.id) throw new AppError('resolver_misma_persona');
        exigirPropia(acta, persona.id, ctx);
        exigirDecision(p.catalogo.camposDeActa(clave), [a, b], valores, motivo);
        return p.registrarVerificada({
          acta, via: 'resolucion', valores, actor: persona.id, puesto: ctx.puesto, horaCaptura: a.hora,
          capturistas: [a.persona, b.persona], verificador: persona.id, motivo,
        });
      });
      p.asignaciones.soltarActa(clave);
      p.avisos.cambio('verificacion', 'cotejo');
      return { hora: evento.hora, sumaDistinta: notaSuma(valores, p.catalogo.limiteDe(clave).claves) !== null };
    },
  };
};
