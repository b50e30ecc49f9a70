import type { EnvioGuardado, RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { EVENTOS, type TipoEvento } from '#shared/domain/eventos.ts';
import { leerAcuse } from '#shared/sync/acuse.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { leerExistencias } from '#shared/sync/existencias.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';

export type Rastro = Pick<Salida<ContratoEstacion, 'transmision.deActa'>, 'eventos' | 'imagenes'>;
type Envio = Rastro['eventos'][number]['envio'];

type Partes = {
  readonly acuses: Pick<RepositorioAcuses, 'envioDe' | 'eventosDeActa' | 'imagenesDeActa' | 'estadoImagen'>;
  readonly cripto: Cripto;
  readonly llaveCentral: string;
};

const SIN_ENVIAR: Envio = { estado: 'sin_enviar', hora: null, lote: null, desde: null, hasta: null, acuse: null };

/** What the central signed: when it received, and the images that it lacked then. Null when it is not its word. */
const leerRecibo = ({ cripto, llaveCentral }: Partes, texto: string): { readonly hora: string; readonly faltantes: readonly string[] } | null => {
  const doc = documentoFirmadoSchema.safeParse(JSON.parse(texto));
  if (!doc.success) return null;
  const acuse = leerAcuse(cripto, doc.data, llaveCentral);
  if (acuse !== null) return { hora: acuse.recibido, faltantes: acuse.imagenesFaltantes };
  const existencias = leerExistencias(cripto, doc.data, llaveCentral);
  return existencias === null ? null : { hora: existencias.hora, faltantes: existencias.epocas.flatMap((e) => e.imagenesFaltantes) };
};

/**
 * When the central received an acta: each event about it, and each image, with the lote that carried it and the
 * central's signed receipt, proved again as it is read. What has no valid receipt does not count as received.
 */
export const crearRastreo = (p: Partes) => {
  const envioDe = (guardado: EnvioGuardado | null): Envio => {
    if (guardado === null) return SIN_ENVIAR;
    const { desde, hasta, loteSha, codigo } = guardado;
    const recibo = guardado.acuse === null ? null : leerRecibo(p, guardado.acuse);
    // A place that waits to be sent, or sent again, has no lote of its own yet.
    if (recibo === null && (codigo === 'sin_enviar' || codigo === 'central_sin_datos')) return SIN_ENVIAR;
    return {
      estado: recibo === null ? 'sin_acuse' : 'acusado', hora: recibo?.hora ?? null, lote: loteSha === '' ? null : loteSha, desde, hasta, acuse: guardado.acuse === null ? null : p.cripto.sha256(guardado.acuse),
    };
  };
  const imagenDe = (imagen: string, seq: number): Envio => {
    const datos = p.acuses.envioDe(seq);
    const suyo = p.acuses.estadoImagen(imagen);
    const deDatos = envioDe(datos);
    if (suyo?.estado === 'acusada') return { ...deDatos, estado: 'acusado', hora: suyo.hora };
    if (suyo !== null) return { ...deDatos, estado: suyo.estado === 'enviada' ? 'sin_acuse' : 'sin_enviar', hora: null };
    // Without a row of its own the central had it when it took the lote that names it.
    const texto = datos?.acuse ?? null;
    const recibo = texto === null ? null : leerRecibo(p, texto);
    return recibo === null || recibo.faltantes.includes(imagen) ? { ...deDatos, estado: 'sin_enviar', hora: null } : deDatos;
  };

  return (acta: string): Rastro => ({
    eventos: p.acuses.eventosDeActa(acta).map(({ seq, tipo, hora }) => ({ seq, hora, frase: EVENTOS[tipo as TipoEvento].frase, envio: envioDe(p.acuses.envioDe(seq)) })),
    imagenes: p.acuses.imagenesDeActa(acta).map(({ imagen, seq, hora }) => ({ imagen, hora, envio: imagenDe(imagen, seq) })),
  });
};
