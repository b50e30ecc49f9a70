import { z } from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { contenidoFirmado, documentoFirmadoSchema, firmarDocumento, TIPO_REVOCACIONES } from '#shared/sync/firma.ts';

const revocacionesSchema = z.object({
  /** SHA-256 of the election package that it is for. */
  paquete: z.string(),
  hora: z.iso.datetime({ offset: true }),
  /** Ids of stations, or public keys, that the OPL no longer trusts. Each list replaces the one before. */
  revocadas: z.array(z.string().min(1)),
});
export type Revocaciones = z.infer<typeof revocacionesSchema>;

const json = (texto: string): unknown => {
  try {
    return JSON.parse(texto);
  } catch {
    return null;
  }
};

/** The OPL's signed list of stations that are not trusted any more. Throws AppError `revocaciones_invalidas`. */
export const leerRevocaciones = (cripto: Cripto, texto: string, { llaveOpl, paqueteSha }: { readonly llaveOpl: string; readonly paqueteSha: string }): Revocaciones => {
  const doc = documentoFirmadoSchema.safeParse(json(texto));
  const contenido = doc.success ? contenidoFirmado(cripto, doc.data, TIPO_REVOCACIONES, llaveOpl) : null;
  if (contenido === null) throw new AppError('revocaciones_invalidas', { detalle: 'no la firmó el OPL' });
  const leida = revocacionesSchema.safeParse(json(contenido));
  if (!leida.success) throw new AppError('revocaciones_invalidas', { detalle: leida.error.issues[0]?.path.join('.') ?? '' });
  if (leida.data.paquete !== paqueteSha) throw new AppError('revocaciones_invalidas', { detalle: 'es de otro paquete de elección' });
  return leida.data;
};

/** The list as the OPL signs it, for the central's folder or its `--revocadas`: all that is revoked, since each list replaces the one before. */
export const escribirRevocaciones = (opl: Firmante, { paqueteSha, hora, revocadas }: { readonly paqueteSha: string; readonly hora: string; readonly revocadas: readonly string[] }): string => {
  const contenido: Revocaciones = { paquete: paqueteSha, hora, revocadas: [...new Set(revocadas)].sort() };
  return `${JSON.stringify(firmarDocumento(opl, TIPO_REVOCACIONES, JSON.stringify(contenido)))}\n`;
};
