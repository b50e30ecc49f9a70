import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mainSchema, type Main } from '#shared/api/contrato-central.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_CORTE } from '#shared/sync/firma.ts';
import { escribirDurable } from '#central/archivo-durable.ts';
import type { Catalogo } from '#central/catalogo.ts';
import { consolidar, type Consolidado } from '#central/consolidacion/filas.ts';
import type { Instantanea, RepositorioPublicacion } from '#central/db/publicacion-repository.ts';
import { horaIso } from '#central/hora.ts';
import type { AlmacenCentral } from '#central/imagenes/almacen-central.ts';
import type { Consolidador } from '#central/ingesta/consolidador.ts';
import type { PaqueteAbierto } from '#central/paquete.ts';
import type { Registro, Reloj } from '#central/puertos.ts';
import { archivosPrep } from './archivos-prep.ts';
import { detalles } from './detalle.ts';
import { crearEscritor, type Escritor } from './escritor.ts';
import { crearImagenesPublicadas, type ImagenPublicada } from './imagenes-publicadas.ts';
import { podarCortes } from './podar.ts';
import { resultadosDe } from './resultados.ts';
import { crearZip, type Entrada } from './zip.ts';

export type DependenciasPublicacion = {
  /** Where the published files go. */
  readonly carpeta: string;
  readonly paquete: PaqueteAbierto;
  readonly catalogo: Catalogo;
  readonly repositorio: RepositorioPublicacion;
  readonly almacen: AlmacenCentral;
  /** The bytes of an image that counts as whole are not there, or are others. */
  readonly alPerderse: (imagen: string) => Promise<void>;
  /** Works out what is stored and has no rows yet. */
  readonly consolidador: Pick<Consolidador, 'alDia'>;
  readonly cripto: Cripto;
  readonly firmante: Firmante;
  readonly reloj: Reloj;
  readonly registro: Registro;
};

/** A published cut. Paths in `main` are relative to `carpeta`. */
export type Corte = { readonly numero: number; readonly hora: string; readonly ultimo: boolean; readonly carpeta: string; readonly main: Main };

type Publicada = { readonly main: Main['elecciones'][number]; readonly zip: Entrada; readonly zipEntidad: string };

/** Writes all of one election: downloadable files, details by section, results. */
const publicarEleccion = async (deps: DependenciasPublicacion, escritor: Escritor, consolidado: Consolidado, publicadas: ReadonlyMap<string, ImagenPublicada>, corte: { carpeta: string; hora: string; ultimo: boolean }): Promise<Publicada> => {
  const { eleccion } = consolidado;
  const { paquete } = deps.paquete;
  const prep = await archivosPrep(paquete, consolidado, corte.hora);
  const suya = `${corte.carpeta}/${eleccion.id}`;
  const csv = await escritor.archivo(`${suya}/${prep.nombres.csv}`, prep.csv);
  await escritor.archivo(`${suya}/${prep.nombres.candidaturas}`, prep.candidaturas);
  await escritor.archivo(`${suya}/${prep.nombres.leeme}`, prep.leeme);
  const zip = await escritor.archivo(`${corte.carpeta}/${prep.nombres.zip}`, prep.zip);

  const { bloques, fuera } = detalles(consolidado, publicadas);
  const indice: { desde: string; hasta: string; archivo: string }[] = [];
  for (const b of bloques) indice.push({ desde: b.desde, hasta: b.hasta, archivo: await escritor.datos(`actas-${eleccion.id}-${b.desde}`, b.actas) });
  const resultados = await escritor.datos(`resultados-${eleccion.id}`, {
    ...resultadosDe(paquete, consolidado, corte.ultimo), encabezado: prep.encabezado,
    bloques: indice, fuera: fuera.length === 0 ? null : await escritor.datos(`actas-${eleccion.id}-fuera`, fuera),
  });
  return {
    main: { id: eleccion.id, titulo: eleccion.titulo, resultados, zip, csv, encabezado: prep.encabezado },
    zip: { nombre: prep.nombres.zip, contenido: prep.zip }, zipEntidad: prep.nombres.zipEntidad,
  };
};

/** How long what this cut publishes for the first time had waited here: actas, and the longest and the median wait, ms. */
const retrasoDe = (foto: Instantanea, anterior: string | null, ms: number): { actas: number; maximoMs: number; medianaMs: number } => {
  const esperas = foto.hitos.filter((h) => h.recibido > (anterior ?? '')).map((h) => Math.max(0, ms - Date.parse(h.recibido))).sort((a, b) => a - b);
  return { actas: esperas.length, maximoMs: esperas.at(-1) ?? 0, medianaMs: esperas[Math.floor(esperas.length / 2)] ?? 0 };
};

