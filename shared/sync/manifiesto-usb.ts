import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{64}$/);

/** Folders and files of an export on a USB (docs/formats/usb.md). */
export const CARPETA_USB = { lotes: 'lotes', imagenes: 'imagenes', acuses: 'acuses', manifiesto: 'manifiesto.json' } as const;

export const manifiestoUsbSchema = z.object({
  formato: z.literal('acopio-usb'),
  version: z.literal(1),
  /** SHA-256 of the election package. */
  paquete: sha,
  estacion: z.string(),
  hora: z.iso.datetime({ offset: true }),
  /** Files of `lotes/`, in the journal's order; `sha256` is of the file. */
  lotes: z.array(z.object({ archivo: z.string().regex(/^[\w.-]{1,120}$/), sha256: sha, epoca: z.string(), desde: z.number().int().positive(), hasta: z.number().int().positive() })),
  /** Files of `imagenes/`, each named by its SHA-256. */
  imagenes: z.array(z.object({ imagen: sha, bytes: z.number().int().positive() })),
  /** Images that the lotes name and the station could not read. */
  sinBytes: z.array(sha),
});
/** What an export holds: written last, so that a folder without it is one that did not end. */
export type ManifiestoUsb = z.infer<typeof manifiestoUsbSchema>;
