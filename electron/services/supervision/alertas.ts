import type { ActaDetenida } from '#electron/db/repositories/acta-repository.ts';
import type { Fichas } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { Identicas } from './verificadas.ts';

type Sala = Salida<ContratoEstacion, 'supervision.sala'>;
export type Alerta = Sala['alertas'][number];

/** An acta that waits longer than this in one place has been forgotten. */
export const DETENIDA_MS = 20 * 60_000;
/** A person is told apart from the room only after so many fields: two errors in ten are chance. */
const CAMPOS_MINIMOS = 100;
const ERRORES_MINIMOS = 3;
const VECES_LA_SALA = 2;
/** Long lists are read by nobody: the oldest first. */
export const MAXIMO_ALERTAS = 20;

/** Actas that have not moved for twenty minutes, oldest first. */
export const actasDetenidas = (actas: readonly ActaDetenida[], ahora: number, fichas: Fichas): Alerta[] =>
  actas.map((a) => ({ tipo: 'acta_detenida', acta: a.clave, nombre: fichas.nombre(a.clave), estado: a.estado, minutos: Math.floor((ahora - Date.parse(a.hora)) / 60_000) }));

/** People who err more than twice as often, field by field, as all the others together. */
export const personasConErrores = (personas: Sala['personas']): Alerta[] =>
  personas.flatMap((p): Alerta[] => {
    const otros = personas.filter((o) => o.id !== p.id);
    const [campos, errores] = [otros.reduce((n, o) => n + o.campos, 0), otros.reduce((n, o) => n + o.errores, 0)];
    if (p.campos < CAMPOS_MINIMOS || p.errores < ERRORES_MINIMOS || campos < CAMPOS_MINIMOS) return [];
    const sala = errores / campos;
    return p.errores / p.campos > VECES_LA_SALA * sala ? [{ tipo: 'persona_errores', persona: p.id, nombre: p.nombre, tasa: p.errores / p.campos, sala }] : [];
  });

/** Actas of one sección and election with the same votes in every field. */
export const cifrasIdenticas = (identicas: readonly Identicas[], fichas: Fichas): Alerta[] =>
  identicas.slice(0, MAXIMO_ALERTAS).map(({ seccion, actas }) => ({ tipo: 'cifras_identicas', seccion, actas: actas.map((acta) => ({ acta, nombre: fichas.nombre(acta) })) }));
