/**
 * Tells a reader that types like a keyboard from a person by its timing. A reader's characters come a few milliseconds
 * apart; a person's two keys may roll into each other, twelve in a row cannot.
 */
const ENTRE_TECLAS_MS = 30;
/** A label or a QR of the PREP has 25 characters or more (shared/domain/qr.ts); nobody types twelve of them at that pace. */
const MINIMO_CODIGO = 12;
/** A figure has six digits at most: the seventh in a burst is no figure. */
const MAXIMO_CIFRAS = 6;
/** With a letter among them it is no figure either, and letters are shortcuts of the screen. */
const MAXIMO_MEZCLA = 3;
/** No label is longer (a QR's limit). */
const MAXIMO_CODIGO = 4296;

export type Rafaga = {
  readonly codigo: string;
  readonly ultima: number;
  /** Keys of it were kept from the screen: it cannot be a person any more. */
  readonly tragada: boolean;
};
export type TeclaOprimida = {
  /** KeyboardEvent.key */
  readonly tecla: string;
  /** Milliseconds of any clock that does not jump. */
  readonly hora: number;
  /** With Ctrl, Alt or the system's key, or held down: never a reader's. */
  readonly especial: boolean;
  /** Typed where text is written: it is shown as it comes, and taken back if it was a code. */
  readonly enTexto: boolean;
};
export type Juicio = {
  readonly rafaga: Rafaga;
  /** May be the first key of a code: remember how the screen is before it acts. */
  readonly empieza: boolean;
  /** The screen must not see this key. */
  readonly tragar: boolean;
  /** A code ended: whole, or cut before its Enter. What the screen took of it must be undone. */
  readonly fin: { readonly tipo: 'codigo'; readonly codigo: string } | { readonly tipo: 'cortado' } | null;
};

export const SIN_RAFAGA: Rafaga = { codigo: '', ultima: Number.NEGATIVE_INFINITY, tragada: false };
const MODIFICADORAS = new Set(['Shift', 'CapsLock', 'AltGraph']);
const CORTADO = { tipo: 'cortado' } as const;

const tragarDe = (codigo: string, enTexto: boolean): boolean => !enTexto && codigo.length > (/^\d+$/.test(codigo) ? MAXIMO_CIFRAS : MAXIMO_MEZCLA);

const terminar = (r: Rafaga): Juicio => {
  const entero = r.codigo.length >= MINIMO_CODIGO;
  const esLector = entero || r.tragada;
  return { rafaga: SIN_RAFAGA, empieza: false, tragar: esLector, fin: entero ? { tipo: 'codigo', codigo: r.codigo } : esLector ? CORTADO : null };
};

/** Judges one key press after those of `r`. */
export const juzgar = (r: Rafaga, { tecla, hora, especial, enTexto }: TeclaOprimida): Juicio => {
  const sigue = r.codigo !== '' && hora >= r.ultima && hora - r.ultima < ENTRE_TECLAS_MS;
  // A burst that stopped without its Enter: what was kept from the screen was no person's.
  const fin = !sigue && r.tragada ? CORTADO : null;
  const suelta: Juicio = { rafaga: SIN_RAFAGA, empieza: false, tragar: false, fin };
  if (especial) return suelta;
  if (MODIFICADORAS.has(tecla)) return sigue ? { rafaga: { ...r, ultima: hora }, empieza: false, tragar: false, fin: null } : suelta;
  if (sigue && (tecla === 'Enter' || tecla === 'Tab')) return terminar(r);
  if (!/^[!-~]$/.test(tecla)) return sigue && r.tragada ? { ...suelta, tragar: true, fin: CORTADO } : suelta;
  if (!sigue) return { rafaga: { codigo: tecla, ultima: hora, tragada: false }, empieza: true, tragar: false, fin };
  const codigo = (r.codigo + tecla).slice(0, MAXIMO_CODIGO);
  const tragar = r.tragada || tragarDe(codigo, enTexto);
  return { rafaga: { codigo, ultima: hora, tragada: tragar }, empieza: false, tragar, fin: null };
};

/** What a silence makes of `r`: a burst that the screen was kept from, and never got its Enter, was cut. */
export const callar = (r: Rafaga, hora: number): Juicio | null =>
  r.tragada && hora - r.ultima >= ENTRE_TECLAS_MS ? { rafaga: SIN_RAFAGA, empieza: false, tragar: false, fin: CORTADO } : null;
