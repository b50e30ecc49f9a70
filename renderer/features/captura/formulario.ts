import type { Campo } from '#shared/domain/acta.ts';
import { ILEGIBLE, SIN_DATO, type Valor, type Valores } from '#shared/domain/valor.ts';

/** What was typed in one field: digits as they were typed, or a mark. */
export type Escrito = string;
export type Formulario = {
  readonly claves: readonly string[];
  readonly escritos: Readonly<Record<string, Escrito>>;
  /** Index of the field that has the caret. */
  readonly foco: number;
  /** The next digit replaces what is there: the person came back to a field that was already written. */
  readonly reemplazar: boolean;
  /** Field that was left without value when Enter was pressed. */
  readonly falta: string | null;
};
/** What the screen must do after a key. */
export type Efecto = 'ninguno' | 'guardar' | 'soltar';
export type Respuesta = { readonly formulario: Formulario; readonly efecto: Efecto; readonly atendida: boolean };

/** 999,999: one more digit is a slip of the hand (shared/domain/valor.ts). */
const MAXIMO_CIFRAS = 6;

/** An empty form: one field per key, in the order of the paper. */
export const formularioNuevo = (campos: readonly Pick<Campo, 'clave'>[]): Formulario => ({
  claves: campos.map((c) => c.clave),
  escritos: {},
  foco: 0,
  reemplazar: false,
  falta: null,
});

/** The form as a draft left it. Fields that the acta does not have are dropped. */
export const formularioDe = (campos: readonly Pick<Campo, 'clave'>[], borrador: { readonly escritos: Readonly<Record<string, Escrito>>; readonly foco: number } | null): Formulario => {
  const nuevo = formularioNuevo(campos);
  if (borrador === null) return nuevo;
  const escritos = Object.fromEntries(Object.entries(borrador.escritos).filter(([clave]) => nuevo.claves.includes(clave)));
  // The caret goes back to where it was, and the next digit follows those that were there.
  return { ...nuevo, escritos, foco: Math.min(borrador.foco, Math.max(0, nuevo.claves.length - 1)) };
};

/** What is written, for the draft: empty fields are left out. */
export const borradorDe = (f: Formulario): { escritos: Record<string, Escrito>; foco: number } => ({
  escritos: Object.fromEntries(f.claves.map((clave) => [clave, escritoEn(f, clave)] as const).filter(([, escrito]) => escrito !== '')),
  foco: f.foco,
});

export const escritoEn = (f: Formulario, clave: string): Escrito => f.escritos[clave] ?? '';
const esMarca = (escrito: Escrito): boolean => escrito === ILEGIBLE || escrito === SIN_DATO;
const claveActual = (f: Formulario): string => f.claves[f.foco] ?? '';
const poner = (f: Formulario, escrito: Escrito): Formulario => ({ ...f, escritos: { ...f.escritos, [claveActual(f)]: escrito }, reemplazar: false, falta: null });

/** The form with the caret in another field. */
export const irACampo = (f: Formulario, indice: number): Formulario => {
  const foco = Math.max(0, Math.min(f.claves.length - 1, indice));
  return { ...f, foco, reemplazar: escritoEn(f, f.claves[foco] ?? '') !== '', falta: foco === f.foco ? f.falta : null };
};

const escribirCifra = (f: Formulario, cifra: string): Formulario => {
  const antes = escritoEn(f, claveActual(f));
  if (f.reemplazar || esMarca(antes)) return poner(f, cifra);
  return antes.length >= MAXIMO_CIFRAS ? f : poner(f, antes + cifra);
};

const avanzar = (f: Formulario): Respuesta => {
  const listo = { atendida: true, efecto: 'ninguno' } as const;
  if (escritoEn(f, claveActual(f)) === '') return { ...listo, formulario: { ...f, falta: claveActual(f) } };
  if (f.foco < f.claves.length - 1) return { ...listo, formulario: irACampo(f, f.foco + 1) };
  const vacio = f.claves.findIndex((clave) => escritoEn(f, clave) === '');
  if (vacio >= 0) return { ...listo, formulario: { ...irACampo(f, vacio), falta: f.claves[vacio] ?? null } };
  return { formulario: f, efecto: 'guardar', atendida: true };
};

/** The form after one key. `atendida` false: the key is not of the form and may be of somebody else. */
export const teclear = (f: Formulario, tecla: string): Respuesta => {
  const con = (formulario: Formulario): Respuesta => ({ formulario, efecto: 'ninguno', atendida: true });
  if (/^[0-9]$/.test(tecla)) return con(escribirCifra(f, tecla));
  switch (tecla) {
    case '/':
      return con(poner(f, ILEGIBLE));
    case '*':
      return con(poner(f, SIN_DATO));
    case 'Backspace':
    case 'Delete':
      return con(poner(f, ''));
    case 'ArrowDown':
    case 'ArrowRight':
      return con(irACampo(f, f.foco + 1));
    case 'ArrowUp':
    case 'ArrowLeft':
      return con(irACampo(f, f.foco - 1));
    case 'Home':
      return con(irACampo(f, 0));
    case 'End':
      return con(irACampo(f, f.claves.length - 1));
    case 'Enter':
      return avanzar(f);
    case 'Escape':
      return { formulario: f, efecto: 'soltar', atendida: true };
    default:
      return { formulario: f, efecto: 'ninguno', atendida: false };
  }
};

/** How many fields have something. */
export const escritosDe = (f: Formulario): number => f.claves.filter((clave) => escritoEn(f, clave) !== '').length;

/** What one text stands for; null when nothing was written. Leading zeros of the paper's boxes mean nothing. */
export const valorDe = (escrito: Escrito): Valor | null => {
  if (escrito === ILEGIBLE || escrito === SIN_DATO) return escrito;
  return /^\d{1,6}$/.test(escrito) ? Number(escrito) : null;
};

/** The values to store, or null while a field is empty. */
export const valoresDe = (f: Formulario): Valores | null => {
  const valores: Record<string, Valor> = {};
  for (const clave of f.claves) {
    const valor = valorDe(escritoEn(f, clave));
    if (valor === null) return null;
    valores[clave] = valor;
  }
  return valores;
};
