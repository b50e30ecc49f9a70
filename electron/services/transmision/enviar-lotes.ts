import type { RepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import { comprimirLote } from '#electron/station/archivo-lote.ts';
import type { Avisos, Diario, Registro } from '#electron/station/puertos.ts';
import { AppError, type Parametros } from '#shared/errors/app-error.ts';
import { leerAcuse, type Acuse } from '#shared/sync/acuse.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { documentoFirmadoSchema, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { MAXIMO_EVENTOS_LOTE } from '#shared/sync/lote.ts';
import { cortarLote, tamanoLote, type LoteCortado } from './cortar-lote.ts';
import { espera } from './espera.ts';
import type { Limite } from './limite.ts';
import type { RechazoCentral, RedCentral } from './red-central.ts';
import type { Ritmo } from './ritmo.ts';

export type PartesLotes = {
  readonly diario: Diario;
  /** Runs a step along with those of the room: they share a commit. */
  readonly enGrupo: <T>(paso: () => T) => Promise<T>;
  readonly estado: RepositorioTransmision;
  readonly red: RedCentral;
  readonly ritmo: Pick<Ritmo, 'bytesPorSegundo'>;
  readonly limite: Pick<Limite, 'descontar'>;
  readonly firmante: Firmante;
  readonly certificado: DocumentoFirmado;
  readonly paqueteSha: string;
  /** The central's public key, from the package. */
  readonly llaveCentral: string;
  readonly cripto: Cripto;
  readonly registro: Registro;
  readonly avisos: Avisos;
  /** Something arrived at the central, and it said so. */
  readonly alLlegar: () => void;
  /** Milliseconds that never go back: the machine's clock may jump. */
  readonly cronometro: () => number;
  readonly azar: () => number;
};

/** Refusals that are not of one lote but of the station: the next lote would fare the same. */
const DE_LA_ESTACION: ReadonlySet<string> = new Set(['estacion_desconocida', 'estacion_revocada', 'epoca_ajena', 'lote_otro_paquete']);

/** The acuse, if the central signed it and it is for exactly this lote. Throws AppError `acuse_invalido`. */
const probarAcuse = (p: PartesLotes, documento: unknown, lote: LoteCortado, loteSha: string): { acuse: Acuse; texto: string } => {
  const doc = documentoFirmadoSchema.safeParse(documento);
  const acuse = doc.success ? leerAcuse(p.cripto, doc.data, p.llaveCentral) : null;
  const esDeEste = acuse?.epoca === lote.epoca && acuse.desde === lote.desde && acuse.hasta === lote.hasta && acuse.cabeza === lote.cabeza && acuse.lote === loteSha;
  if (!doc.success || acuse === null || !esDeEste) throw new AppError('acuse_invalido');
  return { acuse, texto: JSON.stringify(doc.data) };
};

/**
 * Sends the journal, lote by lote. A refused lote is set aside with its reason and tried again later, longer each
 * time; it never holds up the ones after it. Nothing counts as sent without a valid acuse.
 */
export const crearEnvioLotes = (p: PartesLotes) => {
  const firma = { firmante: p.firmante, certificado: p.certificado, paqueteSha: p.paqueteSha };
  /** When each refused lote may be tried again. Lost on a restart, which tries at once. */
  const reintentos = new Map<number, { veces: number; desdeMs: number }>();
  const sistema = { actor: 'sistema', puesto: 'sistema' } as const;
  /** What the central said of each refused lote besides its code. Lost on a restart, which tries at once. */
  const dichos = new Map<number, Parametros>();
  let acusados = 0;

  const anotarRechazo = (lote: LoteCortado, loteSha: string, { codigo, parametros = {} }: RechazoCentral): void => {
    dichos.set(lote.desde, parametros);
    const veces = (reintentos.get(lote.desde)?.veces ?? 0) + 1;
    reintentos.set(lote.desde, { veces, desdeMs: p.cronometro() + espera(veces, p.azar()) });
    const { desde, hasta } = lote;
    p.diario.transaccion(() => {
      const nuevo = p.estado.guardarRechazo({ desde, hasta, loteSha, codigo, hora: p.diario.horaAhora() });
      if (nuevo) p.diario.registrar({ tipo: 'lote.rechazado', ...sistema, datos: { lote: loteSha, desde, hasta, codigo } });
    });
    p.registro.error('lote refused', { desde, hasta, codigo, veces });
  };

  const anotarAcuse = async (lote: LoteCortado, loteSha: string, { acuse, texto }: { acuse: Acuse; texto: string }): Promise<void> => {
    reintentos.delete(lote.desde);
    dichos.delete(lote.desde);
    const { desde, hasta } = lote;
    await p.enGrupo(() => {
      p.diario.transaccion(() => {
        p.estado.guardarAcuse({ desde, hasta, loteSha, acuse: texto, hora: p.diario.horaAhora(), imagenesFaltantes: acuse.imagenesFaltantes });
        p.diario.registrar({ tipo: 'lote.acusado', ...sistema, datos: { lote: loteSha, desde, hasta, acuse: texto } });
      });
    });
    p.registro.info('lote acknowledged', { desde, hasta, estado: acuse.estado, imagenes: acuse.imagenesFaltantes.length });
  };

  /** Throws AppError when the road is broken, the acuse is not valid, or the station is not accepted. */
  const enviar = async (desde: number, cuantos: number): Promise<void> => {
    const lote = await cortarLote(p.diario, { desde, cuantos }, firma);
    const texto = Buffer.from(lote.texto);
    const loteSha = p.cripto.sha256(texto);
    const bytes = await comprimirLote(texto);
    p.limite.descontar(bytes.length);
    const respuesta = await p.red.enviarLote(bytes);
    if (respuesta.tipo === 'rechazo') {
      anotarRechazo(lote, loteSha, respuesta);
      p.avisos.cambio('transmision');
      if (DE_LA_ESTACION.has(respuesta.codigo)) throw new AppError('central_rechazo', { detalle: respuesta.detalle });
      return;
    }
    await anotarAcuse(lote, loteSha, probarAcuse(p, respuesta.documento, lote, loteSha));
    acusados += lote.hasta - lote.desde + 1;
    p.alLlegar();
    p.avisos.cambio('transmision');
  };

  return {
    /** Events acknowledged since the start. */
    acusados: (): number => acusados,
    /** What the central said of the refused lote that begins there, besides its code. */
    dicho: (desde: number): Parametros => dichos.get(desde) ?? {},
    /** Tries again the refused lotes whose wait is over; `todos`: all of them. */
    reintentar: async (todos: boolean): Promise<void> => {
      for (const r of p.estado.rechazados()) {
        const toca = todos || DE_LA_ESTACION.has(r.codigo) || p.cronometro() >= (reintentos.get(r.desde)?.desdeMs ?? 0);
        // What does not fit in one lote waits at its own place for the next time.
        if (toca) await enviar(r.desde, Math.min(r.hasta - r.desde + 1, MAXIMO_EVENTOS_LOTE));
      }
    },
    /** Sends all that no lote was cut of yet. What is registered meanwhile waits for the next time: a busy room would never let it end. */
    enviarNuevos: async (): Promise<void> => {
      const { seq: hasta } = p.diario.cabeza();
      for (let desde = p.estado.ultimo() + 1; desde <= hasta && p.estado.hayEventosDesde(desde - 1); desde = p.estado.ultimo() + 1) {
        await enviar(desde, tamanoLote(p.diario.cabeza().seq - desde + 1, p.ritmo.bytesPorSegundo()));
      }
    },
  };
};
