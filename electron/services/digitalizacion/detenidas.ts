import type { TandaDetenida } from '#electron/db/repositories/tanda-repository.ts';
import type { Escaneres } from '#electron/station/puertos.ts';
import type { TandaDetenidaBandeja } from '#shared/api/bandeja.ts';
import type { Autor, PartesDigitalizacion } from './partes.ts';
import { guardaSusArchivos, type Marcha, type Tandas } from './tandas.ts';

type Partes = Pick<PartesDigitalizacion, 'tandas' | 'diario'> & { readonly corridas: Pick<Tandas, 'todas'>; readonly escaneres: Pick<Escaneres, 'porRecuperar'> };

/** Whether there is paper to put somewhere: what only said «no sheets» is told until the scanner is used again. */
const pidePapel = (t: TandaDetenida): boolean => !guardaSusArchivos(t.tipo) && (t.recibidas > 0 || t.hojaPerdida !== null);

/** The tandas that stopped half way, each with its account, until a person says that it was read. */
export const crearDetenidas = (p: Partes) => {
  /** Those of a process that is alive know more of why they stopped, and may have none of their events written. */
  const leidas = new Set<string>();
  const paradas = (): Marcha[] => p.corridas.todas().filter((m) => m.terminada && m.falla !== null);

  const lista = (): TandaDetenidaBandeja[] => {
    const vivas = new Map(paradas().map((m) => [m.tanda, m]));
    const porRecuperar = p.escaneres.porRecuperar?.();
    const guardadas = p.tandas.detenidas();
    const escritas = new Set(guardadas.map((t) => t.tanda));
    const con = (t: Pick<TandaDetenida, 'tanda' | 'escaner' | 'nombre' | 'tipo' | 'hora'>, falla: TandaDetenidaBandeja['falla']): TandaDetenidaBandeja => ({
      tanda: t.tanda, escaner: t.escaner, nombre: t.nombre, tipo: t.tipo, hora: t.hora, falla, cuenta: p.tandas.cuenta(t.tanda), recuperando: porRecuperar?.has(t.tanda) ?? false,
    });
    return [
      ...[...vivas.values()].filter((m) => !escritas.has(m.tanda) && !leidas.has(m.tanda)).map((m) => con({ tanda: m.tanda, escaner: m.escaner.id, nombre: m.escaner.nombre, tipo: m.escaner.tipo, hora: m.hora }, m.falla!)),
      ...guardadas.filter((t) => !leidas.has(t.tanda) && (t.esUltima === 1 || pidePapel(t))).map((t) => con(t, vivas.get(t.tanda)?.falla ?? { codigo: t.falla, parametros: { escaner: t.nombre } })),
    ];
  };

  return {
    lista,
    /** Somebody read it. Of one that is not there, or was read, nothing is written. */
    atender: (tanda: string, autor: Autor): void => {
      if (p.tandas.detenidas().some((t) => t.tanda === tanda)) p.diario.transaccion(() => p.diario.registrar({ tipo: 'tanda.atendida', ...autor, datos: { tanda } }));
      // The one of this process is still remembered as stopped.
      if (paradas().some((m) => m.tanda === tanda)) leidas.add(tanda);
    },
  };
};
