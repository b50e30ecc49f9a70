import type { ProblemaImagen } from '#electron/vision/decodificar.ts';
import { explicarMedida, NOMBRES_MEDIDA, sentidoDe, type LimitesCalidad } from '#shared/domain/calidad.ts';
import { MEDIDAS, type Medida, type Veredicto } from '#shared/domain/examen.ts';
import type { CampoVisto, PaginaVista } from './examinar-archivo.ts';

/** What `acopio imagen examinar` prints of a page. */

const PROBLEMAS: Readonly<Record<ProblemaImagen, string>> = {
  no_es_imagen: 'no es una imagen',
  truncada: 'está incompleta o dañada',
  muy_pequena: 'tiene muy pocos píxeles para leer un acta',
  muy_grande: 'tiene más píxeles de los que puede tener un acta',
  varias_paginas: 'trae varias páginas',
  formato_no_admitido: 'su formato no se admite; guárdela como JPEG, PNG, TIFF o PDF',
};

const AJENAS: Readonly<Record<NonNullable<PaginaVista['ajena']>, string>> = {
  otra_eleccion: 'NINGUNA de este paquete: su QR es de otra elección',
  fuera_de_catalogo: 'NINGUNA de este paquete: la de su QR no está en el catálogo',
  ilegible: 'NINGUNA de este paquete: su QR no es de un acta',
};

const VEREDICTOS: Readonly<Record<Veredicto, string>> = { buena: 'buena', dudosa: 'DUDOSA', repetir: 'REPETIR' };

/** Columns as wide as their widest cell; those named in `derecha` are set to the right. */
const tabla = (filas: readonly (readonly string[])[], derecha: readonly number[]): string[] => {
  const anchos = (filas[0] ?? []).map((_, i) => Math.max(...filas.map((f) => f[i]?.length ?? 0)));
  return filas.map((f) => `  ${f.map((celda, i) => (derecha.includes(i) ? celda.padStart(anchos[i] ?? 0) : celda.padEnd(anchos[i] ?? 0))).join('  ')}`.trimEnd());
};

const numero = (n: number): string => String(Math.round(n * 100) / 100);

const medidas = (vistas: readonly Medida[], limites: LimitesCalidad): string[] => {
  const filas = MEDIDAS.map((nombre) => {
    const medida = vistas.find((m) => m.nombre === nombre);
    const { dudosa, repetir } = limites[nombre];
    const sentido = sentidoDe(limites[nombre]);
    return [NOMBRES_MEDIDA[nombre], medida ? numero(medida.valor) : '-', `${sentido} ${numero(dudosa)}`, `${sentido} ${numero(repetir)}`, medida ? VEREDICTOS[medida.veredicto] : 'no se midió'];
  });
  return tabla([['Medida', 'Valor', 'Dudosa', 'Repetir', 'Veredicto'], ...filas], [1, 2, 3]);
};

const mm = (c: CampoVisto): string => {
  const [primera, ultima] = [c.cajas[0]?.mm, c.cajas.at(-1)?.mm];
  return primera && ultima ? `${primera.x.toFixed(1)},${primera.y.toFixed(1)} a ${(ultima.x + ultima.w).toFixed(1)},${(ultima.y + ultima.h).toFixed(1)}` : '';
};

const px = (c: CampoVisto): string => {
  const [a, b] = [c.cajas[0]?.pixeles[0], c.cajas.at(-1)?.pixeles[2]];
  return a && b ? `${String(Math.round(a[0]))},${String(Math.round(a[1]))} a ${String(Math.round(b[0]))},${String(Math.round(b[1]))}` : '';
};

const campos = (vistos: readonly CampoVisto[]): string[] =>
  tabla([['Campo', 'Recuadros (mm)', 'Recuadros (píxeles)', 'Leído', 'Confianza'], ...vistos.map((c) => [c.clave, mm(c), px(c), c.valor === null ? '-' : String(c.valor), c.confianza.toFixed(2)])], [3, 4]);

const datos = (v: PaginaVista): string[] => {
  const alineacion = v.examen?.alineacion;
  return tabla(
    [
      ['SHA-256', v.sha256],
      ['Formato', v.formato === null ? 'desconocido' : `${v.formato.toUpperCase()}${v.ancho > 0 ? `, ${String(v.ancho)} × ${String(v.alto)} píxeles` : ''}${v.dpi === null ? '' : `, dice ${String(v.dpi)} puntos por pulgada`}`],
      ...(v.examen === null
        ? []
        : [
            ['QR', v.qr === null ? 'no se encuentra' : `${v.qr.texto} (lector ${v.qr.lector})`],
            ...(v.acta === null ? [] : [['Acta', v.acta]]),
            ...(v.ajena === null ? [] : [['Acta', AJENAS[v.ajena]]]),
            ['Marcas', alineacion ? `formato ${alineacion.plantilla}, ${String(alineacion.marcas)} de 4 esquinas` : 'no se encuentran las de ningún formato conocido'],
            ...(alineacion ? [['Alineación', `error ${alineacion.errorMm.toFixed(2)} mm, ${String(v.examen.dpi ?? 0)} puntos por pulgada`]] : []),
            ['Giro', `${String(v.examen.giro)}°`],
          ]),
    ],
    [],
  );
};

/** The whole report of a page, for a person. */
export const informeDePagina = (v: PaginaVista): string => {
  const nombre = `${v.archivo}${v.pagina === null ? '' : `, página ${String(v.pagina)}`}`;
  const tiempos = `  Tiempos (ms): ${Object.entries(v.pasos).map(([paso, ms]) => `${paso} ${String(ms)}`).join(', ')}`;
  if (v.problema !== null || v.examen === null) return [nombre, ...datos(v), `  No se puede usar: ${PROBLEMAS[v.problema ?? 'no_es_imagen']}.`, ''].join('\n');
  const malas = v.examen.medidas.filter((m) => m.veredicto !== 'buena');
  return [
    nombre,
    ...datos(v),
    `  Veredicto: ${VEREDICTOS[v.examen.veredicto]}`,
    ...malas.map((m) => `    ${explicarMedida(m, v.limites)}`),
    '',
    ...medidas(v.examen.medidas, v.limites),
    '',
    ...(v.campos.length > 0 ? [...campos(v.campos), ''] : v.examen.alineacion ? ['  Campos: no se sabe qué filas tiene este formato; dé el paquete de la elección con --paquete.', ''] : []),
    tiempos,
    '',
  ].join('\n');
};
