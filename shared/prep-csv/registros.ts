/**
 * A quoted cell longer than this was never closed: no cell of a PREP file, nor a whole row, has so many characters. Its
 * quote is then taken as one more character, and the damage ends with its line.
 */
const MAXIMO_ENTRE_COMILLAS = 4096;

/** No line of a PREP file is this long: what goes on without an end is cut, so that it costs neither memory nor a search over and over. */
const MAXIMA_LINEA = 1_048_576;

export type ReceptorRegistros = {
  /** Cells of a record, and the line where it starts, from 1. An empty line is one empty cell. */
  readonly registro: (celdas: string[], renglon: number) => void;
  /** A quote that opens a cell and is never closed. */
  readonly sinCerrar: (renglon: number) => void;
};

export type Separador = {
  /** The next piece of the text; it may end anywhere. */
  readonly texto: (trozo: string) => void;
  readonly fin: () => void;
};

/** A whole record, where the next one starts, and how many lines it takes. */
type Registro = { readonly celdas: string[]; readonly siguiente: number; readonly lineas: number };

const COMILLA = '"';
const contarFines = (s: string): number => s.match(/\r\n|\r|\n/g)?.length ?? 0;

/** Nearest CR or LF from a place on. Both searches are kept until passed, so a file with one kind is not scanned twice. */
const crearBuscadorDeFin = (): { reiniciar: () => void; desde: (s: string, pos: number) => number } => {
  let lf = -2;
  let cr = -2;
  const proximo = (s: string, caracter: string, actual: number, pos: number): number => {
    if (actual === Infinity || actual >= pos) return actual;
    const hallado = s.indexOf(caracter, pos);
    return hallado < 0 ? Infinity : hallado;
  };
  return {
    reiniciar: () => {
      lf = -2;
      cr = -2;
    },
    desde: (s, pos) => {
      lf = proximo(s, '\n', lf, pos);
      cr = proximo(s, '\r', cr, pos);
      return Math.min(lf, cr);
    },
  };
};

/**
 * Splits a CSV into records while it arrives. Takes any end of line (LF, CRLF, CR, mixed), cells in quotes with
 * delimiters, doubled quotes and line ends inside, and quotes that open nothing (`="230085B0100"`), as real PREP files
 * have (domain: 2.2). Why not a library: docs/performance.md.
 */
export const crearSeparador = (delimitador: string, receptor: ReceptorRegistros): Separador => {
  const finDeLinea = crearBuscadorDeFin();
  let pendiente = '';
  let renglon = 1;
  let inicio = true;

  /** Place after the end of line at `eol`; null when a CR may still be followed by its LF. */
  const trasFin = (s: string, eol: number, ultimo: boolean): number | null => {
    if (s.charCodeAt(eol) !== 13) return eol + 1;
    if (eol + 1 === s.length && !ultimo) return null;
    return s.charCodeAt(eol + 1) === 10 ? eol + 2 : eol + 1;
  };

  /**
   * Place of the quote that closes the cell opened at `abre`: the first one followed by a delimiter, an end of line or
   * the end. -1 when there is none near; null when it may still arrive.
   */
  const cierre = (s: string, abre: number, ultimo: boolean): number | null => {
    let q = s.indexOf(COMILLA, abre + 1);
    while (q >= 0 && q - abre <= MAXIMO_ENTRE_COMILLAS) {
      const sigue = s[q + 1];
      if (sigue === undefined) return ultimo ? q : null;
      if (sigue === delimitador || sigue === '\n' || sigue === '\r') return q;
      q = s.indexOf(COMILLA, sigue === COMILLA ? q + 2 : q + 1);
    }
    if (q < 0 && !ultimo && s.length - abre <= MAXIMO_ENTRE_COMILLAS) return null;
    return -1;
  };

  /** A record with quotes in it, cell by cell. */
  const conComillas = (s: string, desde: number, ultimo: boolean): Registro | null => {
    const celdas: string[] = [];
    let pos = desde;
    for (;;) {
      const cierra = s[pos] === COMILLA ? cierre(s, pos, ultimo) : -1;
      if (cierra === null) return null;
      if (cierra < 0 && s[pos] === COMILLA) receptor.sinCerrar(renglon);
      const eol = Math.min(finDeLinea.desde(s, cierra < 0 ? pos : cierra + 1), s.length);
      const coma = s.indexOf(delimitador, cierra < 0 ? pos : cierra + 1);
      const hasta = coma < 0 || coma > eol ? eol : coma;
      celdas.push(cierra < 0 ? s.slice(pos, hasta) : s.slice(pos + 1, cierra).replaceAll('""', COMILLA));
      if (hasta === eol) {
        if (eol === s.length && !ultimo) return null;
        const siguiente = eol === s.length ? eol : trasFin(s, eol, ultimo);
        return siguiente === null ? null : { celdas, siguiente, lineas: 1 + celdas.reduce((suma, c) => suma + contarFines(c), 0) };
      }
      pos = hasta + 1;
    }
  };

  /** A record without quotes is one cut: the usual case, and several times faster. */
  const siguiente = (s: string, pos: number, ultimo: boolean): Registro | null => {
    const eol = Math.min(finDeLinea.desde(s, pos), s.length);
    if (eol === s.length && !ultimo) return null;
    const linea = s.slice(pos, eol);
    if (linea.includes(COMILLA)) return conComillas(s, pos, ultimo);
    const tras = eol === s.length ? eol : trasFin(s, eol, ultimo);
    return tras === null ? null : { celdas: linea.split(delimitador), siguiente: tras, lineas: 1 };
  };

  const procesar = (s: string, ultimo: boolean): void => {
    let pos = 0;
    finDeLinea.reiniciar();
    while (pos < s.length) {
      const registro = siguiente(s, pos, ultimo);
      if (registro === null) break;
      receptor.registro(registro.celdas, renglon);
      renglon += registro.lineas;
      pos = registro.siguiente;
    }
    pendiente = s.slice(pos);
  };

  return {
    texto: (trozo) => {
      if (trozo === '') return;
      const sinBom = inicio && trozo.startsWith('\uFEFF') ? trozo.slice(1) : trozo;
      inicio = false;
      procesar(pendiente + sinBom, false);
      if (pendiente.length <= MAXIMA_LINEA) return;
      procesar(pendiente, true);
      pendiente = '';
    },
    fin: () => {
      if (pendiente !== '') procesar(pendiente, true);
      pendiente = '';
    },
  };
};
