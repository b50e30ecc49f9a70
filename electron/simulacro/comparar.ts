import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Corte } from '#central/publicacion/corte.ts';
import { leerArchivoPrep, type ArchivoLeido } from '#electron/prep/leer-archivo.ts';
import { esMesaSinSeccion, type TipoCasilla } from '#shared/domain/casilla.ts';
import { clavesVoto, type Eleccion, type TipoEleccion } from '#shared/domain/eleccion.ts';
import { encabezadoDe, type ActaEncabezado } from '#shared/domain/encabezado.ts';
import { cuentaEnPorcentaje } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { NO_APLICA, type Valor } from '#shared/domain/valor.ts';
import { CLAVES_ENCABEZADO, type ClaveEncabezado } from '#shared/prep-csv/encabezado-prep.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { FORMATOS } from '#shared/prep-csv/formatos.ts';
import type { CeldaRara } from '#shared/prep-csv/leer.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import type { TareaActa, TareaFuera } from './centro.ts';

export type Diferencia = { readonly eleccion: TipoEleccion; readonly clave: string; readonly columna: string; readonly esperado: string; readonly publicado: string };
export type Comparacion = {
  readonly diferencias: readonly Diferencia[];
  /** Cells and header figures that were compared. */
  readonly celdas: number;
  readonly cifras: number;
  readonly imagenes: number;
  /** The 13 figures of each published file. */
  readonly encabezados: Readonly<Partial<Record<TipoEleccion, Readonly<Record<ClaveEncabezado, string>>>>>;
};

type Celda = string | number | null | undefined;

/** Collects what differs; everything that is looked at counts. */
const crearCotejo = (eleccion: TipoEleccion) => {
  const diferencias: Diferencia[] = [];
  const cuenta = { celdas: 0, cifras: 0, imagenes: 0 };
  return {
    diferencias, cuenta,
    celda: (clave: string, columna: string, esperado: Celda, publicado: Celda): void => {
      cuenta.celdas += 1;
      const [e, p] = [String(esperado ?? ''), String(publicado ?? '')];
      if (e !== p) diferencias.push({ eleccion, clave, columna, esperado: e, publicado: p });
    },
    falta: (clave: string, columna: string, esperado: string, publicado: string): void => void diferencias.push({ eleccion, clave, columna, esperado, publicado }),
  };
};
type Cotejo = ReturnType<typeof crearCotejo>;

const CLAVE_CASILLA = /^\d{6}[A-Z]\d{4}$/;

const codigos = (texto: string): string => (leerObservaciones(texto) ?? [texto]).join(', ');

/**
 * What identifies an acta: as the truth says it, or as the package does where the truth does not: rows that were not
 * captured, cells left empty, a key that had to be made anew. Names are the package's, which has one for each place. A
 * mesa outside the sections shows none, whatever its key.
 */
const compararIdentidad = (c: Cotejo, p: FilaPrep, fila: FilaPrep, paquete: FilaPrep): void => {
  const k = p.claveActa;
  const mesa = esMesaSinSeccion(paquete.tipoCasilla as TipoCasilla);
  const texto = (columna: 'seccion' | 'idCasilla' | 'tipoCasilla' | 'extContigua'): string => fila[columna] || paquete[columna];
  c.celda(k, 'CLAVE_CASILLA', CLAVE_CASILLA.test(fila.claveCasilla) ? fila.claveCasilla : paquete.claveCasilla, p.claveCasilla);
  c.celda(k, 'ID_ENTIDAD', (fila.entidad.id || paquete.entidad.id).padStart(2, '0'), p.entidad.id.padStart(2, '0'));
  c.celda(k, 'ENTIDAD', paquete.entidad.nombre.trim(), p.entidad.nombre.trim());
  c.celda(k, 'ID_DISTRITO', (fila.ambito ?? paquete.ambito)?.id, p.ambito?.id);
  c.celda(k, 'DISTRITO', paquete.ambito?.nombre.trim(), p.ambito?.nombre.trim());
  c.celda(k, 'seccion', mesa ? '' : texto('seccion'), p.seccion);
  c.celda(k, 'idCasilla', mesa ? '' : texto('idCasilla'), p.idCasilla);
  c.celda(k, 'tipoCasilla', texto('tipoCasilla'), p.tipoCasilla);
  c.celda(k, 'extContigua', texto('extContigua'), p.extContigua);
  c.celda(k, 'ubicacion', paquete.ubicacion, p.ubicacion);
  c.celda(k, 'listaNominal', fila.listaNominal ?? paquete.listaNominal, p.listaNominal);
  // Without its lista nominal the package has no limit to take them for.
  c.celda(k, 'representantes', fila.listaNominal === null ? paquete.representantes : fila.representantes, p.representantes);
};

