import { ambitoDe } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import { clavesEnBoleta, clavesVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import { encabezadoDe, type ActaEncabezado, type Encabezado } from '#shared/domain/encabezado.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { cuentaEnPorcentaje, OBSERVACION_SIN_ACTA, type Observacion } from '#shared/domain/inconsistencias.ts';
import { NO_APLICA, type Valores } from '#shared/domain/valor.ts';
import { compararFilas } from '#shared/prep-csv/escribir.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { FORMATOS, type Formato } from '#shared/prep-csv/formatos.ts';
import { textoObservaciones } from '#shared/prep-csv/observaciones.ts';
import type { ActaDeCatalogo, Catalogo } from '#central/catalogo.ts';
import type { HitoPublicado } from '#central/db/publicacion-repository.ts';
import { evaluarActa } from './evaluar-acta.ts';

/** One row of the file, with what the site tells besides. */
export type FilaConsolidada = {
  readonly fila: FilaPrep;
  readonly observaciones: readonly Observacion[];
  /** Null for a row fuera de catálogo. */
  readonly catalogo: ActaDeCatalogo | null;
  /** Null while nothing was captured. */
  readonly hito: HitoPublicado | null;
};
export type Consolidado = {
  readonly eleccion: Eleccion;
  /** Geography of the file's columns. */
  readonly ambito: 'distrito' | 'municipio' | null;
  readonly filas: readonly FilaConsolidada[];
  readonly encabezado: Encabezado;
};

/** Which geography a row shows: the election's own, or the district where it is of the whole entity. */
const ambitoDelArchivo = (eleccion: Eleccion, casillas: readonly Casilla[]): Consolidado['ambito'] => {
  if (eleccion.ambito !== 'entidad') return eleccion.ambito;
  if (casillas.some((c) => c.distrito !== null)) return 'distrito';
  return casillas.some((c) => c.municipio !== null) ? 'municipio' : null;
};

/** A row while nothing was captured. */
const SIN_CAPTURAR = {
  valores: {}, calculado: null, observaciones: '', sinActa: null, contabilizada: null, mecanismoTraslado: '', codigoIntegridad: '',
  horaAcopio: null, horaCaptura: null, horaVerificacion: null, origen: '', digitalizacion: '', tipoDocumento: '',
} as const satisfies Partial<FilaPrep>;

type Contexto = { readonly catalogo: Catalogo; readonly formato: Formato; readonly ambito: Consolidado['ambito'] };

const base = ({ catalogo, ambito }: Contexto, { acta, casilla }: ActaDeCatalogo): FilaPrep => ({
  ...SIN_CAPTURAR,
  claveCasilla: casilla.clave, claveActa: acta.clave,
  entidad: { id: catalogo.paquete.entidad.id, nombre: catalogo.paquete.entidad.nombre },
  ambito: ambito === null ? null : casilla[ambito],
  seccion: casilla.seccion, idCasilla: casilla.idCasilla, tipoCasilla: casilla.tipo, extContigua: casilla.extContigua,
  ubicacion: casilla.ubicacion, tipoActa: acta.tipoActa, listaNominal: acta.listaNominal, representantes: acta.representantes,
});

/** What was captured, and «not on the ballot» for the columns that this acta does not have. */
const conNoAplica = (eleccion: Eleccion, casilla: Casilla, valores: Valores): Valores => {
  const enBoleta = clavesEnBoleta(eleccion, ambitoDe(eleccion, casilla));
  return { ...valores, ...Object.fromEntries(clavesVoto(eleccion).filter((c) => !enBoleta.has(c)).map((c) => [c, NO_APLICA])) };
};

const datosDe = (hito: HitoPublicado): { hora: string; datos: unknown } => {
  const { hora, datos } = JSON.parse(hito.texto) as Evento;
  return { hora, datos };
};

const verificada = (ctx: Contexto, catalogo: ActaDeCatalogo, hito: HitoPublicado): FilaConsolidada => {
  const d = datosDe(hito).datos as DatosEvento<'acta.verificada'>;
  const evaluacion = evaluarActa(ctx.catalogo.paquete.reglas, catalogo, d.valores);
  const fila: FilaPrep = {
    ...base(ctx, catalogo),
    valores: conNoAplica(catalogo.eleccion, catalogo.casilla, d.valores),
    calculado: evaluacion.calculado, observaciones: textoObservaciones(ctx.formato, evaluacion.observaciones), contabilizada: evaluacion.contabilizada,
    mecanismoTraslado: d.mecanismoTraslado, codigoIntegridad: d.imagen,
    horaAcopio: d.horaAcopio, horaCaptura: d.horaCaptura, horaVerificacion: d.horaVerificacion,
    origen: d.origen, digitalizacion: d.digitalizacion, tipoDocumento: d.tipoDocumento,
  };
  return { fila, observaciones: evaluacion.observaciones, catalogo, hito };
};

const sinActa = (ctx: Contexto, catalogo: ActaDeCatalogo, hito: HitoPublicado): FilaConsolidada => {
  const { hora, datos } = datosDe(hito);
  const d = datos as DatosEvento<'acta.sin_acta'>;
  const observaciones = [OBSERVACION_SIN_ACTA[d.motivo]];
  const fila: FilaPrep = {
    ...base(ctx, catalogo), valores: conNoAplica(catalogo.eleccion, catalogo.casilla, {}), sinActa: d.motivo, contabilizada: 0, observaciones: textoObservaciones(ctx.formato, observaciones),
    mecanismoTraslado: d.mecanismoTraslado, horaAcopio: d.horaAcopio, horaCaptura: hora, horaVerificacion: hora, origen: 'CATD',
  };
  return { fila, observaciones, catalogo, hito };
};

const fuera = (ctx: Contexto, hito: HitoPublicado): FilaConsolidada => {
  const d = datosDe(hito).datos as DatosEvento<'acta.fuera_de_catalogo'>;
  const { entidad } = ctx.catalogo.paquete;
  const observaciones: Observacion[] = ['fuera_de_catalogo'];
  const fila: FilaPrep = {
    ...SIN_CAPTURAR, claveCasilla: '-', claveActa: '-', entidad: { id: entidad.id, nombre: entidad.nombre }, ambito: null,
    seccion: '', idCasilla: '', tipoCasilla: '', extContigua: '', ubicacion: '', tipoActa: '', listaNominal: null, representantes: null,
    contabilizada: 2, observaciones: textoObservaciones(ctx.formato, observaciones), codigoIntegridad: d.imagen,
    horaAcopio: d.horaAcopio, origen: d.origen, digitalizacion: d.digitalizacion,
  };
  return { fila, observaciones, catalogo: null, hito };
};

const capturada = (ctx: Contexto, catalogo: ActaDeCatalogo, hito: HitoPublicado | undefined): FilaConsolidada => {
  if (hito === undefined) return { fila: base(ctx, catalogo), observaciones: [], catalogo, hito: null };
  return hito.clase === 'sin_acta' ? sinActa(ctx, catalogo, hito) : verificada(ctx, catalogo, hito);
};

export const paraEncabezado = ({ fila, observaciones }: FilaConsolidada): ActaEncabezado => ({
  contabilizada: fila.contabilizada, enPorcentaje: cuentaEnPorcentaje(observaciones), calculado: fila.calculado,
  listaNominal: fila.listaNominal, tipoCasilla: fila.tipoCasilla,
});

/**
 * The rows of one election's file in their order: every acta of the catalogue, captured or not, and those fuera de
 * catálogo at the end; and the 13 figures over exactly those rows. Votes are evaluated again here from the values.
 */
export const consolidar = (catalogo: Catalogo, eleccion: Eleccion, hitos: readonly HitoPublicado[], ultimoCorte: boolean): Consolidado => {
  const deLaEleccion = catalogo.paquete.actas.filter((a) => a.eleccion === eleccion.id).map((a) => catalogo.acta(a.clave)!);
  const ambito = ambitoDelArchivo(eleccion, deLaEleccion.map((a) => a.casilla));
  const ctx: Contexto = { catalogo, formato: FORMATOS[catalogo.paquete.formatoCsv], ambito };
  const suyos = hitos.filter((h) => h.eleccion === eleccion.id);
  const porActa = new Map(suyos.map((h) => [h.acta, h]));
  const filas = [
    ...deLaEleccion.map((a) => capturada(ctx, a, porActa.get(a.acta.clave))),
    ...suyos.filter((h) => h.clase === 'fuera').map((h) => fuera(ctx, h)),
  ].sort((a, b) => compararFilas(a.fila, b.fila));
  return { eleccion, ambito, filas, encabezado: encabezadoDe(filas.map(paraEncabezado), { ultimoCorte }) };
};
