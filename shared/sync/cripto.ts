/** Cryptography that the wire formats need. `shared` has no Node: each host gives its own (node:crypto on station and central). */
export type Cripto = {
  /** SHA-256 of the bytes, or of the text in UTF-8, as 64 lower-case hex characters. */
  readonly sha256: (datos: Uint8Array | string) => string;
  /** Ed25519 check of the bytes, or of the text in UTF-8. `llave` is the raw 32-byte public key and `firma` the 64 bytes, both base64. */
  readonly verificar: (llave: string, mensaje: Uint8Array | string, firma: string) => boolean;
};

/** A private key that signs without showing itself. */
export type Firmante = {
  /** Raw 32-byte Ed25519 public key, base64. */
  readonly llave: string;
  /** Ed25519 signature of the bytes, or of the text in UTF-8; base64. */
  readonly firmar: (mensaje: Uint8Array | string) => string;
  /** As `firmar`, without holding up the thread that asks: for what is long. */
  readonly firmarAparte: (mensaje: Uint8Array | string) => Promise<string>;
};
