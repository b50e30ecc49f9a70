import type { Estacion } from '#electron/station/crear-estacion.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { exigir, type Persona } from './personas.ts';

type Trabajo = NonNullable<Salida<ContratoEstacion, 'usb.estado'>['trabajo']>;

/** Asks for something to be done with a USB and waits until the screen says that it is. Throws the AppError that it shows. */
export const trasUsb = async (estacion: Estacion, persona: Persona, pedir: () => Promise<unknown>): Promise<Trabajo> => {
  const hecho = await new Promise<Trabajo>((resolve, reject) => {
    const dejar = estacion.alCambiar((partes) => {
      if (!partes.includes('usb')) return;
      exigir(persona.api['usb.estado']({})).then(({ trabajo }) => {
        if (trabajo?.terminado !== true) return;
        dejar();
        resolve(trabajo);
      }).catch(reject);
    });
    pedir().catch(reject);
  });
  if (hecho.falla !== null) throw new AppError(hecho.falla.codigo as 'interno', hecho.falla.parametros);
  return hecho;
};
