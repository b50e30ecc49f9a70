import { AppError } from '#shared/errors/app-error.ts';
import { leerCertificado, type Certificado } from '#shared/sync/certificado.ts';
import { leerSaludo, MAXIMO_FALTANTES, type Existencias, type Saludo, type TramoConCabeza } from '#shared/sync/existencias.ts';
import { documentoFirmadoSchema, firmarDocumento, TIPO_EXISTENCIAS, type DocumentoFirmado } from '#shared/sync/firma.ts';
import type { RepositorioExistencias } from '#central/db/existencias-repository.ts';
import { horaIso } from '#central/hora.ts';
import { exigirVigente } from './exigir-vigente.ts';
import type { DependenciasIngesta } from './recibir-lote.ts';

export type DependenciasSaludo = DependenciasIngesta & { readonly existencias: RepositorioExistencias };

/**
 * The ranges that are held of a journal. One that goes on past `hasta`, the last place that the asker has of it, is told in
 * two, since the hash of its end would say nothing to them: who relieved a station has its journal up to there, and that
 * station may have written on.
 */
const tramosHasta = async ({ existencias }: Pick<DependenciasSaludo, 'existencias'>, epoca: string, hasta: number): Promise<TramoConCabeza[]> => {
  const tramos = await existencias.tramos(epoca);
  const largo = tramos.find((t) => t.desde <= hasta && hasta < t.hasta);
  const cabeza = largo === undefined ? null : await existencias.hashDe(epoca, hasta);
  return largo === undefined || cabeza === null ? tramos : tramos.flatMap((t) => (t === largo ? [{ desde: t.desde, hasta, cabeza }, { ...t, desde: hasta + 1 }] : [t]));
};

/** What the central holds of these journals, at one hour. */
const describirExistencias = async (deps: Pick<DependenciasSaludo, 'existencias'>, { epocas, imagenes }: Pick<Saludo, 'epocas' | 'imagenes'>): Promise<Pick<Existencias, 'epocas' | 'imagenes'>> => {
  const suyas: Existencias['epocas'][number][] = [];
  for (const { epoca, hasta } of epocas) {
    const relevo = await deps.existencias.relevoDe(epoca);
    suyas.push({ epoca, tramos: await tramosHasta(deps, epoca, hasta), imagenesFaltantes: await deps.existencias.imagenesFaltantes(epoca, MAXIMO_FALTANTES), ...(relevo === null ? {} : { relevo }) });
  }
  return { epocas: suyas, imagenes: await deps.existencias.recibidas(imagenes) };
};

/** The journal that a station says it has, against what it sent: another hash at the same place is a fork. */
const compararCabeza = async (deps: DependenciasSaludo, { epoca, hasta, cabeza }: { epoca: string; hasta: number; cabeza: string }, hora: string): Promise<void> => {
  const nuestro = await deps.existencias.hashDe(epoca, hasta);
  if (nuestro === null || nuestro === cabeza) return;
  await deps.repositorio.alarma({ clave: `bifurcacion:${epoca}:${hasta}`, tipo: 'bifurcacion', detalle: `saludo ${epoca}`, hora });
};

/** A station speaks of its own journals, and of those of its CATD, of which it may hold a copy. Throws AppError `epoca_ajena`. */
const exigirSuyas = async (deps: DependenciasSaludo, { estacion, catd }: Certificado, epocas: readonly string[]): Promise<void> => {
  const ajena = (await deps.existencias.duenas(epocas)).find((d) => d.estacion !== estacion && d.catd !== catd);
  if (ajena !== undefined) throw new AppError('epoca_ajena', { epoca: ajena.epoca, estacion });
};

/**
 * Answers a station's greeting with what the central holds, signed. `enSesion` is the station of the session that it came
 * in, null without one: it is the same. Throws AppError `entrada_invalida`, `estacion_desconocida`, `estacion_revocada`,
 * `epoca_ajena`; then nothing of the greeting is kept.
 */
export const atenderSaludo = async (deps: DependenciasSaludo, cuerpo: unknown, enSesion: string | null): Promise<DocumentoFirmado> => {
  const ahora = deps.reloj.ahora();
  const doc = documentoFirmadoSchema.safeParse(cuerpo);
  const saludo = doc.success ? leerSaludo(deps.cripto, doc.data) : null;
  if (!doc.success || saludo === null) throw new AppError('entrada_invalida', { campo: 'saludo' });
  const certificado = leerCertificado(deps.cripto, saludo.certificado, deps.paquete.llaveOpl);
  if (certificado?.llave !== doc.data.llave || certificado.estacion !== saludo.estacion) throw new AppError('estacion_desconocida', { estacion: saludo.estacion });
  if (enSesion !== null && enSesion !== saludo.estacion) throw new AppError('estacion_desconocida', { estacion: saludo.estacion });
  exigirVigente(deps, certificado, ahora);
  await exigirSuyas(deps, certificado, saludo.epocas.map((e) => e.epoca));

  await deps.consolidador.alDia();
  const hora = horaIso(ahora, deps.paquete.paquete.zonaMinutos);
  for (const e of saludo.epocas) {
    await compararCabeza(deps, e, hora);
    await deps.existencias.guardarSaludo({ epoca: e.epoca, estacion: certificado.estacion, hasta: e.hasta, desfase_ms: Date.parse(saludo.hora) - ahora, hora });
  }
  const existencias: Existencias = { saludo: deps.cripto.sha256(doc.data.contenido), hora, ...(await describirExistencias(deps, saludo)) };
  return firmarDocumento(deps.firmante, TIPO_EXISTENCIAS, JSON.stringify(existencias));
};
