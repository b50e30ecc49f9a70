import { ILEGIBLE, SIN_DATO, type Valor, type Valores } from '#shared/domain/valor.ts';
import { valorDe } from '#renderer/features/captura/formulario.ts';

export type Lectura = 'a' | 'b' | 'otro';
type Decidido = { readonly lectura: Lectura; readonly escrito: string };
/** What a third person decides on the fields that two people read differently. */
export type Decision = {
  readonly distintos: readonly string[];
  readonly decididos: Readonly<Record<string, Decidido>>;
  readonly foco: number;
  /** The row is open to digits: the person pressed «otro». */
  readonly escribiendo: boolean;
};
export type RespuestaDecision = { readonly decision: Decision; readonly atendida: boolean; readonly guardar: boolean };
export type Capturas = readonly [Valores, Valores];

const MAXIMO_CIFRAS = 6;
export const decisionNueva = (distintos: readonly string[]): Decision => ({ distintos, decididos: {}, foco: 0, escribiendo: false });

const claveActual = (d: Decision): string => d.distintos[d.foco] ?? '';
export const escritoPara = (v: Valor | undefined): string => (v === undefined || v === 'no_aplica' ? '' : String(v));

const decidir = (d: Decision, lectura: Lectura, escrito: string): Decision => ({ ...d, decididos: { ...d.decididos, [claveActual(d)]: { lectura, escrito } } });
const completo = (d: Decision, clave: string): boolean => valorDe(d.decididos[clave]?.escrito ?? '') !== null;
export const faltantes = (d: Decision): string[] => d.distintos.filter((clave) => !completo(d, clave));

/** The decision with the caret on another row. */
export const irAFila = (d: Decision, fila: number): Decision => ({ ...d, foco: Math.max(0, Math.min(d.distintos.length - 1, fila)), escribiendo: false });

/** The first row after this one without decision, else the first of all, else stays. */
const alPendiente = (d: Decision): Decision => {
  const pendientes = new Set(faltantes(d));
  const orden = d.distintos.map((_, i) => (d.foco + 1 + i) % d.distintos.length);
  const fila = orden.find((i) => pendientes.has(d.distintos[i] ?? ''));
  return fila === undefined ? { ...d, escribiendo: false } : irAFila(d, fila);
};

const escribir = (d: Decision, cifra: string): Decision => {
  const antes = d.decididos[claveActual(d)]?.escrito ?? '';
  const cifras = /^\d+$/.test(antes) ? antes : '';
  return cifras.length >= MAXIMO_CIFRAS ? d : decidir(d, 'otro', cifras + cifra);
};

/** A mark equal to one of the readings is that reading: it needs no reason. */
const lecturaDe = (capturas: Capturas, clave: string, escrito: string): Lectura => {
  const valor = valorDe(escrito);
  if (valor !== null && capturas[0][clave] === valor) return 'a';
  return valor !== null && capturas[1][clave] === valor ? 'b' : 'otro';
};

/** The decision as a draft left it. */
export const decisionDe = (distintos: readonly string[], capturas: Capturas, borrador: { readonly escritos: Readonly<Record<string, string>>; readonly foco: number } | null): Decision => {
  const nueva = decisionNueva(distintos);
  if (borrador === null) return nueva;
  const suyos = Object.entries(borrador.escritos).filter(([clave]) => distintos.includes(clave));
  return { ...irAFila(nueva, borrador.foco), decididos: Object.fromEntries(suyos.map(([clave, escrito]) => [clave, { lectura: lecturaDe(capturas, clave, escrito), escrito }])) };
};

/** What is decided, for the draft. */
export const borradorDe = (d: Decision): { escritos: Record<string, string>; foco: number } => ({
  escritos: Object.fromEntries(Object.entries(d.decididos).flatMap(([clave, { escrito }]) => (valorDe(escrito) === null ? [] : [[clave, escrito]]))),
  foco: d.foco,
});

const marcar = (d: Decision, capturas: Capturas, marca: string): Decision => alPendiente(decidir(d, lecturaDe(capturas, claveActual(d), marca), marca));

const alEnter = (d: Decision, capturas: Capturas): RespuestaDecision => {
  const clave = claveActual(d);
  const escrito = d.decididos[clave]?.escrito ?? '';
  if (d.escribiendo && valorDe(escrito) === null) return { decision: d, atendida: true, guardar: false };
  const cerrada = d.escribiendo ? decidir({ ...d, escribiendo: false }, lecturaDe(capturas, clave, escrito), escrito) : d;
  return faltantes(cerrada).length > 0 ? { decision: alPendiente(cerrada), atendida: true, guardar: false } : { decision: cerrada, atendida: true, guardar: true };
};

/**
 * The decision after one key: 1 and 2 choose a reading, 3 opens the row to another value (then digits are digits),
 * / and * are marks, Enter goes on and, with everything decided, saves.
 */
export const oprimirDecision = (d: Decision, tecla: string, capturas: Capturas): RespuestaDecision => {
  const con = (decision: Decision): RespuestaDecision => ({ decision, atendida: true, guardar: false });
  const clave = claveActual(d);
  if (d.escribiendo && /^[0-9]$/.test(tecla)) return con(escribir(d, tecla));
  switch (tecla) {
    case '1':
      return con(alPendiente(decidir(d, 'a', escritoPara(capturas[0][clave]))));
    case '2':
      return con(alPendiente(decidir(d, 'b', escritoPara(capturas[1][clave]))));
    case '3':
      return con({ ...decidir(d, 'otro', ''), escribiendo: true });
    case '/':
      return con(marcar(d, capturas, ILEGIBLE));
    case '*':
      return con(marcar(d, capturas, SIN_DATO));
    case 'Backspace':
      return con(d.escribiendo ? decidir(d, 'otro', '') : { ...d, decididos: Object.fromEntries(Object.entries(d.decididos).filter(([k]) => k !== clave)) });
    case 'ArrowDown':
      return con(irAFila(d, d.foco + 1));
    case 'ArrowUp':
      return con(irAFila(d, d.foco - 1));
    case 'Enter':
      return alEnter(d, capturas);
    default:
      return { decision: d, atendida: false, guardar: false };
  }
};

/** Whether some value is neither reading: a reason must go with it. */
export const necesitaMotivo = (d: Decision): boolean => d.distintos.some((clave) => d.decididos[clave]?.lectura === 'otro');

/** All the values to store: the fields where both agree and those decided; null while one is missing. */
export const valoresResueltos = (d: Decision, iguales: Valores): Valores | null => {
  const valores: Record<string, Valor> = { ...iguales };
  for (const clave of d.distintos) {
    const valor = valorDe(d.decididos[clave]?.escrito ?? '');
    if (valor === null) return null;
    valores[clave] = valor;
  }
  return valores;
};
