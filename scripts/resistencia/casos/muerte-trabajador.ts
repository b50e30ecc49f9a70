import { setTimeout as esperar } from 'node:timers/promises';
import qrcode from 'qrcode';
import sharp from 'sharp';
import type { Azar } from '#electron/papel/azar.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Caso } from '../caso.ts';
import type { Puesta } from '../puesta.ts';
import type { Papel } from '../sala.ts';

/** A letter page at 200 dpi with its label, as a real scanner would give it. */
const pagina = async (puesta: Puesta, acta: string, sello: number): Promise<Papel> => {
  const qr = await qrcode.toBuffer(escribirEtiqueta(puesta.paquete.id, acta), { width: 300, margin: 4 });
  const bytes = await sharp({ create: { width: 1700, height: 2200, channels: 3, background: { r: 250 - (sello % 20), g: 250, b: 250 } } }).composite([{ input: qr, left: 1200, top: 120 }]).jpeg({ quality: 80 }).toBuffer();
  return { acta, bytes };
};

/** The worker threads that look at images end in the middle of one, again and again. The real eyes look at real pages here. */
export const muerteTrabajador: Caso = {
  nombre: 'muerte_trabajador', que: 'muere el hilo que mira las imágenes, a media imagen; con imágenes y visión reales', peso: 1,
  opciones: {
    actas: [2, 3],
    papeles: async (puesta: Puesta, azar: Azar, cuantos: number) => {
      const papeles: Papel[] = [];
      for (const { acta } of puesta.papeles(azar, cuantos)) papeles.push(await pagina(puesta, acta, azar.entero(0, 19)));
      return papeles;
    },
  },
  hacer: async ({ azar, estacion, trabajarSiempre, vaciar, decir }) => {
    const pausas = Array.from({ length: azar.entero(2, 5) }, () => azar.entero(20, 400));
    decir(`${pausas.length} hilos terminados`);
    await estacion.abrir({ vision: 'real' });
    const trabajo = trabajarSiempre();
    const verdugo = (async () => {
      for (const ms of pausas) {
        await esperar(ms);
        await estacion.pedir('matarTrabajador');
      }
    })();
    await Promise.all([trabajo, verdugo]);
    await vaciar();
  },
};
