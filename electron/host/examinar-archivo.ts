import { readFile } from 'node:fs/promises';
import { decodificar, type PaginaGris } from '#electron/vision/decodificar.ts';
import { leerPagina, type PedidoLectura } from '#electron/vision/digitos/leer-digitos.ts';
import { examinarImagen, type Examen } from '#electron/vision/examinar.ts';
import { girarGris } from '#electron/vision/pagina/recortar.ts';
import { contarPaginas, sacarPagina } from '#electron/vision/separar.ts';
import { limitesDe, type LimitesCalidad } from '#shared/domain/calidad.ts';
import type { Quad } from '#shared/domain/homografia.ts';
import type { Lectura } from '#shared/domain/lectura.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { plantillaPara, type Plantilla, type Rect } from '#shared/domain/plantilla.ts';
import { ELECCION_CDMX_2024 } from '#shared/domain/plantilla-cdmx-2024.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import { catalogoQr, identificarQr, type QrIdentificado } from '#shared/domain/qr.ts';
import { cuadroDe } from '#shared/domain/zonas.ts';

/** What `acopio imagen examinar` looks for. */
export type Consulta = { readonly plantilla: Familia | null; readonly paquete: Paquete | null };

/** One figure of the form in the image: its three boxes, and what the digit reader makes of them. */
export type CampoVisto = {
  readonly clave: string;
  readonly nombre: string;
  readonly cajas: readonly { readonly mm: Rect; readonly pixeles: Quad }[];
  readonly valor: number | null;
  readonly confianza: number;
};

export type PaginaVista = Examen & {
  readonly archivo: string;
  /** From 1, of a file of several. */
  readonly pagina: number | null;
  /** What the QR says it is, by the package. */
  readonly acta: string | null;
  /** Why a QR that was read names no acta of the package. */
  readonly ajena: Exclude<QrIdentificado['tipo'], 'acta'> | null;
  readonly limites: LimitesCalidad;
  readonly campos: readonly CampoVisto[];
  /** Name of the digit reader; null when it read nothing. */
  readonly lector: string | null;
  /** The page in gray and upright, for the cuttings; null when it could not be aligned. */
  readonly gris: PaginaGris | null;
};

type Forma = { readonly acta: string | null; readonly ajena: PaginaVista['ajena']; readonly plantilla: Plantilla | null };

/** The template of a page: by its QR and the package; without them, only the specimen's election is known. */
const formaDe = (examen: Examen, { paquete }: Consulta): Forma => {
  const familia = PLANTILLAS.find((f) => f === examen.examen?.alineacion?.plantilla);
  const leido = examen.qr && paquete ? identificarQr(examen.qr.texto, catalogoQr(paquete)) : null;
  const acta = leido?.tipo === 'acta' ? paquete?.actas.find((a) => a.clave === leido.clave) : undefined;
  const casilla = paquete?.casillas.find((c) => c.clave === acta?.casilla);
  const eleccion = paquete?.elecciones.find((e) => e.id === acta?.eleccion);
  const ajena = leido === null || leido.tipo === 'acta' ? null : leido.tipo;
  if (!familia) return { acta: acta?.clave ?? null, ajena, plantilla: null };
  if (acta && casilla && eleccion) return { acta: acta.clave, ajena, plantilla: plantillaPara(eleccion, casilla, acta, familia) };
  const muestra = familia === 'cdmx-2024' ? plantillaPara(ELECCION_CDMX_2024, { distrito: null, municipio: null }, { tipoActa: 'A02' }, familia) : null;
  return { acta: null, ajena, plantilla: muestra };
};

const redondear = (q: Quad): Quad => {
  const r = ([x, y]: Quad[number]): Quad[number] => [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
  return [r(q[0]), r(q[1]), r(q[2]), r(q[3])];
};

const enPixeles = (q: Quad, ancho: number, alto: number): Quad => {
  const p = ([x, y]: Quad[number]): Quad[number] => [x * ancho, y * alto];
  return redondear([p(q[0]), p(q[1]), p(q[2]), p(q[3])]);
};

/** Without the model's file no digit is read: the rest is still worth saying. */
const leerCifras = (pagina: PaginaGris, pedido: PedidoLectura): { readonly lector: string | null; readonly campos: Lectura } => {
  try {
    return leerPagina(pagina, pedido);
  } catch {
    return { lector: null, campos: {} };
  }
};

const leerCampos = async (bytes: Uint8Array, examen: Examen, plantilla: Plantilla | null) => {
  const nada = { campos: [], lector: null, gris: null, ms: 0 };
  const { examen: hoja } = examen;
  if (!plantilla || !hoja?.alineacion) return nada;
  const decodificada = await decodificar(bytes);
  if (!('pagina' in decodificada)) return nada;
  const { alineacion, giro } = hoja;
  const inicio = performance.now();
  const { lector, campos: leidos } = leerCifras(decodificada.pagina, { giro, alineacion, campos: plantilla.campos });
  const ms = Math.round((performance.now() - inicio) * 10) / 10;
  const gris = await girarGris(decodificada.pagina, giro);
  const campos = plantilla.campos.map(({ clave, nombre, numero }): CampoVisto => {
    const { valor = null, confianza = 0 } = leidos[clave] ?? {};
    return { clave, nombre, valor, confianza, cajas: numero.map((mm) => ({ mm, pixeles: enPixeles(cuadroDe(mm, alineacion), gris.ancho, gris.alto) })) };
  });
  return { campos, lector, gris, ms };
};

const verPagina = async (bytes: Uint8Array, archivo: string, pagina: number | null, consulta: Consulta): Promise<PaginaVista> => {
  const limites = limitesDe(consulta.paquete?.reglas.calidad);
  const examen = await examinarImagen(bytes, { plantillas: consulta.plantilla ? [consulta.plantilla] : PLANTILLAS, limites });
  const { acta, ajena, plantilla } = formaDe(examen, consulta);
  const { campos, lector, gris, ms } = await leerCampos(bytes, examen, plantilla);
  const pasos = lector === null ? examen.pasos : { ...examen.pasos, digitos: ms };
  return { ...examen, pasos, archivo, pagina, acta, ajena, limites, campos, lector, gris };
};

/** Looks at a file, and at each page of one that has several. Throws what the system says of a file that cannot be read. */
export async function* examinarArchivo(archivo: string, consulta: Consulta): AsyncGenerator<PaginaVista> {
  const bytes = await readFile(archivo);
  const vista = await verPagina(bytes, archivo, null, consulta);
  if (vista.problema !== 'varias_paginas') {
    yield vista;
    return;
  }
  const cuantas = await contarPaginas(bytes);
  for (let n = 0; n < cuantas; n++) {
    const pagina = await sacarPagina(bytes, n);
    if (pagina === null) yield { ...vista, pagina: n + 1, problema: 'truncada' };
    else yield await verPagina(pagina, archivo, n + 1, consulta);
  }
}