const dentro = (hora: string | null, { inicio, fin }: Paquete['ventana']): boolean => hora !== null && Date.parse(hora) >= Date.parse(inicio) && Date.parse(hora) <= Date.parse(fin);

/** Times come from the drill's clock: there must be all three, in their order and inside the window. */
const compararHoras = (c: Cotejo, p: FilaPrep, paquete: Paquete): void => {
  const horas = [p.horaAcopio, p.horaCaptura, p.horaVerificacion];
  const bien = horas.every((h) => dentro(h, paquete.ventana)) && horas.every((h, i) => i === 0 || Date.parse(h ?? '') >= Date.parse(horas[i - 1] ?? ''));
  c.celda(p.claveActa, 'FECHA_HORA', 'acopio ≤ captura ≤ verificación, en la ventana', bien ? 'acopio ≤ captura ≤ verificación, en la ventana' : horas.join(' · '));
};

const compararCapturada = (c: Cotejo, p: FilaPrep, t: TareaActa, paquete: Paquete): void => {
  const { esperada, simulada: { eleccion, acta } } = t;
  const k = acta.clave;
  c.celda(k, 'TIPO_ACTA', acta.tipoActa, p.tipoActa);
  c.celda(k, 'OBSERVACIONES', esperada.observaciones.join(', '), codigos(p.observaciones));
  c.celda(k, 'CONTABILIZADA', esperada.contabilizada, p.contabilizada);
  c.celda(k, 'TOTAL_VOTOS_CALCULADO', esperada.calculado, p.calculado);
  c.celda(k, 'MECANISMOS_TRASLADO', esperada.mecanismo, p.mecanismoTraslado);
  c.celda(k, 'CODIGO_INTEGRIDAD', t.vigente, p.codigoIntegridad);
  if (esperada.valores === null) {
    c.celda(k, 'SIN ACTA', t.simulada.fila.sinActa, p.sinActa);
    const escritos = Object.values(p.valores).filter((v) => v !== NO_APLICA).length;
    c.celda(k, 'VOTOS', 0, escritos);
    return;
  }
  c.celda(k, 'ORIGEN', esperada.origen, p.origen);
  c.celda(k, 'DIGITALIZACION', esperada.digitalizacion, p.digitalizacion);
  c.celda(k, 'TIPO_DOCUMENTO', esperada.tipoDocumento, p.tipoDocumento);
  compararHoras(c, p, paquete);
  // A column that is not on the ballot was not captured: it must be a dash, and nothing else may be one.
  const claves = new Set([...Object.keys(esperada.valores), ...clavesVoto(eleccion), ...Object.keys(p.valores)]);
  for (const clave of claves) c.celda(k, clave, esperada.valores[clave] ?? (NO_APLICA satisfies Valor), p.valores[clave]);
};

const compararSinCapturar = (c: Cotejo, p: FilaPrep): void => {
  c.celda(p.claveActa, 'CONTABILIZADA', null, p.contabilizada);
  c.celda(p.claveActa, 'VOTOS', 0, Object.keys(p.valores).length);
};

type Entrada = { readonly paquete: Paquete; readonly eleccion: Eleccion; readonly tareas: ReadonlyMap<string, TareaActa>; readonly fuera: readonly TareaFuera[] };

