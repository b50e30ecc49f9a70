import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { VerificadaLeida } from '#electron/db/repositories/lectura-repository.ts';
import type { Atiende, Fichas } from '#electron/station/puertos.ts';
import type { ContratoEstacion, Trabajo } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { camposQueDifieren } from '#shared/domain/lectura.ts';
import { crearLectorPendientes, type PartesLectura } from './leer-pendientes.ts';

type Fila = Salida<ContratoEstacion, 'supervision.lecturas'>[number];
type Partes = PartesLectura & {
  readonly actas: RepositorioActas;
  readonly fichas: Fichas;
  readonly zonas: (acta: string, imagen: string) => Trabajo['zonas'];
};
export type ServicioLectura = {
  readonly metodos: Atiende<'supervision.lecturas'>;
  readonly despertar: () => void;
  readonly detener: () => Promise<void>;
};

/** The lectura automática: reads in the background and tells the supervisor, and nobody else, where it clearly disagrees. */
export const crearServicioLectura = (p: Partes): ServicioLectura => {
  const lector = crearLectorPendientes(p);
  /** Rows by what they were made of: what was verified and what was read does not change. */
  let conocidas = new Map<string, Fila | null>();

  const comparar = ({ acta, imagen, ciclo, seqLectura }: VerificadaLeida): Fila | null => {
    const verificada = p.actas.verificacion(acta);
    if (verificada === null || p.catalogo.acta(acta) === null) return null;
    const lectura = p.lecturas.lecturaEn(seqLectura);
    const difieren = new Set(camposQueDifieren(verificada.valores, lectura));
    if (difieren.size === 0) return null;
    const zonas = p.zonas(acta, imagen);
    const campos = p.catalogo.camposDeActa(acta).flatMap(({ clave, nombre }): Fila['campos'] => {
      const [capturado, leido] = [verificada.valores[clave], lectura[clave]];
      if (!difieren.has(clave) || capturado === undefined || typeof leido?.valor !== 'number') return [];
      return [{ clave, nombre, capturado, leido: leido.valor, confianza: leido.confianza, zona: zonas?.[clave] ?? null }];
    });
    return { acta, nombre: p.fichas.nombre(acta), ciclo, imagen, campos };
  };

  const filas = (): Fila[] => {
    const nuevas = new Map<string, Fila | null>();
    for (const v of p.lecturas.verificadas()) {
      const clave = `${v.seqVerificacion}:${v.seqLectura}`;
      const conocida = conocidas.get(clave);
      nuevas.set(clave, conocida === undefined ? comparar(v) : conocida);
    }
    conocidas = nuevas;
    return [...nuevas.values()].filter((f) => f !== null);
  };

  return { metodos: { 'supervision.lecturas': filas }, despertar: lector.despertar, detener: lector.detener };
};
