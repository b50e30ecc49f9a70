import type { Avisos, Registro } from '#electron/station/puertos.ts';
import type { AlmacenAjenos, LoteAjeno } from '#electron/station/puertos-usb.ts';
import { leerAcuse, type Acuse } from '#shared/sync/acuse.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import type { Cripto } from '#shared/sync/cripto.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';
import { espera } from './espera.ts';
import type { Limite } from './limite.ts';
import type { RedCentral } from './red-central.ts';
import type { Ritmo } from './ritmo.ts';

export type PartesAjenos = {
  readonly ajenos: AlmacenAjenos;
  readonly red: RedCentral;
  readonly ritmo: Ritmo;
  readonly limite: Limite;
  readonly llaveCentral: string;
  readonly cripto: Cripto;
  readonly registro: Registro;
  readonly avisos: Avisos;
  /** Something arrived at the central, and it said so. */
  readonly alLlegar: () => void;
  readonly azar: () => number;
  /** Milliseconds that never go back. */
  readonly cronometro: () => number;
};

/** Parts of one image that the central may answer without advancing. */
const INTENTOS = 3;

export type EnvioAjenos = {
  /** Whether something waits that may be tried now. */
  readonly hay: () => boolean;
  /** Lotes without an acuse, the same bytes. Throws AppError when the road is broken. */
  readonly enviarLotes: (todos: boolean) => Promise<void>;
  /** Images that those lotes name and the central lacks; then their lote once more, for the acuse that says so. */
  readonly enviarImagenes: (datosPrimero: () => Promise<unknown>) => Promise<void>;
  /** Why the central did not take a lote; null when it was not refused. */
  readonly rechazo: (sha256: string) => string | null;
};

/**
 * Carries to the central what other stations sent by USB. The bytes are theirs and so are the signatures; this station
 * only lends its road, after its own data. What the central refuses waits longer each time and holds up no other.
 */
