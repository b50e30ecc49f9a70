import { stat } from 'node:fs/promises';
import type { RepositorioExistencias } from '#central/db/existencias-repository.ts';
import type { RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import type { Registro } from '#central/puertos.ts';
import { leerRetraso } from './estado.ts';

/**
 * Looks whether what came in gets out. A delay is logged and raises one alarm for each time that it begins.
 */
export const crearVigilancia = (p: { readonly existencias: RepositorioExistencias; readonly ingesta: RepositorioIngesta; readonly registro: Registro; readonly ahora: () => number; readonly hora: () => string; readonly retrasoMaximoMs: number }) =>
  async (): Promise<void> => {
    const { actas, desde, ms, alarma } = await leerRetraso(p.existencias, p.ahora(), p.retrasoMaximoMs);
    if (!alarma || desde === null) return;
    p.registro.error('received and not published', { actas, desde, ms });
    await p.ingesta.alarma({ clave: `retraso:${desde}`, tipo: 'publicacion_atrasada', detalle: `${actas} actas desde ${desde}`, hora: p.hora() });
  };

/**
 * Holds the images that count as whole against the disk: a database from one backup and images from another do not agree.
 * Those that are not there are lacking again, and the stations are told of it in their next greeting.
 */
export const repasarImagenes = async (existencias: RepositorioExistencias, ruta: (imagen: string) => string, registro: Registro): Promise<number> => {
  let perdidas = 0;
  for await (const grupo of existencias.completas()) {
    for (const imagen of grupo) {
      if (await stat(ruta(imagen)).then((s) => s.size > 0, () => false)) continue;
      await existencias.marcarPerdida(imagen);
      perdidas += 1;
    }
  }
  if (perdidas > 0) registro.error('images are missing from the disk', { imagenes: perdidas });
  return perdidas;
};
