import { setTimeout as esperar } from 'node:timers/promises';
import { join } from 'node:path';
import type { Caso } from '../caso.ts';
import { impedimentoCorte, montarConCorte, rutasCorte } from '../montar.ts';

/**
 * The power goes: what had reached the disk at that instant is all that there is. The station stands still while the
 * picture is taken, so that nothing is confirmed after it; then its machine is gone and it opens from the picture.
 */
export const corteDeLuz: Caso = {
  nombre: 'corte_de_luz', que: 'se va la luz: la estación sigue con lo que había llegado al disco en ese instante', peso: 3, impedimento: impedimentoCorte,
  opciones: { montar: montarConCorte },
  estaciones: (p) => [join(rutasCorte(p.carpeta).despues, 'C1-A')],
  hacer: async ({ azar, puesta, estacion, trabajarSiempre, sala, vaciar, decir }) => {
    const corte = rutasCorte(puesta.carpeta);
    await estacion.abrir();
    const ms = azar.entero(20, 900);
    decir(`a los ${ms} ms`);
    const trabajo = sala.trabajar().catch(() => undefined);
    await esperar(ms);
    estacion.congelar();
    corte.retratar();
    await estacion.matar();
    await trabajo;
    corte.montar();
    await estacion.abrir({ carpeta: join(corte.despues, 'C1-A') });
    await trabajarSiempre();
    await vaciar();
  },
};
