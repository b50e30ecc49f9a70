import { z } from 'zod';
import { fallaSchema } from './falla.ts';
import { command, query, type Contrato } from './metodo.ts';

const nada = z.object({});
const rutaUsb = z.string().trim().min(1).max(400);
/** A medium as the station's machine sees it. `libres`: bytes, null when not known. */
const medioUsb = z.object({
  ruta: z.string(), nombre: z.string(), libres: z.number().int().nullable(), soloLectura: z.boolean(),
  /** The exports that it holds; `clase` says whose. `acuses`: receipts of the central that came back on it. */
  trae: z.array(z.object({
    carpeta: z.string(), clase: z.enum(['propia', 'ajena', 'otra_eleccion', 'danada']), estacion: z.string(), hora: z.string(), lotes: z.number().int(), imagenes: z.number().int(), acuses: z.number().int(),
  })),
});

/** Where something is on its way to the central. `lote` and `acuse`: SHA-256 of the lote and of the central's signed receipt; `hora`: when the central received it. */
const envio = z.object({
  estado: z.enum(['sin_enviar', 'sin_acuse', 'acusado']), hora: z.string().nullable(), lote: z.string().nullable(), desde: z.number().int().nullable(), hasta: z.number().int().nullable(), acuse: z.string().nullable(),
});

/** When the central received one acta: each event about it and each image, apart. */
export const contratoRastreo = {
  'transmision.deActa': query('ver_avance', z.object({ acta: z.string().min(1).max(40) }), z.object({
    acta: z.string(), nombre: z.string(),
    eventos: z.array(z.object({ seq: z.number().int(), hora: z.string(), frase: z.string(), envio })),
    imagenes: z.array(z.object({ imagen: z.string(), hora: z.string(), envio })),
  })),
} as const satisfies Contrato;

/** What is carried by hand on a USB, as its screen asks for it (docs/formats/usb.md). */
export const contratoUsb = {
  /** What may leave by USB, what is being done with one, and what came from other stations. */
  'usb.estado': query('exportar_lotes', nada, z.object({
    /** Places of the journal, and images, that no acuse covers. */
    pendientes: z.object({ eventos: z.number().int(), imagenes: z.number().int(), bytes: z.number().int(), desde: z.number().int().nullable(), ultimo: z.number().int() }),
    /** The last thing that was done with a medium since the station opened, or that is being done. */
    trabajo: z.object({
      clase: z.enum(['exportar', 'acusar', 'traer']), ruta: z.string(), hechos: z.number().int(), total: z.number().int(), terminado: z.boolean(),
      falla: fallaSchema.nullable(),
      exportado: z.object({ carpeta: z.string(), desde: z.number().int(), hasta: z.number().int(), lotes: z.number().int(), imagenes: z.number().int(), sinBytes: z.number().int() }).nullable(),
      acusado: z.object({ acuses: z.number().int(), malos: z.number().int(), tomados: z.number().int() }).nullable(),
      traido: z.array(z.object({ estacion: z.string(), lotes: z.number().int(), imagenes: z.number().int(), acuses: z.number().int(), problemas: z.array(z.object({ archivo: z.string(), motivo: z.string() })) })).nullable(),
    }).nullable(),
    /** By station, what it sent by USB through this one. `porAtender`: why the central did not take some of it. */
    ajenos: z.array(z.object({ estacion: z.string(), hora: z.string(), lotes: z.number().int(), conAcuse: z.number().int(), porAtender: z.string().nullable() })),
  })),
  /** The media that are plugged into the station's machine, and what each holds. */
  'usb.medios': query('exportar_lotes', nada, z.object({ medios: z.array(medioUsb) })),
  /** The medium at a path that was typed. */
  'usb.mirar': query('exportar_lotes', z.object({ ruta: rutaUsb }), medioUsb),
  /** Each starts and goes on by itself: `usb.estado` tells how it goes. One at a time. `rango` null: all that no acuse covers. */
  'usb.exportar': command('exportar_lotes', z.object({ ruta: rutaUsb, rango: z.object({ desde: z.number().int().positive(), hasta: z.number().int().positive() }).nullable() }), nada),
  'usb.acusar': command('exportar_lotes', z.object({ ruta: rutaUsb }), nada),
  'usb.traer': command('exportar_lotes', z.object({ ruta: rutaUsb }), nada),
  /** Stops what is being done; what was written serves, and it may be gone on with. */
  'usb.detener': command('exportar_lotes', nada, nada),
} as const satisfies Contrato;
