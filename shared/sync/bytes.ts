/** The bytes of a text without accents, which most of a journal is; null at the first character that is not ASCII. */
const ascii = (texto: string): Uint8Array | null => {
  const salida = new Uint8Array(texto.length);
  for (let i = 0; i < texto.length; i++) {
    const c = texto.charCodeAt(i);
    if (c >= 0x80) return null;
    salida[i] = c;
  }
  return salida;
};

/** UTF-8 bytes of a string. `shared` has no TextEncoder: ES only. Lone surrogates become U+FFFD. */
export const utf8 = (texto: string): Uint8Array => ascii(texto) ?? deVariosBytes(texto);

const deVariosBytes = (texto: string): Uint8Array => {
  const salida = new Uint8Array(texto.length * 3);
  let n = 0;
  for (let i = 0; i < texto.length; i++) {
    let c = texto.charCodeAt(i);
    if (c >= 0xd800 && c <= 0xdfff) {
      const bajo = texto.charCodeAt(i + 1);
      if (c <= 0xdbff && bajo >= 0xdc00 && bajo <= 0xdfff) {
        c = 0x10000 + ((c - 0xd800) << 10) + (bajo - 0xdc00);
        i++;
      } else c = 0xfffd;
    }
    if (c < 0x80) salida[n++] = c;
    else if (c < 0x800) {
      salida[n++] = 0xc0 | (c >> 6);
      salida[n++] = 0x80 | (c & 63);
    } else if (c < 0x10000) {
      salida[n++] = 0xe0 | (c >> 12);
      salida[n++] = 0x80 | ((c >> 6) & 63);
      salida[n++] = 0x80 | (c & 63);
    } else {
      salida[n++] = 0xf0 | (c >> 18);
      salida[n++] = 0x80 | ((c >> 12) & 63);
      salida[n++] = 0x80 | ((c >> 6) & 63);
      salida[n++] = 0x80 | (c & 63);
    }
  }
  return salida.slice(0, n);
};

const NO_ASCII = /[\u0080-\uffff]+/g;

/** How many bytes `utf8` gives, without making them. The expression passes over a long text several times as fast as a loop. */
export const largoUtf8 = (texto: string): number => {
  let n = texto.length;
  for (const tramo of texto.match(NO_ASCII) ?? []) {
    for (let i = 0; i < tramo.length; i++) {
      const c = tramo.charCodeAt(i);
      // A pair of surrogates is two characters and four bytes; a lone one becomes U+FFFD, of three.
      if (c >= 0xd800 && c <= 0xdbff && (tramo.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
      n += c < 0x800 ? 1 : 2;
    }
  }
  return n;
};