/** The row that an acta without capture must have, by the package alone. */
const filaDePaquete = (p: FilaPrep, { paquete, eleccion }: Entrada): FilaPrep => {
  const acta = paquete.actas.find((a) => a.clave === p.claveActa);
  const casilla = paquete.casillas.find((c) => c.clave === acta?.casilla);
  if (!acta || !casilla) return p;
  const ambito = eleccion.ambito === 'municipio' ? casilla.municipio : (casilla.distrito ?? casilla.municipio);
  return {
    ...p, claveCasilla: casilla.clave, entidad: paquete.entidad, ambito, seccion: casilla.seccion, idCasilla: casilla.idCasilla, tipoCasilla: casilla.tipo,
    extContigua: casilla.extContigua, ubicacion: casilla.ubicacion, listaNominal: acta.listaNominal, representantes: acta.representantes,
  };
};

/** Every acta of the package once and no other; those fuera de catálogo as many as were declared, by their image where the layout shows it. */
const compararFilas = (c: Cotejo, filas: readonly FilaPrep[], e: Entrada): void => {
  const enCatalogo = filas.filter((f) => f.contabilizada !== 2);
  const vistas = new Set<string>();
  const porClave = new Map(e.paquete.actas.filter((a) => a.eleccion === e.eleccion.id).map((a) => [a.clave, a]));
  for (const p of enCatalogo) {
    if (vistas.has(p.claveActa)) c.falta(p.claveActa, '(renglón)', 'una vez', 'dos veces');
    if (!porClave.has(p.claveActa)) c.falta(p.claveActa, '(renglón)', 'no está en el catálogo', 'publicado');
    vistas.add(p.claveActa);
    const tarea = e.tareas.get(p.claveActa);
    const delPaquete = filaDePaquete(p, e);
    compararIdentidad(c, p, tarea ? tarea.simulada.fila : delPaquete, delPaquete);
    if (tarea) compararCapturada(c, p, tarea, e.paquete);
    else compararSinCapturar(c, p);
  }
  for (const clave of porClave.keys()) if (!vistas.has(clave)) c.falta(clave, '(renglón)', 'una vez', 'falta');
  const deFuera = filas.filter((f) => f.contabilizada === 2);
  c.celda('FUERA DE CATÁLOGO', '(renglones)', e.fuera.length, deFuera.length);
  for (const f of deFuera) {
    c.celda('FUERA DE CATÁLOGO', 'OBSERVACIONES', 'fuera_de_catalogo', codigos(f.observaciones));
    c.celda('FUERA DE CATÁLOGO', 'VOTOS', 0, Object.keys(f.valores).length);
  }
  if (FORMATOS[e.paquete.formatoCsv].fuera.integridadDeImagen) {
    c.celda('FUERA DE CATÁLOGO', 'CODIGO_INTEGRIDAD', e.fuera.map((f) => f.imagen).sort().join(' '), deFuera.map((f) => f.codigoIntegridad).sort().join(' '));
  }
};

const paraEncabezado = (e: Entrada): ActaEncabezado[] => {
  const tipos = new Map(e.paquete.casillas.map((c) => [c.clave, c.tipo]));
  const delCatalogo = e.paquete.actas.filter((a) => a.eleccion === e.eleccion.id).map((a): ActaEncabezado => {
    const esperada = e.tareas.get(a.clave)?.esperada;
    return {
      contabilizada: esperada?.contabilizada ?? null, enPorcentaje: esperada !== undefined && cuentaEnPorcentaje(esperada.observaciones),
      calculado: esperada?.calculado ?? null, listaNominal: a.listaNominal, tipoCasilla: tipos.get(a.casilla) ?? '',
    };
  });
  return [...delCatalogo, ...e.fuera.map((): ActaEncabezado => ({ contabilizada: 2, enPorcentaje: false, calculado: null, listaNominal: null, tipoCasilla: '' }))];
};

