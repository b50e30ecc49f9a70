import { crearAzar, type Azar } from '#electron/papel/azar.ts';
import type { Visto } from '#electron/vision/digitos/leer-campo.ts';
import { camposQueDifieren, type LecturaCampo } from '#shared/domain/lectura.ts';
import { esNumero, type Valor } from '#shared/domain/valor.ts';

/** What was read of one field, beside what is written in it. */
export type CampoLeido = { readonly modo: string; readonly valor: Valor; readonly cifras: string | null; readonly vistos: readonly Visto[]; readonly lectura: LecturaCampo };

/** The slips of people who capture: another digit, two of them changed over, one left out or too many. */
const errar = (valor: number, azar: Azar): number => {
  const texto = String(valor);
  const en = azar.entero(0, texto.length - 1);
  const clase = azar.siguiente();
  if (clase < 0.6) return Number(texto.slice(0, en) + String((Number(texto[en]) + azar.entero(1, 9)) % 10) + texto.slice(en + 1));
  if (clase < 0.8 && texto.length > 1) return Number(`${texto[1] ?? ''}${texto[0] ?? ''}${texto.slice(2)}`);
  return clase < 0.9 ? Number(texto.slice(0, -1) || '1') : valor * 10 + azar.entero(0, 9);
};

const parte = (cuantos: number, de: number): number => (de === 0 ? NaN : cuantos / de);
const flagged = (valor: Valor, lectura: LecturaCampo, clara?: number): boolean => camposQueDifieren({ A: valor }, { A: lectura }, clara).length > 0;

export type Cuenta = {
  readonly campos: number; readonly digitos: number;
  /** Of the digits in boxes of three: read as what they are; read as a digit with 95 % confidence or more, and how many of those are right. */
  readonly digitosBien: number; readonly digitosSeguros: number; readonly digitosSegurosBien: number;
  /** Of the fields with a number of up to three digits: read right; clear, and how many of those are right. */
  readonly camposBien: number; readonly camposClaros: number; readonly camposClarosBien: number;
  /** Wrong captures that are flagged, and right ones (blank, illegible and four-digit fields too) that are, per 1,000. */
  readonly avisados: number; readonly falsosPorMil: number;
};

/** The figures of the table, over the fields of one condition, with the limit of what is clear or another. The slips are the same every time. */
export const contar = (campos: readonly CampoLeido[], clara?: number): Cuenta => {
  const azar = crearAzar('deslices');
  const enTres = campos.filter((c) => c.modo === 'tres');
  const digitos = enTres.flatMap(({ cifras, vistos }) => Array.from(cifras ?? '', (d, i) => ({ es: Number(d), visto: vistos.length === 3 ? vistos[i] : undefined })));
  const seguros = digitos.filter((d) => (d.visto?.digito ?? null) !== null && (d.visto?.confianza ?? 0) >= 0.95);
  const conNumero = campos.filter((c) => esNumero(c.valor) && c.valor < 1000);
  const claros = conNumero.filter((c) => c.lectura.valor !== null && flagged(c.lectura.valor + 1, c.lectura, clara));
  const malas = conNumero.flatMap((c) => {
    const mala = esNumero(c.valor) ? errar(c.valor, azar) : null;
    return mala === null || mala === c.valor ? [] : [flagged(mala, c.lectura, clara)];
  });
  return {
    campos: campos.length, digitos: digitos.length,
    digitosBien: parte(digitos.filter((d) => d.visto?.digito === d.es).length, digitos.length),
    digitosSeguros: parte(seguros.length, digitos.length), digitosSegurosBien: parte(seguros.filter((d) => d.visto?.digito === d.es).length, seguros.length),
    camposBien: parte(conNumero.filter((c) => c.lectura.valor === c.valor).length, conNumero.length),
    camposClaros: parte(claros.length, conNumero.length), camposClarosBien: parte(claros.filter((c) => c.lectura.valor === c.valor).length, claros.length),
    avisados: parte(malas.filter(Boolean).length, malas.length), falsosPorMil: 1000 * parte(campos.filter((c) => flagged(c.valor, c.lectura, clara)).length, campos.length),
  };
};

/** Of the flags that the supervisor sees, the share that is right when one in `unaDeCada` figures was captured wrong, twice the same. */
export const precisionDeAvisos = ({ avisados, falsosPorMil }: Cuenta, unaDeCada: number): number =>
  parte(avisados / unaDeCada, avisados / unaDeCada + (falsosPorMil / 1000) * (1 - 1 / unaDeCada));
