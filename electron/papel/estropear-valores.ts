import { numeroALetra } from '#shared/domain/letra.ts';
import { ASENTADO, clavesVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import { esNumero, ILEGIBLE, SIN_DATO, type Valor, type Valores } from '#shared/domain/valor.ts';
import { crearAzar } from './azar.ts';

export const DANOS_VALORES = ['suma', 'letra', 'vacio', 'garabato'] as const;
/** suma: the total asentado does not add up; letra: words of one figure, digits of another; vacio, garabato: fields blank or scribbled. */
export type DanoValores = (typeof DANOS_VALORES)[number];

export type Escrito = {
  readonly valores: Valores;
  /** Fields whose words are of another figure. Letter prevails (domain: section 10), so `valores` holds what the words say. */
  readonly letra: Readonly<Record<string, string>>;
  readonly numero: Readonly<Record<string, string>>;
};

/** Changes what an acta says as people do when they fill it badly. The result's `valores` is the truth to be captured. */
export const estropearValores = (eleccion: Pick<Eleccion, 'columnas'>, valores: Valores, danos: readonly DanoValores[], semilla: number | string): Escrito => {
  const azar = crearAzar(semilla);
  const nuevos: Record<string, Valor> = { ...valores };
  const letra: Record<string, string> = {};
  const numero: Record<string, string> = {};
  const pendientes = clavesVoto(eleccion).filter((c) => esNumero(valores[c]));
  const tomar = (): string | undefined => pendientes.splice(azar.entero(0, pendientes.length - 1), 1)[0];
  for (const dano of danos) {
    if (dano === 'suma') {
      const total = valores[ASENTADO];
      if (esNumero(total)) nuevos[ASENTADO] = Math.max(0, total + azar.elegir([-10, -1, 1, 2, 9, 10, 100]));
      continue;
    }
    const clave = tomar();
    const valor = clave === undefined ? undefined : valores[clave];
    if (clave === undefined || !esNumero(valor)) continue;
    if (dano === 'vacio') nuevos[clave] = SIN_DATO;
    if (dano === 'garabato') nuevos[clave] = ILEGIBLE;
    if (dano === 'letra') {
      letra[clave] = numeroALetra(valor);
      numero[clave] = String(valor >= 10 ? valor + 10 : valor + 1).padStart(3, '0');
    }
  }
  return { valores: nuevos, letra, numero };
};