export const crearEnvioAjenos = (p: PartesAjenos): EnvioAjenos => {
  const rechazos = new Map<string, { veces: number; desdeMs: number; motivo: string }>();
  const acusados = new Map<string, Acuse>();
  /** Lotes whose images the central lacks and are not here either: their acuse is all there will be. */
  const terminados = new Set<string>();

  const acuseDe = ({ sha256 }: LoteAjeno): Acuse | null => {
    const sabido = acusados.get(sha256);
    if (sabido) return sabido;
    const doc = p.ajenos.acuse(sha256);
    const acuse = doc === null ? null : leerAcuse(p.cripto, doc, p.llaveCentral);
    if (acuse !== null) acusados.set(sha256, acuse);
    return acuse;
  };
  const toca = ({ sha256 }: LoteAjeno): boolean => p.cronometro() >= (rechazos.get(sha256)?.desdeMs ?? 0);
  const sinAcuse = (): LoteAjeno[] => p.ajenos.lotes().filter((l) => acuseDe(l) === null);
  const sinImagenes = (): LoteAjeno[] => p.ajenos.lotes().filter((l) => !terminados.has(l.sha256) && (acuseDe(l)?.imagenesFaltantes.length ?? 0) > 0);

  const apartar = (l: LoteAjeno, motivo: string): void => {
    const veces = (rechazos.get(l.sha256)?.veces ?? 0) + 1;
    rechazos.set(l.sha256, { veces, desdeMs: p.cronometro() + espera(veces, p.azar()), motivo });
    p.avisos.cambio('usb');
  };
  /** The bytes; null, and the lote put aside, when this disk does not give them. */
  const leer = (l: LoteAjeno, bytes: Promise<Uint8Array>): Promise<Uint8Array | null> => bytes.catch((error: unknown) => {
    p.registro.error('what another station sent cannot be read', { estacion: l.estacion, error: String(error) });
    apartar(l, mensaje('hoja_sin_bytes', { archivo: l.sha256.slice(0, 12) }));
    return null;
  });

  const enviar = async (l: LoteAjeno): Promise<void> => {
    const bytes = await leer(l, p.ajenos.leerLote(l.sha256));
    if (bytes === null) return;
    p.limite.descontar(bytes.length);
    const respuesta = await p.red.enviarLote(bytes);
    if (respuesta.tipo === 'rechazo') {
      apartar(l, respuesta.detalle);
      p.registro.error('lote of another station refused', { estacion: l.estacion, desde: l.desde, hasta: l.hasta, codigo: respuesta.codigo });
      return;
    }
    const doc = documentoFirmadoSchema.safeParse(respuesta.documento);
    const acuse = doc.success ? leerAcuse(p.cripto, doc.data, p.llaveCentral) : null;
    if (!doc.success || acuse?.lote !== l.lote || acuse.epoca !== l.epoca || acuse.desde !== l.desde || acuse.hasta !== l.hasta || acuse.cabeza !== l.cabeza) throw new AppError('acuse_invalido');
    await p.ajenos.guardarAcuse(l.sha256, doc.data);
    acusados.set(l.sha256, acuse);
    p.alLlegar();
    rechazos.delete(l.sha256);
    p.registro.info('lote of another station acknowledged', { estacion: l.estacion, desde: l.desde, hasta: l.hasta, imagenes: acuse.imagenesFaltantes.length });
    p.avisos.cambio('usb');
  };

  const enviarParte = async (imagen: string, bytes: Uint8Array, desde: number): ReturnType<RedCentral['enviarParte']> => {
    const hasta = Math.min(desde + Math.min(p.ritmo.parte(1), p.limite.maximo() ?? Infinity), bytes.length);
    await p.limite.tomar(hasta - desde);
    const inicio = p.cronometro();
    const respuesta = await p.red.enviarParte(imagen, { desde, ultima: hasta >= bytes.length, bytes: bytes.subarray(desde, hasta) }, p.ritmo.esperaMs(hasta - desde));
    p.ritmo.acuse(hasta - desde, p.cronometro() - inicio);
    if (respuesta.tipo === 'avance' && (respuesta.avance.completa || respuesta.avance.bytes > desde)) p.alLlegar();
    return respuesta;
  };

  const enviarImagen = async (l: LoteAjeno, imagen: string, datosPrimero: () => Promise<unknown>): Promise<void> => {
    const bytes = await leer(l, p.ajenos.leerImagen(imagen));
    // Bytes that changed here since they were taken: the medium may bring them again.
    if (bytes === null || p.cripto.sha256(bytes) !== imagen) return;
    let respuesta = await p.red.avanceImagen(imagen);
    for (let quietas = 0; quietas < INTENTOS && respuesta.tipo === 'avance' && !respuesta.avance.completa;) {
      await datosPrimero();
      const desde = Math.min(respuesta.avance.bytes, bytes.length);
      respuesta = await enviarParte(imagen, bytes, desde);
      if (respuesta.tipo === 'avance' && !respuesta.avance.completa && respuesta.avance.bytes <= desde) quietas += 1;
    }
    if (respuesta.tipo === 'rechazo') p.registro.error('image of another station refused', { imagen, codigo: respuesta.codigo });
  };

  return {
    hay: () => sinAcuse().some(toca) || sinImagenes().some(toca),
    enviarLotes: async (todos) => {
      for (const l of sinAcuse()) if (todos || toca(l)) await enviar(l);
    },
    enviarImagenes: async (datosPrimero) => {
      const pendientes = sinImagenes().filter(toca);
      if (pendientes.length === 0) return;
      const hay = await p.ajenos.imagenes();
      for (const l of pendientes) {
        const suyas = (acuseDe(l)?.imagenesFaltantes ?? []).filter((i) => hay.has(i));
        for (const imagen of suyas) await enviarImagen(l, imagen, datosPrimero);
        if (suyas.length === 0) terminados.add(l.sha256);
        else await enviar(l);
        if ((acuseDe(l)?.imagenesFaltantes ?? []).some((i) => suyas.includes(i))) apartar(l, mensaje('imagen_desconocida', { imagen: suyas[0]?.slice(0, 12) ?? '' }));
      }
    },
    rechazo: (sha256) => rechazos.get(sha256)?.motivo ?? null,
  };
};
