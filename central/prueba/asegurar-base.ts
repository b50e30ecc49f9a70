import type { RepositorioPrueba } from '#central/db/prueba-repository.ts';
import type { Consolidador } from '#central/ingesta/consolidador.ts';
import type { Registro } from '#central/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { probarBase, type DependenciasPrueba, type HallazgoPrueba } from './probar-base.ts';

export type DependenciasAsegurar = DependenciasPrueba & { readonly repositorio: RepositorioPrueba; readonly crearConsolidador: () => Pick<Consolidador, 'alDia'>; readonly registro: Registro; readonly hora: () => string };

/**
 * Leaves the database as its lotes say, before anything is served. What is made of them and says something else is made
 * again, with an alarm: the disk changed it. Throws AppError `base_central_danada` when what is damaged cannot be had
 * from them.
 */
export const asegurarBase = async (p: DependenciasAsegurar): Promise<void> => {
  // What a crash left.
  await p.crearConsolidador().alDia();
  const distintas = await p.repositorio.transaccion(async (tx): Promise<HallazgoPrueba['distintas']> => {
    const hallazgo = await probarBase(p, tx);
    if (hallazgo.distintas.length === 0) return [];
    const hora = p.hora();
    await tx.rehacer(hallazgo.tramos, { clave: `base_rehecha:${hora}`, tipo: 'base_rehecha', detalle: `el disco había cambiado ${hallazgo.distintas.join(', ')}; se hicieron otra vez desde los lotes`, hora });
    return hallazgo.distintas;
  });
  if (distintas.length === 0) return;
  p.registro.error('rows differ from the lotes that they are made of: made again', { tablas: distintas });
  await p.crearConsolidador().alDia();
  const quedan = await p.repositorio.transaccion(async (tx) => (await probarBase(p, tx)).distintas);
  if (quedan.length > 0) throw new AppError('base_central_danada', { detalle: quedan.join(', ') });
};