/** The 13 figures of the file, and the same ones where the site shows them. */
const compararEncabezado = (c: Cotejo, publicado: Readonly<Record<ClaveEncabezado, string>>, sitio: Readonly<Record<string, string>>, e: Entrada): void => {
  const esperado = encabezadoDe(paraEncabezado(e), { ultimoCorte: true });
  const nombres = FORMATOS[e.paquete.formatoCsv].encabezado;
  CLAVES_ENCABEZADO.forEach((clave, i) => {
    c.cuenta.cifras += 1;
    const nombre = nombres[i] ?? clave;
    c.celda('(encabezado)', nombre, esperado[clave], publicado[clave]);
    c.celda('(encabezado del sitio)', nombre, publicado[clave], sitio[nombre]);
  });
};

/** The image published beside each acta is, byte by byte, the one whose hash the file gives. */
const compararImagenes = async (c: Cotejo, carpeta: string, filas: readonly FilaPrep[]): Promise<void> => {
  for (const f of filas) {
    if (!/^[0-9a-f]{64}$/.test(f.codigoIntegridad)) continue;
    const subcarpeta = path.join(carpeta, 'actas', f.codigoIntegridad.slice(0, 2));
    const nombre = (await readdir(subcarpeta).catch(() => [])).find((n) => n.startsWith(f.codigoIntegridad));
    const sha = nombre === undefined ? 'falta' : createHash('sha256').update(await readFile(path.join(subcarpeta, nombre))).digest('hex');
    c.cuenta.imagenes += 1;
    c.celda(f.claveActa, 'imagen publicada', f.codigoIntegridad, sha);
  }
};

/** Reads back the ZIP that was published for one election. */
const leerZip = async (corte: Corte, eleccion: Eleccion): Promise<{ leido: ArchivoLeido; sitio: Readonly<Record<string, string>> }> => {
  const publicada = corte.main.elecciones.find((e) => e.id === eleccion.id);
  const [leido] = publicada ? await leerArchivoPrep(path.join(corte.carpeta, publicada.zip)) : [];
  if (!publicada || !leido) throw new Error(`election ${eleccion.id} was not published`);
  return { leido, sitio: publicada.encabezado };
};

/** A TIPO_ACTA that no other issuer has is odd to who reads the file, and what the package says. */
const deSuTipo = (rara: CeldaRara, paquete: Paquete): boolean => rara.codigo === 'tipo_acta_dudoso' && paquete.actas.some((a) => a.tipoActa === rara.valor);

/** Compares what was published with what must be, cell by cell, for every election of the package. */
export const compararPublicado = async (corte: Corte, paquete: Paquete, tareas: readonly TareaActa[], fuera: readonly TareaFuera[]): Promise<Comparacion> => {
  const total = { diferencias: [] as Diferencia[], celdas: 0, cifras: 0, imagenes: 0 };
  const encabezados: Partial<Record<TipoEleccion, Readonly<Record<ClaveEncabezado, string>>>> = {};
  for (const eleccion of paquete.elecciones) {
    const cotejo = crearCotejo(eleccion.id);
    const { leido, sitio } = await leerZip(corte, eleccion);
    const entrada: Entrada = {
      paquete, eleccion, tareas: new Map(tareas.filter((t) => t.simulada.eleccion.id === eleccion.id).map((t) => [t.simulada.acta.clave, t])),
      fuera: fuera.filter((f) => f.simulada.eleccion.id === eleccion.id),
    };
    for (const rara of leido.raras.filter((r) => !deSuTipo(r, paquete))) cotejo.falta(`renglón ${rara.renglon}`, rara.columna, 'legible', `${rara.codigo} «${rara.valor}»`);
    compararFilas(cotejo, leido.filas, entrada);
    compararEncabezado(cotejo, leido.cabecera.encabezado, sitio, entrada);
    await compararImagenes(cotejo, corte.carpeta, leido.filas);
    encabezados[eleccion.id] = leido.cabecera.encabezado;
    total.diferencias.push(...cotejo.diferencias);
    total.celdas += cotejo.cuenta.celdas;
    total.cifras += cotejo.cuenta.cifras;
    total.imagenes += cotejo.cuenta.imagenes;
  }
  return { ...total, encabezados };
};
