import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { clavesVoto } from '#shared/domain/eleccion.ts';
import { notaSuma, sumaVotos, type NotaSuma } from '#shared/domain/inconsistencias.ts';

export type ActaVerificada = Pick<DatosEvento<'acta.verificada'>, 'valores' | 'evaluacion'>;
/** Actas of one sección and election with the same votes. */
export type Identicas = { readonly seccion: string; readonly actas: readonly string[] };

/** Puts an entry behind all others, wherever it was. */
const alFinal = <V>(mapa: Map<string, V>, clave: string, valor: V | null): void => {
  mapa.delete(clave);
  if (valor !== null) mapa.set(clave, valor);
};

/**
 * What the verified actas give the supervisor to look at. Each acta is worked out once, when it is verified: the screen
 * is asked for every second, and by then there are thousands.
 */
export const crearVerificadas = (catalogo: Catalogo) => {
  const observadas = new Map<string, ActaVerificada>();
  const sumas = new Map<string, NotaSuma>();
  const votosDe = new Map<string, string>();
  const iguales = new Map<string, { readonly seccion: string; readonly actas: Set<string> }>();

  /** Votes, sección and election as one text; null for an acta without a legible vote: those are all alike. */
  const votos = (acta: string, { valores }: ActaVerificada): { readonly texto: string; readonly seccion: string } | null => {
    if (catalogo.acta(acta) === null) return null;
    const { casilla, eleccion } = catalogo.detalle(acta);
    const claves = clavesVoto(eleccion);
    if (sumaVotos(valores, claves) === 0) return null;
    return { texto: JSON.stringify([eleccion.id, casilla.seccion, claves.map((v) => valores[v] ?? null)]), seccion: casilla.seccion };
  };

  const agrupar = (acta: string, v: ActaVerificada): void => {
    const antes = votosDe.get(acta);
    if (antes !== undefined) iguales.get(antes)?.actas.delete(acta);
    const ahora = votos(acta, v);
    alFinal(votosDe, acta, ahora?.texto ?? null);
    if (ahora === null) return;
    const grupo = iguales.get(ahora.texto) ?? { seccion: ahora.seccion, actas: new Set() };
    iguales.set(ahora.texto, grupo);
    grupo.actas.add(acta);
  };

  return {
    /** An acta was verified, or verified again. */
    anotar: (acta: string, v: ActaVerificada): void => {
      alFinal(observadas, acta, v.evaluacion.observaciones.length > 0 ? v : null);
      alFinal(sumas, acta, notaSuma(v.valores, catalogo.limiteDe(acta).claves));
      agrupar(acta, v);
    },
    /** Those with an observation, last verified first. */
    observadas: (): (readonly [string, ActaVerificada])[] => [...observadas].reverse(),
    /** Those whose sum is not the total that is written on them, last verified first. */
    sumas: (): (readonly [string, NotaSuma])[] => [...sumas].reverse(),
    /** Two casillas of a sección do not vote alike by chance. */
    identicas: (): Identicas[] => [...iguales.values()].flatMap(({ seccion, actas }) => (actas.size > 1 ? [{ seccion, actas: [...actas] }] : [])),
  };
};
export type Verificadas = ReturnType<typeof crearVerificadas>;
