import { stat } from 'node:fs/promises';
import type { RepositorioExistencias } from '#central/db/existencias-repository.ts';
import type { RepositorioIngesta } from '#central/db/ingesta-repository.ts';
import type { AlmacenCentral } from '#central/imagenes/almacen-central.ts';
import type { Registro } from '#central/puertos.ts';
import { leerRetraso, type Retraso } from './estado.ts';

/**
 * Looks whether what came in gets out, and gives what waits. A delay is logged and raises one alarm for each time that it begins.
 */
export const crearVigilancia = (p: { readonly existencias: RepositorioExistencias; readonly ingesta: RepositorioIngesta; readonly registro: Registro; readonly ahora: () => number; readonly hora: () => string; readonly retrasoMaximoMs: number }) =>
  async (): Promise<Retraso> => {
    const retraso = await leerRetraso(p.existencias, p.ahora(), p.retrasoMaximoMs);
    const { actas, desde, ms, alarma } = retraso;
    if (!alarma || desde === null) return retraso;
    p.registro.error('received and not published', { actas, desde, ms });
    await p.ingesta.alarma({ clave: `retraso:${desde}`, tipo: 'publicacion_atrasada', detalle: `${actas} actas desde ${desde}`, hora: p.hora() });
    return retraso;
  };

/**
 * An image that counts as whole is not on the disk, or has other bytes: it is lacking again, and the stations are told of it
 * in their next greeting. Bytes that are there are kept apart.
 */
export const perderImagen = async ({ existencias, almacen, registro }: { readonly existencias: RepositorioExistencias; readonly almacen: Pick<AlmacenCentral, 'apartar'>; readonly registro: Registro }, imagen: string): Promise<void> => {
  registro.error('image lost', { imagen });
  await almacen.apartar(imagen).catch((error: unknown) => registro.error('lost image not put away', { imagen, error: String(error) }));
  await existencias.marcarPerdida(imagen);
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