/** The list of the cut's files and the heads of the journals it was made from, signed by the central. */
const firmarCorte = (deps: DependenciasPublicacion, escritor: Escritor, foto: Instantanea, corte: { numero: number; hora: string; ultimo: boolean; retraso: ReturnType<typeof retrasoDe> }): Uint8Array => utf8(JSON.stringify(
  firmarDocumento(deps.firmante, TIPO_CORTE, JSON.stringify({
    formato: 'acopio-corte', version: 1, paquete: deps.paquete.sha256, ...corte, bitacoras: foto.cabezas, archivos: escritor.archivos(),
  })),
));

/** The number of the cut that is published now, whatever the database says: it may be an older copy. 0 before the first. */
const numeroPublicado = async (carpeta: string): Promise<number> => {
  try {
    return mainSchema.parse(JSON.parse(await readFile(join(carpeta, 'main.json'), 'utf8'))).corte.numero;
  } catch {
    return 0;
  }
};

const hacerCorte = async (deps: DependenciasPublicacion, enlazarImagenes: ReturnType<typeof crearImagenesPublicadas>, ultimo: boolean): Promise<Corte> => {
  const { paquete } = deps.paquete;
  const ms = deps.reloj.ahora();
  // Nothing is published before the hour of the law (domain 1.7). A simulacro may be made at any hour.
  if (paquete.modo === 'jornada' && ms < Date.parse(paquete.ventana.inicio)) throw new AppError('corte_antes_de_inicio', { inicio: paquete.ventana.inicio });
  const hora = horaIso(ms, paquete.zonaMinutos);
  // What was published is never written over, though the database was restored from before it.
  const numero = Math.max(await deps.repositorio.siguienteCorte(), await numeroPublicado(deps.carpeta) + 1);
  const anterior = await deps.repositorio.horaUltimoCorte();
  await deps.consolidador.alDia();
  const foto = await deps.repositorio.instantanea();
  const retraso = retrasoDe(foto, anterior, ms);
  const publicadas = await enlazarImagenes(foto.hitos.flatMap((h) => (h.imagen !== null && h.imagenCompleta ? [h.imagen] : [])));

  const escritor = crearEscritor(deps.carpeta, deps.cripto);
  const carpeta = `cortes/${String(numero).padStart(6, '0')}`;
  const elecciones: Publicada[] = [];
  for (const eleccion of paquete.elecciones) {
    elecciones.push(await publicarEleccion(deps, escritor, consolidar(deps.catalogo, eleccion, foto.hitos, ultimo), publicadas, { carpeta, hora, ultimo }));
  }
  const zip = await escritor.archivo(`${carpeta}/${elecciones[0]!.zipEntidad}`, await crearZip(elecciones.map((e) => e.zip), false));
  const firma = await escritor.archivo(`${carpeta}/corte.json`, firmarCorte(deps, escritor, foto, { numero, hora, ultimo, retraso }));
  const main = mainSchema.parse({
    version: 1, proceso: paquete.nombre, modo: paquete.modo, entidad: paquete.entidad.nombre, corte: { numero, hora, ultimo }, zip, firma,
    elecciones: elecciones.map((e) => e.main),
  });
  await deps.repositorio.guardarCorte({ numero, hora, ultimo: ultimo ? 1 : 0, resumen: JSON.stringify(main) });
  // The pointer changes last: whoever follows it finds everything in place.
  await escribirDurable(join(deps.carpeta, 'main.json'), JSON.stringify(main));
  await podarCortes(deps.carpeta, numero).catch((error: unknown) => deps.registro.error('old cuts not taken away', { error: String(error) }));
  deps.registro.info('cut published', { numero, ultimo, actas: foto.hitos.length, retraso: retraso.maximoMs, ms: deps.reloj.ahora() - ms });
  return { numero, hora, ultimo, carpeta: deps.carpeta, main };
};

/** Makes cuts, one at a time. Everything that a cut writes is immutable but `main.json`. */
export const crearPublicacion = (deps: DependenciasPublicacion) => {
  mkdirSync(deps.carpeta, { recursive: true });
  const enlazarImagenes = crearImagenesPublicadas({ ...deps, rutaDe: deps.almacen.ruta });
  let enCurso: Promise<unknown> = Promise.resolve();
  return {
    corte: ({ ultimo }: { readonly ultimo: boolean }): Promise<Corte> => {
      const turno = enCurso.then(() => hacerCorte(deps, enlazarImagenes, ultimo));
      enCurso = turno.catch(() => undefined);
      return turno;
    },
    /** Resolves when no cut is under way. */
    terminar: async (): Promise<void> => {
      await enCurso;
    },
  };
};
