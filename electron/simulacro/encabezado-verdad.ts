import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import { encabezadoDe, type ActaEncabezado } from '#shared/domain/encabezado.ts';
import { cuentaEnPorcentaje } from '#shared/domain/inconsistencias.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { porcentaje } from '#shared/domain/porcentaje.ts';
import { CLAVES_ENCABEZADO, type ClaveEncabezado } from '#shared/prep-csv/encabezado-prep.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { FORMATOS } from '#shared/prep-csv/formatos.ts';
import { leerObservaciones } from '#shared/prep-csv/observaciones.ts';
import type { Comparacion } from './comparar.ts';
import type { NoDerivable } from './esperado.ts';
import type { FuenteVerdad, Verdad } from './verdad.ts';

/** Figures of the truth's own header that came out otherwise. They must not, unless a cell that they add up is no derivable. */
export type EncabezadoVerdad = { readonly eleccion: TipoEleccion; readonly distintas: readonly { readonly cifra: string; readonly verdad: string; readonly publicado: string }[] };

type Cifras = Readonly<Record<ClaveEncabezado, string>>;

/** The same number, however it is written: some issuers leave `0` for `0.0000`. */
const esIgual = (a: string, b: string): boolean => a === b || (/^\d+(\.\d+)?$/.test(a) && Number(a) === Number(b));

/** Figures of the truth that are not those given. Its participation may leave out the casillas especiales, as every cut but the last does. */
const distintasDe = (verdad: Cifras, dadas: Cifras): ClaveEncabezado[] => {
  const operacion = porcentaje(Number(dadas.votosSinEspeciales), Number(dadas.listaNominalContabilizadas));
  return CLAVES_ENCABEZADO.filter((c) => !esIgual(verdad[c], dadas[c]) && !(c === 'porcentajeParticipacion' && esIgual(verdad[c], operacion)));
};

const paraEncabezado = (f: FilaPrep): ActaEncabezado => ({
  contabilizada: f.contabilizada, enPorcentaje: cuentaEnPorcentaje(leerObservaciones(f.observaciones) ?? []), calculado: f.calculado, listaNominal: f.listaNominal, tipoCasilla: f.tipoCasilla,
});

/** Figures of the truth that its own rows do not give: no drill can publish those. Every row counts, also when the drill takes a part of them. */
export const cifrasNoDerivables = (fuentes: readonly FuenteVerdad[]): NoDerivable[] => fuentes.flatMap(({ eleccion, filas, encabezado }) => {
  if (encabezado === undefined) return [];
  const propias = encabezadoDe(filas.map(paraEncabezado), { ultimoCorte: true });
  const dadas = Object.fromEntries(CLAVES_ENCABEZADO.map((c) => [c, String(propias[c])])) as Record<ClaveEncabezado, string>;
  return distintasDe(encabezado, dadas).map((c) => ({
    clave: `(encabezado de ${eleccion})`, columna: FORMATOS['2024'].encabezado[CLAVES_ENCABEZADO.indexOf(c)] ?? c, publicado: encabezado[c], reglas: dadas[c],
  }));
});

/** The header of the truth against the published one, where every acta that the truth captured took part and the package has no other. */
export const compararEncabezados = (fuentes: readonly FuenteVerdad[], paquete: Paquete, verdad: Verdad, comparacion: Comparacion): EncabezadoVerdad[] =>
  fuentes.flatMap(({ eleccion, filas, encabezado }) => {
    const publicado = comparacion.encabezados[eleccion];
    const deFuera = filas.filter((f) => f.contabilizada === 2).length;
    const capturadas = filas.filter((f) => f.contabilizada !== null).length - deFuera;
    const entera = verdad.actas.filter((a) => a.eleccion.id === eleccion).length === capturadas && verdad.fuera.filter((f) => f.eleccion.id === eleccion).length === deFuera
      && paquete.actas.filter((a) => a.eleccion === eleccion).length === filas.length - deFuera;
    if (encabezado === undefined || publicado === undefined || !entera) return [];
    return [{ eleccion, distintas: distintasDe(encabezado, publicado).map((cifra) => ({ cifra, verdad: encabezado[cifra], publicado: publicado[cifra] })) }];
  });
