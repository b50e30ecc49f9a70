import type { ActasDetenidas } from '#electron/db/repositories/acta-repository.ts';
import type { Fichas } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { esDesfaseNotable } from '#shared/domain/desfase.ts';
import type { Identicas } from './verificadas.ts';

type Sala = Salida<ContratoEstacion, 'supervision.sala'>;
export type Alerta = Sala['alertas'][number];

const MINUTO_MS = 60_000;
/** What waits longer than this in one place has been forgotten. */
export const DETENIDA_MS = 20 * MINUTO_MS;
/** A link that is away for less comes back by itself. */
const SIN_ENLACE_MS = 20 * MINUTO_MS;
/** A jump of the clock calls for the technician while it is news; the panel of the machine keeps the count. */
const RETROCESO_MS = 60 * MINUTO_MS;
/** A person is told apart from the room only after so many fields: two errors in ten are chance. */
const CAMPOS_MINIMOS = 100;
const ERRORES_MINIMOS = 3;
const VECES_LA_SALA = 2;
/** Long lists are read by nobody: the oldest first. */
const MAXIMO_ALERTAS = 20;
/** Names of one alert; how many there are is said besides. */
export const MAXIMO_NOMBRES = 4;

const minutosDesde = (hora: string, ahora: number): number => Math.floor((ahora - Date.parse(hora)) / MINUTO_MS);

/** Actas that have not moved for twenty minutes, by where they stopped. */
export const actasDetenidas = (detenidas: readonly ActasDetenidas[], ahora: number, fichas: Fichas): Alerta[] =>
  detenidas.map((d) => ({
    tipo: 'actas_detenidas', estado: d.estado, cuantas: d.cuantas, minutos: minutosDesde(d.desde, ahora), actas: d.primeras.map((acta) => ({ acta, nombre: fichas.nombre(acta) })),
  }));

/** Images that have waited that long for somebody to look at them, or to say whose they are. */
export const imagenesDetenidas = (horas: readonly string[], ahora: number): Alerta[] => {
  const viejas = horas.filter((h) => ahora - Date.parse(h) >= DETENIDA_MS);
  const [primera] = viejas;
  return primera === undefined ? [] : [{ tipo: 'imagenes_detenidas', cuantas: viejas.length, minutos: minutosDesde(primera, ahora) }];
};

/** Reports of a missing acta, oldest first, that wait for whoever confirms them: until then the acta is still expected. */
export const sinActaPorConfirmar = (horas: readonly string[]): Alerta[] =>
  horas[0] === undefined ? [] : [{ tipo: 'sin_acta_por_confirmar', cuantas: horas.length, desde: horas[0] }];

/** Posts where somebody is at work and that are not heard of. */
export const puestosAusentes = (puestos: Sala['puestos']): Alerta[] =>
  puestos.flatMap((p): Alerta[] => (p.conectado === false && p.personas.length > 0 ? [{ tipo: 'puesto_ausente', puesto: p.puesto, personas: p.personas }] : []));

/** The machine and its road: what the technician must be told of, and a link that has been away too long to wait for it. */
export const deLaMaquina = ({ enlace, disco, reloj }: Pick<Sala, 'enlace' | 'disco' | 'reloj'>, ahora: number): Alerta[] => [
  ...(disco.bajo && disco.libres !== null ? [{ tipo: 'disco_bajo' as const, libres: disco.libres }] : []),
  ...(reloj.ultimo !== null && ahora - Date.parse(reloj.ultimo) < RETROCESO_MS ? [{ tipo: 'reloj_atrasado' as const, hora: reloj.ultimo }] : []),
  ...(enlace.desfase !== null && esDesfaseNotable(enlace.desfase) ? [{ tipo: 'reloj_distinto' as const, ms: enlace.desfase.ms }] : []),
  ...enlace.porAtender.map((a) => ({ tipo: 'por_atender' as const, ...a })),
  ...(enlace.situacion === 'en_espera' && enlace.desde !== null && ahora - Date.parse(enlace.desde) >= SIN_ENLACE_MS ? [{ tipo: 'sin_enlace' as const, desde: enlace.desde }] : []),
];

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
