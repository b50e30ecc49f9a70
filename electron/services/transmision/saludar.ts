import type { RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { Diario, EstadoTransmision, Registro } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { leerExistencias, type Existencias, MAXIMO_EPOCAS_SALUDO, MAXIMO_IMAGENES_SALUDO, type Saludo } from '#shared/sync/existencias.ts';
import { documentoFirmadoSchema, firmarDocumento, TIPO_SALUDO, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { aplicarExistencias } from './aplicar-existencias.ts';
import type { RedCentral } from './red-central.ts';

export type PartesSaludo = {
  readonly diario: Diario;
  readonly acuses: RepositorioAcuses;
  readonly red: Pick<RedCentral, 'saludar'>;
  readonly firmante: Firmante;
  readonly certificado: DocumentoFirmado;
  readonly estacion: string;
  readonly llaveCentral: string;
  readonly cripto: Cripto;
  readonly registro: Registro;
  readonly ahoraMs: () => number;
};

/** A change of the offset below this is a clock that drifts or a link that is not symmetric. */
export const DESFASE_NOTABLE_MS = 1_000;

/** Every journal that the station holds, oldest first: those that it inherited are asked for too. */
const epocasDe = (diario: Diario): Saludo['epocas'] => {
  const { seq } = diario.cabeza();
  const epocas: Saludo['epocas'] = [];
  for (let desde = 1; desde <= seq;) {
    const { epoca, hasta } = diario.epocaDe(desde);
    const ultimo = hasta ?? seq;
    epocas.push({ epoca, hasta: ultimo, cabeza: diario.hashDe(ultimo) });
    desde = ultimo + 1;
  }
  return epocas.slice(-MAXIMO_EPOCAS_SALUDO);
};

/**
 * Greets the central: says what the station has, and learns what the central holds, which images it lacks, and how far
 * apart the clocks are. A central that was restored from an older copy is so told again what it lost.
 */
export const crearSaludo = (p: PartesSaludo) => {
  let medido: EstadoTransmision['desfase'] = null;
  /** Last offset that the journal tells of: the station's clock counts as right until shown otherwise. */
  let anotado: number | null = null;
  let relevo: Existencias['epocas'][number]['relevo'];

  /** Clocks: the central's hour is that of half the round trip, give or take that half. */
  const medirDesfase = (horaCentral: string, salidaMs: number, viajeMs: number): void => {
    const margenMs = Math.ceil(viajeMs / 2);
    const desfaseMs = Math.round(salidaMs + viajeMs / 2 - Date.parse(horaCentral));
    medido = { ms: desfaseMs, margenMs, hora: p.diario.horaAhora() };
    anotado ??= p.acuses.ultimoDesfase();
    if (Math.abs(desfaseMs - anotado) <= DESFASE_NOTABLE_MS + margenMs) return;
    anotado = desfaseMs;
    p.diario.transaccion(() => {
      p.diario.registrar({ tipo: 'reloj.desfase', actor: 'sistema', puesto: 'sistema', datos: { desfaseMs, margenMs } });
    });
    p.registro.error('clocks differ', { desfaseMs, margenMs });
  };

  const saludar = async (): Promise<boolean> => {
    const antes = p.acuses.acusados();
    const salidaMs = p.ahoraMs();
    const saludo: Saludo = {
      estacion: p.estacion, hora: new Date(salidaMs).toISOString(), certificado: p.certificado, epocas: epocasDe(p.diario), imagenes: p.acuses.imagenesPorAcusar(MAXIMO_IMAGENES_SALUDO),
    };
    const contenido = JSON.stringify(saludo);
    const inicio = performance.now();
    const respuesta = await p.red.saludar(firmarDocumento(p.firmante, TIPO_SALUDO, contenido));
    const viajeMs = performance.now() - inicio;
    if (respuesta.tipo === 'rechazo') throw new AppError('central_rechazo', { detalle: respuesta.detalle });
    const doc = documentoFirmadoSchema.safeParse(respuesta.documento);
    const existencias = doc.success ? leerExistencias(p.cripto, doc.data, p.llaveCentral) : null;
    if (!doc.success || existencias?.saludo !== p.cripto.sha256(contenido)) throw new AppError('acuse_invalido');
    medirDesfase(existencias.hora, salidaMs, viajeMs);
    relevo = existencias.epocas.find((e) => e.epoca === p.diario.epoca)?.relevo;
    return aplicarExistencias(p, existencias, JSON.stringify(doc.data), existencias.saludo, antes);
  };

  return {
    /** Throws AppError when the road is broken, the central refuses, or the answer is not its own. Gives whether something must be sent again. */
    saludar,
    /** Another station goes on from this one's journal, as the central last said: whoever works here must be told. Null when none does. */
    relevada: (): AppError | null => (relevo === undefined ? null : new AppError('estacion_relevada', relevo)),
    /** The offset as last measured; null before. */
    desfase: (): EstadoTransmision['desfase'] => medido,
  };
};
