import type { RedCentral } from './red-central.ts';
import type { Ritmo } from './ritmo.ts';

/** The road, telling the pace how long small requests take: what is put on the link for them is little. */
export const medirVuelta = (red: RedCentral, ritmo: Pick<Ritmo, 'vuelta'>, cronometro: () => number): RedCentral => {
  const medir = async <T>(pedir: () => Promise<T>): Promise<T> => {
    const desde = cronometro();
    const respuesta = await pedir();
    ritmo.vuelta(cronometro() - desde);
    return respuesta;
  };
  return {
    ...red,
    enviarLote: (gzip) => medir(() => red.enviarLote(gzip)),
    avanceImagen: (imagen) => medir(() => red.avanceImagen(imagen)),
    saludar: (saludo) => medir(() => red.saludar(saludo)),
  };
};
