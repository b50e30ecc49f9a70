import type { ActaGuardada } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Fichas } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { clavesVoto } from '#shared/domain/eleccion.ts';
import { sumaVotos } from '#shared/domain/inconsistencias.ts';
import type { ActaVerificada } from './relato.ts';

type Sala = Salida<ContratoEstacion, 'supervision.sala'>;
export type Alerta = Sala['alertas'][number];

/** An acta that waits longer than this in one place has been forgotten. */
const DETENIDA_MS = 20 * 60_000;
/** A person is told apart from the room only after so many fields: two errors in ten are chance. */
const CAMPOS_MINIMOS = 100;
const ERRORES_MINIMOS = 3;
const VECES_LA_SALA = 2;
/** Long lists are read by nobody: the oldest first. */
const MAXIMO = 20;

/** Actas that have not moved for twenty minutes, oldest first. */
export const actasDetenidas = (actas: readonly ActaGuardada[], ahora: number, fichas: Fichas): Alerta[] =>
  actas
    .map((a) => ({ a, ms: ahora - Date.parse(a.hora) }))
    .filter(({ ms }) => ms >= DETENIDA_MS)
    .sort((x, y) => y.ms - x.ms)
    .slice(0, MAXIMO)
    .map(({ a, ms }) => ({ tipo: 'acta_detenida', acta: a.clave, nombre: fichas.nombre(a.clave), estado: a.estado, minutos: Math.floor(ms / 60_000) }));

/** People who err more than twice as often, field by field, as all the others together. */
export const personasConErrores = (personas: Sala['personas']): Alerta[] =>
  personas.flatMap((p): Alerta[] => {
    const otros = personas.filter((o) => o.id !== p.id);
    const [campos, errores] = [otros.reduce((n, o) => n + o.campos, 0), otros.reduce((n, o) => n + o.errores, 0)];
    if (p.campos < CAMPOS_MINIMOS || p.errores < ERRORES_MINIMOS || campos < CAMPOS_MINIMOS) return [];
    const sala = errores / campos;
    return p.errores / p.campos > VECES_LA_SALA * sala ? [{ tipo: 'persona_errores', persona: p.id, nombre: p.nombre, tasa: p.errores / p.campos, sala }] : [];
  });

/** Actas of one sección and election with the same votes in every field: two casillas do not vote alike by chance. */
export const cifrasIdenticas = (verificadas: ReadonlyMap<string, ActaVerificada>, catalogo: Catalogo, fichas: Fichas): Alerta[] => {
  const grupos = new Map<string, { seccion: string; actas: string[] }>();
  for (const [clave, { valores }] of verificadas) {
    if (catalogo.acta(clave) === null) continue;
    const { casilla, eleccion } = catalogo.detalle(clave);
    const votos = clavesVoto(eleccion);
    // Acts without a legible vote are all alike.
    if (sumaVotos(valores, votos) === 0) continue;
    const firma = JSON.stringify([eleccion.id, casilla.seccion, votos.map((v) => valores[v] ?? null)]);
    const grupo = grupos.get(firma);
    if (grupo) grupo.actas.push(clave);
    else grupos.set(firma, { seccion: casilla.seccion, actas: [clave] });
  }
  return [...grupos.values()].filter((g) => g.actas.length > 1).slice(0, MAXIMO)
    .map(({ seccion, actas }) => ({ tipo: 'cifras_identicas', seccion, actas: actas.map((acta) => ({ acta, nombre: fichas.nombre(acta) })) }));
};
